// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/connection.h"

#include <openssl/ssl.h>

#include <optional>
#include <span>

namespace broadcaster::bench {

/// The client's side of TLS 1.3 for all connections of a run. OpenSSL works on memory only, so one
/// system call moves many records, as it does with frames without TLS. Certificates are not
/// checked. One cipher suite and one group, so that all servers do the same work. One thread.
class TlsLayer final {
public:
    /// `resumes`: every connection after the first ticket resumes the session of that ticket.
    explicit TlsLayer(bool resumes);

    /// Begins the handshake: its first record is in the connection's output.
    void begin(Connection &connection);
    /// REQUIRES: the handshake is over.
    [[nodiscard]] static bool hasResumed(const Connection &connection);
    /// Turns the output behind Connection::sealed into records; during the handshake the output
    /// stays as it is. False when the connection has failed.
    [[nodiscard]] bool seal(Connection &connection);
    /// Decrypts into `space` and returns the number of bytes. The answer of the handshake is in the
    /// output afterwards. Nothing when the server ended or broke TLS. REQUIRES: `space` has
    /// MostBuffered more bytes than `records`.
    [[nodiscard]] std::optional<std::size_t> open(
        Connection &connection, std::string_view records, std::span<char> space);

    /// The part of a record that OpenSSL may hold, and that a later call of open() decrypts.
    static constexpr std::size_t MostBuffered = std::size_t { 17 } * 1024;

private:
    struct Memory;
    struct FreeContext {
        void operator()(SSL_CTX *context) const;
    };
    struct FreeSession {
        void operator()(SSL_SESSION *session) const;
    };
    static int keepTicket(SSL *tls, SSL_SESSION *session);
    void takeRecords(Connection &connection);

    std::unique_ptr<SSL_CTX, FreeContext> m_context;
    std::unique_ptr<SSL_SESSION, FreeSession> m_session; ///< The first ticket's.
    std::string_view m_incoming; ///< Records that OpenSSL has not read.
    std::string m_outgoing; ///< Records that OpenSSL wrote.
};

} // namespace broadcaster::bench
