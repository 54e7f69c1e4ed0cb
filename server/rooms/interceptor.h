// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/envelope.h"

namespace broadcaster {

class Member;
class Room;
struct Turn;

/// Sees the messages from client to client before they are delivered. It can keep any of them and
/// give it to Room::deliver() later, changed or not, or never: so it holds, delays, edits and
/// drops. Belongs to the room's thread.
class Interceptor {
public:
    /// True: the message is delivered now. False: the interceptor keeps it. `envelope` is valid
    /// until the next message is scanned, which Room::deliver() does.
    [[nodiscard]] virtual bool onMessage(
        Room &room, const Member &sender, const Envelope &envelope, Turn &turn)
        = 0;

protected:
    ~Interceptor() = default;
};

} // namespace broadcaster
