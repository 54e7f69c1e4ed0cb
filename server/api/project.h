// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QList>
#include <QtCore/QString>

namespace broadcaster {

/// One connected client, as of the moment the snapshot was taken.
struct ClientInfo {
    ClientId id;
    ClientType type = ClientType::Runtime;
    qint64 connectedAtMs = 0; ///< Since the Unix epoch.
    QString userAgent; ///< Null when the client sent none.
    QString origin; ///< Null when the client sent none.
    QString address; ///< "127.0.0.1:53412", "[::1]:53412".

    friend bool operator==(const ClientInfo &, const ClientInfo &) = default;
};

/// One live project, as of the moment the snapshot was taken.
struct ProjectInfo {
    ProjectId id;
    qint64 lastActivityMs = 0; ///< 0: never, or the project is gone.
    QList<ClientInfo> clients; ///< In the order they connected.

    friend bool operator==(const ProjectInfo &, const ProjectInfo &) = default;
};

} // namespace broadcaster

Q_DECLARE_METATYPE(broadcaster::ProjectInfo)
