// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/tlssession.h"

#include "server/base/tuning.h"
#include "server/net/tlscontext.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace broadcaster {

/// OpenSSL's access to the socket. Its own would write without MSG_NOSIGNAL, and block, as accepted
/// sockets do.
struct TlsSession::Transport {
    static const BIO_METHOD *method();
    static int read(BIO *bio, char *data, int size);
    static int write(BIO *bio, const char *data, int size);
    static long control(BIO *bio, int command, long number, void *pointer);
};

const BIO_METHOD *TlsSession::Transport::method()
{
    static const BIO_METHOD *const method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "broadcaster");
        BIO_meth_set_read(made, read);
        BIO_meth_set_write(made, write);
        BIO_meth_set_ctrl(made, control);
        return made;
    }();
    return method;
}

TlsSession::TlsSession(const TlsContext &context, int descriptor)
    : m_ssl(SSL_new(context.native()))
    , m_descriptor(descriptor)
{
    BIO *bio = BIO_new(Transport::method());
    if (!m_ssl || !bio)
        qFatal("out of memory for TLS");
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_ssl.get(), bio, bio);
    SSL_set_accept_state(m_ssl.get());
}

TlsSession::TlsSession(const TlsContext &context, int descriptor, const QByteArray &host)
    : TlsSession(context, descriptor)
{
    m_isClient = true;
    SSL_set_connect_state(m_ssl.get());
    X509_VERIFY_PARAM *checks = SSL_get0_param(m_ssl.get());
    if (X509_VERIFY_PARAM_set1_ip_asc(checks, host.constData()) != 1) {
        SSL_set_hostflags(m_ssl.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        SSL_set1_host(m_ssl.get(), host.constData());
        SSL_set_tlsext_host_name(m_ssl.get(), host.constData());
    }
    ERR_clear_error();
}

TlsSession::~TlsSession() = default;

void TlsSession::Free::operator()(SSL *ssl) const
{
    SSL_free(ssl);
}

void TlsSession::leaveThread()
{
    OPENSSL_thread_stop();
}

int TlsSession::Transport::read(BIO *bio, char *data, int size)
{
    auto *session = static_cast<TlsSession *>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    // Records without data, such as KeyUpdate, cost far more than their bytes.
    const auto most = static_cast<size_t>(
        session->m_emptyReads > 0 ? std::min(size, limits::EmptyTlsReadBytes) : size);
    const ssize_t count = ::recv(session->m_descriptor, data, most, MSG_DONTWAIT);
    session->m_isSocketDry = count < 0;
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        BIO_set_retry_read(bio);
    if (count == 0)
        session->m_peerEnded = true;
    return static_cast<int>(count);
}

int TlsSession::Transport::write(BIO *bio, const char *data, int size)
{
    auto *session = static_cast<TlsSession *>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    session->m_hasAnswered = true;
    ssize_t sent = 0;
    if (session->m_unsent.isEmpty()) {
        sent = ::send(
            session->m_descriptor, data, static_cast<size_t>(size), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return -1;
        sent = std::max<ssize_t>(sent, 0);
    }
    if (session->m_unsent.size() + size > limits::MaxUnsentTlsBytes)
        return -1; // The peer asks for new keys again and again, and never reads the answers.
    session->m_unsent.append(data + sent, size - static_cast<qsizetype>(sent));
    return size;
}

long TlsSession::Transport::control(BIO *bio, int command, long, void *)
{
    if (command == BIO_CTRL_EOF)
        return static_cast<TlsSession *>(BIO_get_data(bio))->m_peerEnded ? 1 : 0;
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

int TlsSession::failure(int result)
{
    const unsigned long code = ERR_peek_error();
    const int kind = SSL_get_error(m_ssl.get(), result);
    ERR_clear_error();
    if (kind == SSL_ERROR_WANT_READ)
        return EAGAIN;
    if (kind == SSL_ERROR_ZERO_RETURN)
        return 0;
    const int reason = ERR_GET_REASON(code);
    const bool mayBePlain = m_isClient ? !isEstablished() : !m_hasAnswered;
    m_isPeerPlain = mayBePlain && ERR_GET_LIB(code) == ERR_LIB_SSL
        && (reason == SSL_R_HTTP_REQUEST || reason == SSL_R_WRONG_VERSION_NUMBER);
    fail();
    return EPROTO;
}

/// The only way into the failed state.
void TlsSession::fail()
{
    m_hasFailed = true;
    m_hasBufferedInput = false;
}

ssize_t TlsSession::receive(std::span<char> buffer)
{
    if (m_hasFailed) {
        errno = EPROTO;
        return -1;
    }
    const ssize_t filled = read(buffer);
    if (filled > 0)
        m_emptyReads = 0;
    else if (filled < 0 && m_hasBufferedInput && ++m_emptyReads > limits::MaxEmptyTlsReads) {
        fail();
        errno = EPROTO;
    }
    return filled;
}

ssize_t TlsSession::read(std::span<char> buffer)
{
    size_t filled = 0;
    m_hasBufferedInput = true;
    while (filled < buffer.size()) {
        size_t count = 0;
        m_isSocketDry = false;
        ERR_clear_error();
        const int result = SSL_read_ex(
            m_ssl.get(), buffer.data() + filled, buffer.size() - filled, &count);
        if (result == 1) {
            filled += count;
            continue;
        }
        const int error = failure(result);
        if (error == EAGAIN)
            m_hasBufferedInput = !m_isSocketDry;
        if (filled > 0)
            break; // The next call sees an end or a fault as well.
        errno = error;
        return error == 0 ? 0 : -1;
    }
    return static_cast<ssize_t>(filled);
}

ssize_t TlsSession::send(std::string_view bytes)
{
    size_t taken = 0;
    while (flush()) {
        if (m_hasFailed) {
            errno = EPIPE;
            break;
        }
        if (taken == bytes.size())
            return static_cast<ssize_t>(taken);
        size_t count = 0;
        ERR_clear_error();
        const int result = SSL_write_ex(
            m_ssl.get(), bytes.data() + taken, bytes.size() - taken, &count);
        if (result != 1) {
            errno = failure(result);
            if (errno == 0)
                errno = EPIPE;
            break;
        }
        taken += count;
        m_lastRecordInput = static_cast<qsizetype>(count);
    }
    return taken > 0 ? static_cast<ssize_t>(taken) : -1;
}

bool TlsSession::flush()
{
    while (!m_unsent.isEmpty()) {
        const ssize_t count = ::send(m_descriptor, m_unsent.constData(),
            static_cast<size_t>(m_unsent.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        m_unsent.remove(0, count);
    }
    m_unsent = QByteArray(); // Frees the memory, too.
    return true;
}

void TlsSession::sayGoodbye()
{
    if (m_hasFailed)
        return;
    ERR_clear_error();
    SSL_shutdown(m_ssl.get());
    ERR_clear_error();
}

QString TlsSession::certificateFault() const
{
    const long fault = SSL_get_verify_result(m_ssl.get());
    return m_hasFailed && fault != X509_V_OK
        ? QString::fromLatin1(X509_verify_cert_error_string(fault))
        : QString();
}

bool TlsSession::isEstablished() const
{
    return SSL_is_init_finished(m_ssl.get()) == 1;
}

} // namespace broadcaster
