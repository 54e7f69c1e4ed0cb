// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/logentry.h"

#include <QtCore/QObject>

#include <functional>

namespace broadcaster {

/// Entries that may wait for the listener; what comes beyond is left out, and it is told how many.
inline constexpr int MaxWaitingLogEntries = 1000;

enum class LogFormat {
    Text, ///< Time (UTC), level, category, text.
    Json, ///< An object with these as time, level, category and message.
};

/// Sends the log to stderr, one line an entry. `level` is debug, info, warning or error; less is
/// not written.
void installLogOutput(const QString &level, LogFormat format = LogFormat::Text);

/// Sends what is written from now on to `listener` too, on `context`'s thread and until it goes.
/// One at a time: replaces the one before. REQUIRES: called on `context`'s thread.
void setLogListener(QObject *context, std::function<void(const LogEntry &entry)> listener);

/// One line on stderr: `broadcaster: text` for a person, or an error in the log's format.
void printError(const QString &text);

} // namespace broadcaster
