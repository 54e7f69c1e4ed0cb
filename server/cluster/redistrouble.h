// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

/// An error of Redis that concerns the server as a whole, or the user: every command will meet it
/// until somebody changes something there. Not the wrong type of one entry, for instance.
[[nodiscard]] bool isServerTrouble(const QByteArray &error);
/// The problem and the remedy for an error of Redis, in one English sentence.
[[nodiscard]] QString redisTrouble(const QByteArray &error);

} // namespace broadcaster
