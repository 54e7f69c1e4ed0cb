// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"

#include <QtNetwork/QAbstractSocket>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslError>

namespace broadcaster {

/// The way in which a connection failed before its first frame.
struct FailedHandshake {
    QAbstractSocket::SocketError error; ///< QWebSocket::error()
    QString text; ///< QWebSocket::errorString()
    bool isOverTls; ///< The address asks for TLS.
};

/// The broker's frames have another version.
[[nodiscard]] LinkFault faultOfVersion(const QString &where);
/// `where` is the address as a person would write it.
[[nodiscard]] LinkFault faultOfHandshake(const FailedHandshake &failed, const QString &where);
/// The link was open, and ended with this close code.
[[nodiscard]] LinkFault faultOfClose(quint16 code, const QString &reason, const QString &where);

/// The certificate is not accepted. `hasTrusted`: another certificate is trusted by its digest.
[[nodiscard]] LinkFault faultOfCertificate(const QSslCertificate &certificate,
    const QList<QSslError> &errors, bool hasTrusted, const QString &where);

} // namespace broadcaster
