// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <openssl/types.h>
#include <sys/types.h>

#include <memory>
#include <span>
#include <string_view>

namespace broadcaster {

class TlsContext;

/// One side of TLS on a connected socket, which it does not own. The handshake happens
/// within the calls. May change its thread between two calls.
///
/// A record that was begun has to be finished as it is, while callers drop and add to their unsent
/// output. The session keeps the part of a record that the kernel does not take. This also means
/// that OpenSSL never waits for room: reading does not wait for writing, or the other way round.
class TlsSession final {
public:
    /// The server's side.
    TlsSession(const TlsContext &context, int descriptor);
    /// The client's side. Accepts only certificates of the context's authorities for `host`, which
    /// is a name or an IP address. The first receive() begins the handshake.
    TlsSession(const TlsContext &context, int descriptor, const QByteArray &host);
    ~TlsSession();
    Q_DISABLE_COPY_MOVE(TlsSession)

    /// Frees TLS's data of the calling thread before the thread ends: a thread that has finished
    /// for Qt may still be freeing it when the process ends.
    static void leaveThread();

    // Like recv and send: the number of bytes, or -1 and errno.

    /// EPROTO: isPeerPlain(), or the peer breaks TLS. Then the session has failed for good: it
    /// receives nothing any more, and sends only unsent bytes. EAGAIN also after many records
    /// without data: hasBufferedInput() tells.
    [[nodiscard]] ssize_t receive(std::span<char> buffer);
    /// Takes no more while bytes are unsent, so at most one record waits. EAGAIN during the
    /// handshake, too. EPIPE once the session has failed.
    [[nodiscard]] ssize_t send(std::string_view bytes);
    /// Tells the peer that nothing more comes, unless the session has failed.
    /// REQUIRES: !hasUnsent()
    void sayGoodbye();

    /// receive() has more bytes, already read from the socket, which no poller reports.
    [[nodiscard]] bool hasBufferedInput() const { return m_hasBufferedInput; }
    [[nodiscard]] bool hasUnsent() const { return !m_unsent.isEmpty(); }
    [[nodiscard]] qsizetype unsentBytes() const { return m_unsent.size(); }
    /// The last bytes of send()'s input that are in a record that has not left whole.
    [[nodiscard]] qsizetype unsentInput() const { return hasUnsent() ? m_lastRecordInput : 0; }
    [[nodiscard]] bool isEstablished() const;
    /// The peer's very first bytes were not TLS; a server has sent no answer.
    [[nodiscard]] bool isPeerPlain() const { return m_isPeerPlain; }
    /// The reason why a client refuses the server's certificate, in OpenSSL's words; null if it
    /// does not.
    [[nodiscard]] QString certificateFault() const;

private:
    struct Transport;

    [[nodiscard]] ssize_t read(std::span<char> buffer);
    [[nodiscard]] bool flush();
    void fail();
    /// The reason why an OpenSSL call failed, as errno: EAGAIN, 0 for the peer's end, or EPROTO.
    [[nodiscard]] int failure(int result);

    struct Free {
        void operator()(SSL *ssl) const;
    };
    std::unique_ptr<SSL, Free> m_ssl;
    const int m_descriptor;
    QByteArray m_unsent; ///< Encrypted records.
    qsizetype m_lastRecordInput = 0; ///< Bytes given to send() that are in the last record.
    bool m_hasBufferedInput = false;
    bool m_peerEnded = false; ///< The peer has ended TCP.
    bool m_isSocketDry = false; ///< The last read of the socket returned no bytes.
    bool m_hasAnswered = false; ///< Bytes were written, if only an alert.
    bool m_hasFailed = false;
    bool m_isPeerPlain = false;
    bool m_isClient = false;
    int m_emptyReads = 0; ///< Calls of receive() in a row that used up input but returned no data.
};

} // namespace broadcaster
