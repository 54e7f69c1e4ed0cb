// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/rooms/member.h"

namespace broadcaster {

/// The sender of a message: a member, or a client that has left since an interceptor kept its
/// message. The views belong to the caller.
struct Sender {
    /// The member itself.
    explicit Sender(const Member &from)
        : member(&from)
        , id(from.idText().constData(), static_cast<size_t>(from.idText().size()))
        , stamp(from.stamp())
        , type(from.type())
    {
    }
    Sender(
        const Member *present, std::string_view clientId, std::string_view itsStamp, ClientType of)
        : member(present)
        , id(clientId)
        , stamp(itsStamp)
        , type(of)
    {
    }

    const Member *member; ///< Null: it has left.
    std::string_view id;
    std::string_view stamp; ///< See fromStamp().
    ClientType type;
};

} // namespace broadcaster
