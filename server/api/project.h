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
    qint64 keyId = 0; ///< Of the API key it connected with (ApiKeyInfo::keyId); 0: none.
    bool isOperator = false; ///< The operator's own connection, made by the window.
    qint64 messagesIn = 0; ///< Received from it.
    qint64 messagesOut = 0; ///< Put into its queue.
    qint64 bytesIn = 0; ///< Of messages, without frame headers.
    qint64 bytesOut = 0; ///< Of frames.
    qint64 bytesWaiting = 0; ///< In its queue of unsent bytes.

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
