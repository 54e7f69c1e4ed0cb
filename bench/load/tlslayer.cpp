// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/tlslayer.h"

#include <openssl/err.h>

#include <algorithm>

namespace broadcaster::bench {

void FreeTls::operator()(SSL *tls) const
{
    SSL_free(tls);
}

void TlsLayer::FreeContext::operator()(SSL_CTX *context) const
{
    SSL_CTX_free(context);
}

void TlsLayer::FreeSession::operator()(SSL_SESSION *session) const
{
    SSL_SESSION_free(session);
}

/// OpenSSL's input and output: the two buffers of the layer.
struct TlsLayer::Memory {
    static const BIO_METHOD *method();
    static int read(BIO *bio, char *data, int size);
    static int write(BIO *bio, const char *data, int size);
    static long control(BIO *bio, int command, long number, void *pointer);
};

const BIO_METHOD *TlsLayer::Memory::method()
{
    static const BIO_METHOD *const method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "load");
        BIO_meth_set_read(made, read);
        BIO_meth_set_write(made, write);
        BIO_meth_set_ctrl(made, control);
        return made;
    }();
    return method;
}

int TlsLayer::Memory::read(BIO *bio, char *data, int size)
{
    std::string_view &incoming = static_cast<TlsLayer *>(BIO_get_data(bio))->m_incoming;
    BIO_clear_retry_flags(bio);
    const std::size_t count = incoming.copy(data, static_cast<std::size_t>(size));
    incoming.remove_prefix(count);
    if (count > 0)
        return static_cast<int>(count);
    BIO_set_retry_read(bio);
    return -1;
}

int TlsLayer::Memory::write(BIO *bio, const char *data, int size)
{
    BIO_clear_retry_flags(bio);
    static_cast<TlsLayer *>(BIO_get_data(bio))
        ->m_outgoing.append(data, static_cast<std::size_t>(size));
    return size;
}

long TlsLayer::Memory::control(BIO *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

TlsLayer::TlsLayer(bool resumes)
    : m_context(SSL_CTX_new(TLS_client_method()))
{
    SSL_CTX *context = m_context.get();
    if (!context || SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1
        || SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256") != 1
        || SSL_CTX_set1_groups_list(context, "X25519") != 1)
        qFatal("OpenSSL cannot do what the load generator needs");
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    if (!resumes)
        return;
    SSL_CTX_set_app_data(context, this);
    SSL_CTX_set_session_cache_mode(
        context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    SSL_CTX_sess_set_new_cb(context, keepTicket);
}

int TlsLayer::keepTicket(SSL *tls, SSL_SESSION *session)
{
    auto *layer = static_cast<TlsLayer *>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(tls)));
    if (layer->m_session)
        return 0;
    layer->m_session.reset(SSL_SESSION_dup(session));
    return 0;
}

void TlsLayer::begin(Connection &connection)
{
    connection.tls.reset(SSL_new(m_context.get()));
    BIO *bio = BIO_new(Memory::method());
    if (!connection.tls || !bio)
        qFatal("out of memory for TLS");
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL *tls = connection.tls.get();
    SSL_set_bio(tls, bio, bio);
    SSL_set_connect_state(tls);
    if (m_session) {
        // OpenSSL uses a session once, so each connection gets a copy.
        const std::unique_ptr<SSL_SESSION, FreeSession> copy(SSL_SESSION_dup(m_session.get()));
        SSL_set_session(tls, copy.get());
    }
    ERR_clear_error();
    SSL_do_handshake(tls);
    takeRecords(connection);
}

bool TlsLayer::hasResumed(const Connection &connection)
{
    return SSL_session_reused(connection.tls.get()) == 1;
}

bool TlsLayer::seal(Connection &connection)
{
    SSL *tls = connection.tls.get();
    if (connection.sealed == connection.output.size() || SSL_is_init_finished(tls) != 1)
        return true;
    const std::string plain = connection.output.substr(connection.sealed);
    connection.output.resize(connection.sealed);
    ERR_clear_error();
    std::size_t count = 0;
    const bool isWritten = SSL_write_ex(tls, plain.data(), plain.size(), &count) == 1;
    takeRecords(connection);
    return isWritten; // The memory takes all bytes, so that nothing is left to write.
}

std::optional<std::size_t> TlsLayer::open(
    Connection &connection, std::string_view records, std::span<char> space)
{
    SSL *tls = connection.tls.get();
    m_incoming = records;
    std::size_t filled = 0;
    int result = 1;
    ERR_clear_error();
    while (result == 1) {
        std::size_t count = 0;
        result = SSL_read_ex(tls, space.data() + filled, space.size() - filled, &count);
        filled += count;
    }
    takeRecords(connection);
    const bool isWaiting = SSL_get_error(tls, result) == SSL_ERROR_WANT_READ;
    return isWaiting || filled > 0 ? std::optional(filled) : std::nullopt;
}

// Unsealed bytes in the output came after these records.
void TlsLayer::takeRecords(Connection &connection)
{
    connection.output.insert(connection.sealed, m_outgoing);
    connection.sealed += m_outgoing.size();
    m_outgoing.clear();
}

} // namespace broadcaster::bench
