// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/reach.h"
#include "server/protocol/envelope.h"
#include "server/rooms/room.h"

namespace broadcaster {

/// The rule for an envelope, and its verdict at each member (docs/protocol.md, routing). `members`
/// null: the project does not live. `sender` null: no member. At most `lines` members are listed.
[[nodiscard]] Explanation explain(
    const Envelope &envelope, const RoomMembers *members, const Member *sender, qint64 lines);
/// The same for a project that other brokers share; `sender` may be a client of theirs, or empty.
[[nodiscard]] Explanation explainShared(
    const Envelope &envelope, const Room &room, const QByteArray &sender, qint64 lines);

} // namespace broadcaster
