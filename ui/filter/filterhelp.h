// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

/// The filter language on one page, as rich text for QTextBrowser. docs/filter.md has the whole
/// language.
[[nodiscard]] QString filterHelpHtml();

} // namespace broadcaster
