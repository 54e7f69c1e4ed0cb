// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandline.h"
#include "console/remoteconsole.h"

namespace broadcaster {

/// The broker that a command is for, and the key to it: the one that the options name, else that of
/// this user on this machine. Fails with InvalidArgument, NotFound or NotAllowed.
[[nodiscard]] Result<RemoteConsole::Target> commandTarget(const CommandCall &call);

/// The same for a window, with nothing but what is given: the key may be empty, and the URL with
/// --connect-dialog.
[[nodiscard]] Result<RemoteConsole::Target> givenTarget(const CommandCall &call);

/// A target with the key and the certificate of this user's own broker there, if the URL is its
/// address and no others are given.
[[nodiscard]] RemoteConsole::Target targetAt(
    const QUrl &url, const QByteArray &key, const QByteArray &certificate);

} // namespace broadcaster
