// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/peernetwork.h"

#include <QtCore/QByteArray>

#include <chrono>

namespace broadcaster {

class HttpOutputAccount;
class Stream;

/// Unsent answers of one HTTP connection, counted in the account of all connections.
/// Belongs to the gateway's thread.
class HttpOutput final {
public:
    HttpOutput(HttpOutputAccount &account, PeerNetwork network);
    ~HttpOutput() { clear(); }
    Q_DISABLE_COPY_MOVE(HttpOutput)

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }

    /// Sets the network of the client that the next answers are for.
    void setNetwork(PeerNetwork network);
    /// Reserves the place that a large answer needs. It is kept until all output is sent, or until
    /// a small answer is appended instead. False: all places are taken.
    [[nodiscard]] bool reserveLarge();
    /// Whether an answer of this size may be appended. A small answer always may, and a large
    /// answer with a place may while it is the only one.
    [[nodiscard]] bool admits(qsizetype bytes);
    /// REQUIRES: admits()
    void append(const QByteArray &answer);
    void clear();

    /// Sends at most limits::HttpSendBytesPerTurn. False: the connection is broken.
    [[nodiscard]] bool flush(Stream &stream);

    /// Begins a period in which the peer has to read all output that waits now, and returns its
    /// length: `timeout` and a second for each limits::MinHttpReadRate bytes.
    [[nodiscard]] std::chrono::milliseconds beginPeriod(std::chrono::milliseconds timeout);
    /// Some of the bytes that waited when the period began have not been sent.
    [[nodiscard]] bool isBehind() const { return m_owed > 0; }

private:
    void noteMemory();
    void releaseLarge();

    HttpOutputAccount &m_account;
    PeerNetwork m_network; ///< Network of the reserved place, while there is one.
    QByteArray m_bytes;
    qsizetype m_unsentTls = 0; ///< Bytes that TLS has taken and the kernel has not.
    qint64 m_counted = 0; ///< Bytes of memory that the account knows of.
    qsizetype m_owed = 0; ///< Bytes to be sent before the period is over.
    bool m_hasLargePlace = false;
};

} // namespace broadcaster
