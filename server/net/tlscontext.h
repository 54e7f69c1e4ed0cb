// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "server/api/result.h"

#include <QtCore/QByteArray>

#include <openssl/types.h>

#include <memory>

namespace broadcaster {

/// A certificate, its key, and what of TLS is spoken with them: 1.2 and 1.3, ciphers with forward
/// secrecy only. Never changes: to renew a certificate is to load another one. Sessions keep what
/// they need of it, so it may go before them.
class TlsContext final {
public:
    /// Reads both files, which are PEM: the certificate before those that signed it. Warns of a
    /// certificate that is not valid now. Fails with CertificateUnusable, and says why and what to
    /// do; a key file open to others than its owner is refused, but root's may be read by its
    /// group. Blocks while it reads.
    [[nodiscard]] static Result<std::unique_ptr<const TlsContext>> load(
        const QString &certificatePath, const QString &keyPath);

    [[nodiscard]] SSL_CTX *native() const { return m_context.get(); }
    [[nodiscard]] const CertificateInfo &certificate() const { return m_certificate; }
    [[nodiscard]] const QByteArray &der() const { return m_der; } ///< The certificate itself.

private:
    struct Free {
        void operator()(SSL_CTX *context) const;
    };
    TlsContext() = default;

    std::unique_ptr<SSL_CTX, Free> m_context;
    CertificateInfo m_certificate;
    QByteArray m_der;
};

} // namespace broadcaster
