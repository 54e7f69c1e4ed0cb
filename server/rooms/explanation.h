// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/reach.h"
#include "server/protocol/envelope.h"
#include "server/rooms/roommembers.h"

namespace broadcaster {

/// The rule for an envelope, and its verdict at each member (docs/protocol.md, routing). `members`
/// null: the project does not live. `sender` null: no member. At most `lines` members are listed.
[[nodiscard]] Explanation explain(
    const Envelope &envelope, const RoomMembers *members, const Member *sender, qint64 lines);

} // namespace broadcaster
