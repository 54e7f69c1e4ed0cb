// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/tlscontext.h"

#include "server/api/utc.h"
#include "server/base/logging.h"
#include "server/base/tuning.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <ctime>
#include <vector>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

template <auto release>
struct Release {
    template <typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};
using Bio = std::unique_ptr<BIO, Release<&BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Release<&X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Release<&EVP_PKEY_free>>;

Error unusable(const QString &detail, ErrorReason reason, const QStringList &arguments)
{
    return { ErrorCode::CertificateUnusable, detail, reason, arguments };
}

/// OpenSSL's own words for the first error. Clears its queue of errors for the next call.
QString takeReason()
{
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    const char *reason = ERR_reason_error_string(code);
    return reason ? QString::fromLatin1(reason) : u"no reason given"_s;
}

Error opensslUnusable()
{
    const QString reason = takeReason();
    return unusable(
        u"OpenSSL cannot be used: %1"_s.arg(reason), ErrorReason::TlsUnusable, { reason });
}

/// A kind of file, and the errors of that kind.
struct FileKind {
    QLatin1StringView name;
    ErrorReason unreadable;
    ErrorReason tooLarge;
};
constexpr FileKind CertificateFile { "certificate"_L1, ErrorReason::CertificateUnreadable,
    ErrorReason::CertificateTooLarge };
constexpr FileKind KeyFile { "key"_L1, ErrorReason::KeyUnreadable, ErrorReason::KeyTooLarge };

Result<QByteArray> contentOf(QFile &file, const FileKind &kind)
{
    if (!file.open(QIODevice::ReadOnly))
        return unusable(
            u"cannot read the %1 file %2: %3; name a file that this user may read"_s.arg(
                kind.name, file.fileName(), file.errorString()),
            kind.unreadable, { file.fileName(), file.errorString() });
    QByteArray content = file.read(limits::MaxCertificateFileBytes + 1);
    if (content.size() > limits::MaxCertificateFileBytes)
        return unusable(u"the %1 file %2 has more than %3 bytes; name a PEM file"_s.arg(kind.name,
                            file.fileName(), QString::number(limits::MaxCertificateFileBytes)),
            kind.tooLarge, { file.fileName(), QString::number(limits::MaxCertificateFileBytes) });
    return content;
}

Bio reading(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

/// The certificate, followed by its signers.
Result<std::vector<Certificate>> readChain(const QString &path)
{
    QFile file(path);
    const Result<QByteArray> content = contentOf(file, CertificateFile);
    if (!content)
        return content.error();
    std::vector<Certificate> chain;
    const Bio bytes = reading(*content);
    while (Certificate next { PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr) })
        chain.push_back(std::move(next));
    const bool isAtEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    const QString reason = takeReason();
    if (chain.empty() && isAtEnd)
        return unusable(u"the certificate file %1 holds no certificate; it must be PEM, with the "
                        "server's certificate first and those that signed it behind it"_s.arg(path),
            ErrorReason::CertificateMissing, { path });
    if (!isAtEnd)
        return unusable(u"the certificate file %1 is damaged at certificate %2 (%3); "
                        "make it anew"_s.arg(path, QString::number(chain.size() + 1), reason),
            ErrorReason::CertificateDamaged, { path, QString::number(chain.size() + 1), reason });
    return chain;
}

/// Called by OpenSSL for a key with a passphrase: there is nobody to ask.
int noPassphrase(char *, int, int, void *asked)
{
    *static_cast<bool *>(asked) = true;
    return -1;
}

/// The system's administrator may let a group read it, as Debian does for ssl-cert.
bool isKeptSecret(const QFile &file)
{
    constexpr mode_t Others = S_IRWXG | S_IRWXO;
    struct stat status { };
    if (::fstat(file.handle(), &status) != 0)
        return false;
    return (status.st_mode & (status.st_uid == 0 ? Others & ~S_IRGRP : Others)) == 0;
}

Result<Key> readKey(const QString &path)
{
    QFile file(path);
    Result<QByteArray> content = contentOf(file, KeyFile);
    if (!content)
        return content.error();
    bool asked = false;
    Key key(PEM_read_bio_PrivateKey(reading(*content).get(), nullptr, noPassphrase, &asked));
    OPENSSL_cleanse(content->data(), static_cast<size_t>(content->size()));
    const QString reason = takeReason();
    if (!isKeptSecret(file))
        return unusable(
            u"the key file %1 is open to others than its owner; chmod 600 it"_s.arg(path),
            ErrorReason::KeyOpenToOthers, { path });
    if (asked)
        return unusable(
            u"the key file %1 has a passphrase; take it off with openssl pkey"_s.arg(path),
            ErrorReason::KeyEncrypted, { path });
    if (!key)
        return unusable(
            u"the key file %1 holds no private key (%2); it must be PEM"_s.arg(path, reason),
            ErrorReason::KeyMissing, { path, reason });
    return key;
}

QString nameOf(const X509_NAME *name)
{
    const Bio text(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(text.get(), name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
    char *bytes = nullptr;
    const auto size = BIO_get_mem_data(text.get(), &bytes);
    return QString::fromUtf8(bytes, static_cast<qsizetype>(size));
}

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts {};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, std::min(parts.tm_sec, 59)), Utc);
}

CertificateInfo infoOf(const X509 *certificate, const QString &path)
{
    const QString subject = nameOf(X509_get_subject_name(certificate));
    const QDateTime expires = timeOf(X509_get0_notAfter(certificate));
    if (X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0)
        qCWarning(logGateway, "the certificate in %s has expired, on %s; clients will refuse it",
            qUtf8Printable(path), qUtf8Printable(expires.toString(Qt::ISODate)));
    if (X509_cmp_current_time(X509_get0_notBefore(certificate)) > 0)
        qCWarning(logGateway, "the certificate in %s is not valid yet; clients will refuse it",
            qUtf8Printable(path));
    return { subject, expires.toMSecsSinceEpoch() };
}

void setUp(SSL_CTX *context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    // For TLS 1.2; the defaults of 1.3 are good.
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    // A peer may end TCP without TLS's goodbye: HTTP and WebSocket notice missing bytes by
    // themselves.
    SSL_CTX_set_options(context,
        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE
            | SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // An idle session holds no buffers: 34 KiB less.
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY); // A read returns after a record without data.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // Tickets need no memory here.
    SSL_CTX_set_read_ahead(context, 1); // One recv per record, not another one for its head.
}

} // namespace

void TlsContext::Free::operator()(SSL_CTX *context) const
{
    SSL_CTX_free(context);
}

std::unique_ptr<TlsContext> TlsContext::create(const SSL_METHOD *method)
{
    std::unique_ptr<TlsContext> created(new TlsContext);
    created->m_context.reset(SSL_CTX_new(method));
    if (!created->m_context)
        return nullptr;
    setUp(created->native());
    return created;
}

Result<std::unique_ptr<const TlsContext>> TlsContext::loadAuthorities(const QString &path)
{
    ERR_clear_error();
    std::unique_ptr<TlsContext> loaded = create(TLS_client_method());
    if (!loaded)
        return opensslUnusable();
    SSL_CTX_set_verify(loaded->native(), SSL_VERIFY_PEER, nullptr);
    if (path.isNull()) {
        SSL_CTX_set_default_verify_paths(loaded->native());
        return std::unique_ptr<const TlsContext>(std::move(loaded));
    }
    const Result<std::vector<Certificate>> authorities = readChain(path);
    if (!authorities)
        return authorities.error();
    X509_STORE *store = SSL_CTX_get_cert_store(loaded->native());
    for (const Certificate &authority : *authorities)
        X509_STORE_add_cert(store, authority.get());
    ERR_clear_error(); // One of them may be there twice.
    return std::unique_ptr<const TlsContext>(std::move(loaded));
}

Result<std::unique_ptr<const TlsContext>> TlsContext::load(
    const QString &certificatePath, const QString &keyPath)
{
    ERR_clear_error();
    Result<std::vector<Certificate>> chain = readChain(certificatePath);
    if (!chain)
        return chain.error();
    const Result<Key> key = readKey(keyPath);
    if (!key)
        return key.error();
    X509 *certificate = chain->front().get();
    if (X509_check_private_key(certificate, key->get()) != 1) {
        ERR_clear_error();
        return unusable(u"the key in %1 does not belong to the certificate in %2; name the key "
                        "that the certificate was made for"_s.arg(keyPath, certificatePath),
            ErrorReason::KeyOfAnother, { keyPath, certificatePath });
    }

    std::unique_ptr<TlsContext> loaded = create(TLS_server_method());
    if (!loaded)
        return opensslUnusable();
    SSL_CTX *context = loaded->native();
    bool isTaken = SSL_CTX_use_certificate(context, certificate) == 1
        && SSL_CTX_use_PrivateKey(context, key->get()) == 1;
    for (size_t i = 1; isTaken && i < chain->size(); ++i)
        isTaken = SSL_CTX_add1_chain_cert(context, (*chain)[i].get()) == 1;
    if (!isTaken) {
        const QString reason = takeReason();
        return unusable(u"OpenSSL refuses the certificate in %1 (%2); make one with a key of 2048 "
                        "bits or more, or P-256"_s.arg(certificatePath, reason),
            ErrorReason::CertificateRefused, { certificatePath, reason });
    }

    loaded->m_certificate = infoOf(certificate, certificatePath);
    loaded->m_der.resize(i2d_X509(certificate, nullptr));
    auto *end = reinterpret_cast<unsigned char *>(loaded->m_der.data());
    i2d_X509(certificate, &end);
    return std::unique_ptr<const TlsContext>(std::move(loaded));
}

} // namespace broadcaster
