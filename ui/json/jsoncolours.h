// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontokens.h"

class QColor;

namespace broadcaster {

struct Theme;

/// The colour of a token wherever JSON is shown as text.
[[nodiscard]] const QColor &jsonColour(const Theme &theme, JsonToken::Kind kind);

} // namespace broadcaster
