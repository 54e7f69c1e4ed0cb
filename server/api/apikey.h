// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QDateTime>

namespace broadcaster {

/// What is known of a key once it has been issued (docs/protocol.md, API keys). All times UTC.
struct ApiKeyInfo {
    qint64 keyId = 0; ///< The database's; never on the wire.
    ProjectId project;
    QString keyPrefix; ///< The first 12 characters.
    QString description; ///< Null when none was given.
    QString createdBy; ///< Null when none was given.
    QDateTime createdAt;
    QDateTime lastUsedAt; ///< Invalid until a connection was opened with it.

    friend bool operator==(const ApiKeyInfo &, const ApiKeyInfo &) = default;
};

/// The one moment at which the key itself exists outside its owner's hands.
struct IssuedApiKey {
    ApiKeyInfo info;
    ApiKey key;
};

} // namespace broadcaster
