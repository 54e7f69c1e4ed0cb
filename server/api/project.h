// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QList>
#include <QtCore/QString>

namespace broadcaster {

/// One connected client, as of the moment the snapshot was taken.
struct ClientInfo {
    ClientId id;
    ClientType type = ClientType::Runtime;
    qint64 connectedAtMs = 0; ///< Milliseconds since the Unix epoch.
    QString userAgent; ///< Null when the client sent none.
    QString origin; ///< Null when the client sent none.
    QString address; ///< "127.0.0.1:53412", "[::1]:53412".
    qint64 keyId = 0; ///< Id of the API key it connected with (ApiKeyInfo::keyId); 0: no key.
    bool isConsole = false; ///< A console client: the window's own connection.
    qint64 lastMessageMs = 0; ///< Time of the last message from the client; 0: none yet.
    qint64 messagesIn = 0; ///< Messages received from the client.
    qint64 messagesOut = 0; ///< Messages put into the client's queue.
    qint64 bytesIn = 0; ///< Bytes of messages, without frame headers.
    qint64 bytesOut = 0; ///< Bytes of frames.
    qint64 bytesWaiting = 0; ///< Bytes in the queue of unsent output.
    QString broker; ///< Name of the broker that it is connected to. Empty: not in a cluster.

    friend bool operator==(const ClientInfo &, const ClientInfo &) = default;
    static constexpr FieldInfo fields[] { field<&ClientInfo::id>("clientId", "Its id"),
        field<&ClientInfo::type>("type", "Its type"),
        field<&ClientInfo::connectedAtMs>("connectedAt", "Since the Unix epoch, in ms"),
        field<&ClientInfo::userAgent>("userAgent", "As the client says"),
        field<&ClientInfo::origin>("origin", "As the client says"),
        field<&ClientInfo::address>("address", "Where it is"),
        field<&ClientInfo::keyId>("keyId", "Number of its API key"),
        field<&ClientInfo::isConsole>("isConsole", "The window's own connection"),
        field<&ClientInfo::lastMessageMs>("lastMessage", "Since the Unix epoch, in ms"),
        field<&ClientInfo::messagesIn>("messagesIn", "Received from it"),
        field<&ClientInfo::messagesOut>("messagesOut", "Put into its queue"),
        field<&ClientInfo::bytesIn>("bytesIn", "Bytes of its messages"),
        field<&ClientInfo::bytesOut>("bytesOut", "Bytes of frames for it"),
        field<&ClientInfo::bytesWaiting>("bytesWaiting", "In its queue"),
        field<&ClientInfo::broker>("broker", "Name of its broker in a cluster") };
};

/// One live project, as of the moment the snapshot was taken.
struct ProjectInfo {
    ProjectId id;
    qint64 lastActivityMs = 0; ///< 0: no message yet, or the project is gone.
    QList<ClientInfo> clients; ///< In the order they connected.
    bool isPartial
        = false; ///< Some broker of the cluster has not answered: its clients are missing.

    friend bool operator==(const ProjectInfo &, const ProjectInfo &) = default;
    static constexpr FieldInfo fields[] { field<&ProjectInfo::id>("projectId", "Its name"),
        field<&ProjectInfo::lastActivityMs>("lastActivity", "Since the Unix epoch, in ms"),
        field<&ProjectInfo::clients>("clients", "In the order they connected"),
        field<&ProjectInfo::isPartial>("isPartial", "Clients of other brokers are missing") };
};

} // namespace broadcaster

Q_DECLARE_METATYPE(broadcaster::ProjectInfo)
