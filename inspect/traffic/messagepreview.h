// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficrow.h"

namespace broadcaster {

/// The value that tells what the message is about, and its path: the `payload`, or the `message` in
/// it if the message is an `error` or one of the broker's own. An object without a payload has
/// none, and any other text is its own preview; the path of both is empty.
struct MessagePreview {
    JsonPath path;
    JsonValue value;
};
[[nodiscard]] MessagePreview previewOf(const TrafficRow &row);

/// The value as a line of the table. An ellipsis stands for what tells no two messages of a kind
/// apart: ids at the beginning of an object by which a reply is found (docs/conversations.md), and
/// objects around a single object or array, with or without such ids.
[[nodiscard]] QString previewLine(const JsonValue &value, qsizetype mostBytes);

/// A value as one line: strings without quotes, no space between tokens, and no control characters.
/// At most about `mostBytes` of the value are looked at; what is cut off ends in an ellipsis.
[[nodiscard]] QString oneLine(const JsonValue &value, qsizetype mostBytes);

} // namespace broadcaster
