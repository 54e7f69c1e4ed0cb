// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QByteArray>

#include <string_view>

namespace broadcaster {

/// The broker's own messages (docs/protocol.md, system messages), as JSON text. Each has a fresh
/// id. `nowMs` is in milliseconds since the Unix epoch.
[[nodiscard]] QByteArray connectedMessage(
    const ProjectId &project, const ClientId &client, qsizetype clientCount, qint64 nowMs);
[[nodiscard]] QByteArray clientLeftMessage(const ProjectId &project, const ClientId &client,
    ClientType type, qsizetype remaining, qint64 nowMs);
[[nodiscard]] QByteArray errorMessage(
    const ProjectId &project, std::string_view text, qint64 nowMs);
/// `originalTimestamp` is raw JSON; empty: the member is left out.
[[nodiscard]] QByteArray pongMessage(std::string_view originalTimestamp, qint64 nowMs);

/// The `type` of one of these messages: a view into the message.
[[nodiscard]] std::string_view systemMessageType(const QByteArray &message);

} // namespace broadcaster
