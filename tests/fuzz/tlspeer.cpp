// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/tlspeer.h"

#include "tests/fuzz/check.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QTemporaryFile>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

namespace broadcaster {

namespace {

constexpr qsizetype RecordHeadSize = 5; // RFC 8446 5.1
constexpr int MaxRecordSize = (1 << 14) + 2048; // RFC 5246 6.2.3

bool writePem(QTemporaryFile &file, const std::function<int(BIO *)> &write)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *bytes = nullptr;
    const bool isWritten = write(bio) == 1;
    const long size = BIO_get_mem_data(bio, &bytes);
    const bool isStored = isWritten && file.open() && file.write(bytes, size) == size
        && file.flush();
    BIO_free(bio);
    return isStored;
}

std::unique_ptr<const TlsContext> makeServerContext()
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 365L * 24 * 3600);
    X509_set_pubkey(certificate, key);
    X509_sign(certificate, key, EVP_sha256());

    QTemporaryFile certificateFile;
    QTemporaryFile keyFile;
    check(writePem(certificateFile, [&](BIO *bio) { return PEM_write_bio_X509(bio, certificate); })
            && writePem(keyFile,
                [&](BIO *bio) {
                    return PEM_write_bio_PrivateKey(
                        bio, key, nullptr, nullptr, 0, nullptr, nullptr);
                }),
        "a certificate can be made");
    X509_free(certificate);
    EVP_PKEY_free(key);
    auto loaded = TlsContext::load(certificateFile.fileName(), keyFile.fileName());
    check(bool(loaded), "the certificate can be loaded");
    return std::move(*loaded);
}

SSL_CTX *clientContext()
{
    static SSL_CTX *const context = SSL_CTX_new(TLS_client_method());
    return context;
}

} // namespace

const TlsContext &TlsPeer::serverContext()
{
    static const std::unique_ptr<const TlsContext> context = makeServerContext();
    return *context;
}

TlsPeer::TlsPeer(int version)
    : m_ssl(SSL_new(clientContext()))
{
    SSL_set_min_proto_version(m_ssl.get(), version);
    SSL_set_max_proto_version(m_ssl.get(), version);
    SSL_set_bio(m_ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(m_ssl.get());
    SSL_do_handshake(m_ssl.get());
}

TlsPeer::~TlsPeer() = default;

void TlsPeer::Free::operator()(SSL *ssl) const
{
    SSL_free(ssl);
}

QByteArray TlsPeer::take(std::string_view bytes)
{
    checkRecords(bytes);
    QByteArray data;
    if (m_hasFailed)
        return data;
    BIO_write(SSL_get_rbio(m_ssl.get()), bytes.data(), static_cast<int>(bytes.size()));
    for (;;) {
        std::array<char, 16384> part;
        ERR_clear_error();
        const int count = SSL_read(m_ssl.get(), part.data(), static_cast<int>(part.size()));
        if (count > 0) {
            data.append(part.data(), count);
            continue;
        }
        const int error = SSL_get_error(m_ssl.get(), count);
        m_hasFailed = error != SSL_ERROR_WANT_READ && error != SSL_ERROR_ZERO_RETURN;
        return data;
    }
}

/// Each byte that the broker sends belongs to a record, so none of them is in the clear.
void TlsPeer::checkRecords(std::string_view bytes)
{
    while (!bytes.empty()) {
        if (m_recordRest > 0) {
            const auto taken = std::min(static_cast<size_t>(m_recordRest), bytes.size());
            m_recordRest -= static_cast<qsizetype>(taken);
            bytes.remove_prefix(taken);
            continue;
        }
        m_recordHead += bytes.front();
        bytes.remove_prefix(1);
        if (m_recordHead.size() < RecordHeadSize)
            continue;
        const auto byte = [this](int i) { return int { static_cast<uchar>(m_recordHead[i]) }; };
        m_recordRest = byte(3) << 8 | byte(4);
        check(byte(0) >= SSL3_RT_CHANGE_CIPHER_SPEC && byte(0) <= SSL3_RT_APPLICATION_DATA
                && byte(1) == SSL3_VERSION_MAJOR && m_recordRest <= MaxRecordSize,
            "over TLS nothing leaves except records");
        m_recordHead.clear();
    }
}

bool TlsPeer::write(const QByteArray &data)
{
    if (m_hasFailed || !SSL_is_init_finished(m_ssl.get()))
        return false;
    ERR_clear_error();
    return SSL_write(m_ssl.get(), data.constData(), static_cast<int>(data.size())) == data.size();
}

void TlsPeer::updateKeys(int count, bool asksForOthers)
{
    const int kind = asksForOthers ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED;
    for (int i = 0; i < count && !m_hasFailed; ++i) {
        if (SSL_key_update(m_ssl.get(), kind) != 1)
            return;
        SSL_do_handshake(m_ssl.get());
    }
}

void TlsPeer::sayGoodbye()
{
    if (!m_hasFailed)
        SSL_shutdown(m_ssl.get());
}

QByteArray TlsPeer::takeOutput()
{
    BIO *bio = SSL_get_wbio(m_ssl.get());
    QByteArray bytes(static_cast<qsizetype>(BIO_ctrl_pending(bio)), Qt::Uninitialized);
    if (!bytes.isEmpty())
        BIO_read(bio, bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

} // namespace broadcaster
