// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/startoptions.h"

namespace broadcaster {

/// What `--help` prints: the options by topic.
[[nodiscard]] QString helpText();
/// Prints what `--help` or `--version` asks for; returns the exit code.
[[nodiscard]] int printInformation(const StartOptions &options);
/// The table of options in the documents, in Markdown.
[[nodiscard]] QString optionReference();

} // namespace broadcaster
