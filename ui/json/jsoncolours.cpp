// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsoncolours.h"

#include "server/api/check.h"
#include "ui/theme/theme.h"

namespace broadcaster {

const QColor &jsonColour(const Theme &theme, JsonToken::Kind kind)
{
    switch (kind) {
    case JsonToken::Kind::Name:
        return theme.runtime;
    case JsonToken::Kind::String:
        return theme.ok;
    case JsonToken::Kind::Number:
        return theme.warning;
    case JsonToken::Kind::Word:
        return theme.admin;
    case JsonToken::Kind::Sign:
        return theme.dim;
    }
    return unreachable(theme.text);
}

} // namespace broadcaster
