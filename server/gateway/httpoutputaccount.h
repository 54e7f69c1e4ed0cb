// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/tuning.h"
#include "server/gateway/peernetwork.h"

#include <QtCore/QHash>

#include <atomic>

namespace broadcaster {

/// Memory of HTTP answers that wait to be read, summed over all connections, and the number of
/// large answers. Belongs to the gateway's thread; total() may be read from any.
class HttpOutputAccount final {
public:
    /// `all` is the sum of all bytes that wait in the broker, and includes these.
    HttpOutputAccount(std::atomic<qint64> &all, qint64 maxTotalQueueBytes)
        : m_all(all)
    {
        setLimit(maxTotalQueueBytes);
    }
    Q_DISABLE_COPY_MOVE(HttpOutputAccount)

    /// Sets the limit of all waiting bytes. HTTP answers may have one part of them in
    /// limits::HttpOutputShare.
    void setLimit(qint64 maxTotalQueueBytes)
    {
        m_maxAll = maxTotalQueueBytes;
        m_limit = maxTotalQueueBytes / limits::HttpOutputShare;
    }

    /// Bytes that are allocated for answers.
    [[nodiscard]] qint64 total() const { return m_total.load(std::memory_order_relaxed); }
    void add(qint64 bytes)
    {
        m_total.fetch_add(bytes, std::memory_order_relaxed);
        m_all.fetch_add(bytes, std::memory_order_relaxed);
    }
    /// Both limits leave room for this many bytes more.
    [[nodiscard]] bool hasRoomFor(qint64 bytes) const
    {
        return total() + bytes <= m_limit
            && m_all.load(std::memory_order_relaxed) + bytes <= m_maxAll;
    }

    /// False: the limit of large answers is reached, in total or for the network.
    [[nodiscard]] bool beginLarge(PeerNetwork network);
    /// REQUIRES: beginLarge() was true.
    void endLarge(PeerNetwork network);
    [[nodiscard]] int largeAnswers() const { return m_large; }

private:
    std::atomic<qint64> &m_all;
    std::atomic<qint64> m_total { 0 };
    qint64 m_maxAll = 0;
    qint64 m_limit = 0;
    int m_large = 0;
    QHash<PeerNetwork, int> m_largeByNetwork;
};

} // namespace broadcaster
