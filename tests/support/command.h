// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <sys/types.h>

namespace broadcaster {

/// Child processes without QProcess, whose vfork() confuses a race detector for good.

/// Starts a program, found by PATH, in the folder `/`. Its output and its errors come out of
/// `output`, for the caller to close. -1: it could not be started.
[[nodiscard]] pid_t startCommand(const QStringList &command, int *output);

struct CommandResult {
    int exitCode = -1; ///< -1: could not be started, or was ended by a signal.
    QByteArray output; ///< Errors included.
};

/// Runs a program to its end.
[[nodiscard]] CommandResult runCommand(const QStringList &command);

/// Reads the output of a started program until the words come. False: it has ended, or `patience`
/// (ms) is over; `output` has what came either way.
[[nodiscard]] bool awaitWords(
    int descriptor, const QByteArray &words, int patience, QByteArray *output);

/// Waits for the end; the code as in CommandResult.
int waitForCommand(pid_t process);

} // namespace broadcaster
