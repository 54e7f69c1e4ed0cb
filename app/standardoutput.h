// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// The reason why nothing can be printed: standard output was closed when the process started, or
/// is open for reading only. Nothing if it can be written.
[[nodiscard]] std::optional<QString> closedOutput();

/// The sentence for an error of the system, by errno.
[[nodiscard]] QString outputFault(int error);

/// Prints a text and returns the exit code: EX_IOERR, with an error on stderr, if standard output
/// does not take it. A reader that has stopped, as behind `| head`, is not an error.
[[nodiscard]] int printText(const QString &text);

} // namespace broadcaster
