// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace broadcaster {

/// True when each backslash of a text begins an escape of RFC 8259 7, read from left to right.
/// Surrogates need not be paired. REQUIRES: 8 readable bytes behind `text`.
[[nodiscard]] bool areEscapesValid(std::string_view text);

/// Appends what a string holds. `raw` is what stands between its quotes, escapes valid. A
/// surrogate without its other half becomes U+FFFD.
void appendUnescaped(std::string &out, std::string_view raw);

} // namespace broadcaster
