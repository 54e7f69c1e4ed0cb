// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslError>

namespace broadcaster {

/// `error` is QWebSocket's text, the only place where it has the status of a refusal; `where` is
/// the address as a person would write it.
[[nodiscard]] LinkFault faultOfHandshake(const QString &error, const QString &where);
/// The link was open, and ended with this close code.
[[nodiscard]] LinkFault faultOfClose(quint16 code, const QString &reason, const QString &where);

/// The certificate is not accepted. `hasTrusted`: another certificate is trusted by its digest.
[[nodiscard]] LinkFault faultOfCertificate(const QSslCertificate &certificate,
    const QList<QSslError> &errors, bool hasTrusted, const QString &where);

} // namespace broadcaster
