// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/options.h"

namespace broadcaster {

/// The text of `--help`: the options by topic.
[[nodiscard]] QString helpText();
/// The words in lines of at most 100 characters: the first begins with `first`, the others with
/// `next`.
[[nodiscard]] QString wrapped(const QString &first, const QString &next, const QString &text);
[[nodiscard]] QString topicTitle(OptionTopic topic);
/// The meaning of an option, in sentences of plain text.
[[nodiscard]] QString optionMeaning(const Option &option);
/// The default in words, or in backquotes as it is written.
[[nodiscard]] QString defaultOf(const Option &option);
/// The table of options in the documents, in Markdown.
[[nodiscard]] QString optionReference();

} // namespace broadcaster
