// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "server/api/result.h"

#include <QtCore/QByteArray>

#include <openssl/types.h>

#include <memory>

struct ssl_method_st; // Not among the types of openssl/types.h.

namespace broadcaster {

/// The settings of one side of TLS: for a server a certificate and its key, for a client the
/// authorities that it trusts. TLS 1.2 and 1.3, ciphers with forward secrecy only.
/// Never changes: a renewed certificate is loaded into another context. Sessions keep the parts
/// they need, so the context may be destroyed before them.
class TlsContext final {
public:
    /// Reads both files, which are PEM: the certificate before its signers. Warns of a certificate
    /// that is not valid now. Fails with CertificateUnusable, the reason and the remedy; a key file
    /// open to others than its owner is refused, but the group may read root's. Blocks while it
    /// reads.
    [[nodiscard]] static Result<std::unique_ptr<const TlsContext>> load(
        const QString &certificatePath, const QString &keyPath);

    /// Reads the authorities whose certificates a client accepts from a PEM file; a null path
    /// stands for those of the system. Fails and blocks like load().
    [[nodiscard]] static Result<std::unique_ptr<const TlsContext>> loadAuthorities(
        const QString &path);

    [[nodiscard]] SSL_CTX *native() const { return m_context.get(); }
    [[nodiscard]] const CertificateInfo &certificate() const { return m_certificate; }
    /// The certificate of a server without its signers.
    [[nodiscard]] const QByteArray &der() const { return m_der; }

private:
    struct Free {
        void operator()(SSL_CTX *context) const;
    };
    TlsContext() = default;
    /// Null: OpenSSL cannot be used.
    [[nodiscard]] static std::unique_ptr<TlsContext> create(const ssl_method_st *method);

    std::unique_ptr<SSL_CTX, Free> m_context;
    CertificateInfo m_certificate;
    QByteArray m_der;
};

} // namespace broadcaster
