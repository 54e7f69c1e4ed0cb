// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

/// Sends the log to stderr, one line an entry: time (UTC), level, category, text. `level` is
/// debug, info, warning or error; less is not written.
void installLogOutput(const QString &level);

/// One line on stderr for a person: `broadcaster: text`.
void printError(const QString &text);

} // namespace broadcaster
