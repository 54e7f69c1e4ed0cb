// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QString>

namespace broadcaster {

/// The program that a client is, as far as its user agent tells.
struct ClientKind {
    QString word; ///< "data-agent-slow", "Chrome", or the client's type.
    /// The word is the name that a program gives itself: not a browser's, a library's or a type.
    bool isProgram = false;

    friend bool operator==(const ClientKind &, const ClientKind &) = default;
};

/// `userAgent` is what the client sent, whatever that is.
[[nodiscard]] ClientKind clientKind(ClientType type, const QString &userAgent);

} // namespace broadcaster
