// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/net/stream.h"
#include "server/protocol/permessagedeflate.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace broadcaster {

/// An accepted WebSocket upgrade on its way from the gateway to the project's room thread.
struct Upgrade {
    Stream stream;
    quint64 connection = 0; ///< Unique in the life of the process.
    ProjectId project;
    ClientType type = ClientType::Runtime;
    QByteArray webSocketKey; ///< Sec-WebSocket-Key, checked.
    DeflateAnswer deflate; ///< Compression that was agreed on.
    QByteArray earlyBytes; ///< Bytes behind the request head.
    qint64 keyId = 0; ///< Id of the API key it came with; 0: no key.
    bool isConsole = false; ///< Made by the window: ClientInfo::isConsole.
    QString userAgent;
    QString origin;
    QString address;
};

} // namespace broadcaster
