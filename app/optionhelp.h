// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/startoptions.h"

namespace broadcaster {

/// The text of `--help`: the options by topic.
[[nodiscard]] QString helpText();
/// Prints the text for `--help` or `--version`; returns the exit code.
[[nodiscard]] int printInformation(const StartOptions &options);
/// The table of options in the documents, in Markdown.
[[nodiscard]] QString optionReference();

} // namespace broadcaster
