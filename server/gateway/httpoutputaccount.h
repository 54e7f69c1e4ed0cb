// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/tuning.h"
#include "server/gateway/peernetwork.h"

#include <QtCore/QHash>

#include <atomic>

namespace broadcaster {

/// Memory of HTTP answers that wait to be read, of all connections together, and how many of them
/// are large. Belongs to the gateway's thread; total() may be read from any.
class HttpOutputAccount final {
public:
    /// `all` is the sum of everything that waits in the broker, in which these bytes are counted.
    HttpOutputAccount(std::atomic<qint64> &all, qint64 maxTotalQueueBytes)
        : m_all(all)
    {
        setLimit(maxTotalQueueBytes);
    }
    Q_DISABLE_COPY_MOVE(HttpOutputAccount)

    /// Everything together may have so many bytes. HTTP answers may have one part of them in
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
    /// Answers of this many bytes more would still be within both limits.
    [[nodiscard]] bool hasRoomFor(qint64 bytes) const
    {
        return total() + bytes <= m_limit
            && m_all.load(std::memory_order_relaxed) + bytes <= m_maxAll;
    }

    /// False: as many large answers are under way as may be, in all or to the network.
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
