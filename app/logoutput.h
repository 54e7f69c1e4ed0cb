// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/logentry.h"
#include "server/api/processhealth.h"
#include "server/api/startoptions.h"
#include "server/base/tuning.h"

#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace broadcaster {

/// Sends the log to stderr, one line per entry. `level` is debug, info, warning or error; less is
/// not written. No thread that logs waits for stderr (LineWriter), and no place in the program logs
/// without bound (LogThrottle). `health` gets the counts. REQUIRES: no other thread logs yet.
void installLogOutput(const QString &level, LogFormat format = LogFormat::Text,
    const HealthPointer &health = std::make_shared<ProcessHealth>());
/// Waits until the log is written, at most limits::LogFlushTimeout.
void flushLog();
/// Writes the log for the last time, and ends the work of installLogOutput(). REQUIRES: no other
/// thread logs.
void closeLog();

/// Sends later entries to `listener` too, on `context`'s thread until `context` is destroyed. At
/// most limits::MaxWaitingLogEntries wait for it. Replaces an earlier listener. REQUIRES: called on
/// `context`'s thread.
void setLogListener(QObject *context, std::function<void(const LogEntry &entry)> listener);

/// Prints one line on stderr: `broadcaster: text` for a person, or an error in the log's format.
void printError(const QString &text);

} // namespace broadcaster
