// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QtGlobal>

#include <openssl/types.h>
#include <sys/types.h>

#include <memory>
#include <span>
#include <string_view>

namespace broadcaster {

class TlsContext;

/// The server's side of TLS on a connected socket, which it does not own. The handshake happens
/// within the calls. May change its thread between two calls.
///
/// A record that was begun has to be finished as it is, while callers drop and add to what they
/// have not sent. So what the kernel does not take of one is kept here, which also means that
/// OpenSSL never waits for room: neither does reading wait for writing, nor the other way round.
class TlsSession final {
public:
    TlsSession(const TlsContext &context, int descriptor);
    ~TlsSession();
    Q_DISABLE_COPY_MOVE(TlsSession)

    /// Gives up what TLS keeps for the calling thread, before that ends: a thread that has finished
    /// for Qt may still be about to do so when the process ends.
    static void leaveThread();

    // As recv and send do: how many bytes, or -1 and errno.

    /// EPROTO: isPeerPlain(), or the peer breaks TLS. Then the session has failed for good: it
    /// receives nothing any more, and sends nothing except what is unsent. EAGAIN also where many
    /// records without data came: hasBufferedInput() tells.
    [[nodiscard]] ssize_t receive(std::span<char> buffer);
    /// Takes no more while something is unsent, so at most a record waits. EAGAIN during the
    /// handshake, too. EPIPE once the session has failed.
    [[nodiscard]] ssize_t send(std::string_view bytes);
    /// Tells the peer that nothing more comes, unless the session has failed.
    /// REQUIRES: !hasUnsent()
    void sayGoodbye();

    /// receive() would give more of what has been read from the socket, which tells nobody of it.
    [[nodiscard]] bool hasBufferedInput() const { return m_hasBufferedInput; }
    [[nodiscard]] bool hasUnsent() const { return !m_unsent.isEmpty(); }
    [[nodiscard]] qsizetype unsentBytes() const { return m_unsent.size(); }
    /// So many of the last bytes that send() has taken are in a record that has not left whole.
    [[nodiscard]] qsizetype unsentInput() const { return hasUnsent() ? m_lastRecordInput : 0; }
    [[nodiscard]] bool isEstablished() const;
    /// The very first bytes were not TLS, and nothing was answered.
    [[nodiscard]] bool isPeerPlain() const { return m_isPeerPlain; }

private:
    struct Transport;

    [[nodiscard]] ssize_t read(std::span<char> buffer);
    [[nodiscard]] bool flush();
    void fail();
    /// Why a call of OpenSSL's gave nothing, as errno: EAGAIN, 0 for the peer's end, or EPROTO.
    [[nodiscard]] int failure(int result);

    struct Free {
        void operator()(SSL *ssl) const;
    };
    std::unique_ptr<SSL, Free> m_ssl;
    const int m_descriptor;
    QByteArray m_unsent; ///< Of records.
    qsizetype m_lastRecordInput = 0; ///< Bytes given to send() that the last record holds.
    bool m_hasBufferedInput = false;
    bool m_peerEnded = false; ///< Of TCP.
    bool m_isSocketDry = false; ///< The last read of the socket gave nothing.
    bool m_hasAnswered = false; ///< Something was written, if only an alert.
    bool m_hasFailed = false;
    bool m_isPeerPlain = false;
    int m_emptyReads = 0; ///< Calls of receive() in a row that used up input but gave no data.
};

} // namespace broadcaster
