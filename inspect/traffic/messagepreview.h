// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficrow.h"

namespace broadcaster {

/// The value that tells what the message is about, and its path: the `payload`, of an `error` the
/// `message` in it. Where there is none, the whole message, whose path is empty.
struct MessagePreview {
    JsonPath path;
    JsonValue value;
};
[[nodiscard]] MessagePreview previewOf(const TrafficRow &row);

/// The value as a line of the table. An ellipsis stands for ids at the beginning of an object by
/// which a reply is found (docs/conversations.md): they tell no two messages of a kind apart.
[[nodiscard]] QString previewLine(const JsonValue &value, qsizetype mostBytes);

/// A value as one line: strings without quotes, no space between tokens, and no control characters.
/// At most about `mostBytes` of the value are looked at; what is cut off ends in an ellipsis.
[[nodiscard]] QString oneLine(const JsonValue &value, qsizetype mostBytes);

} // namespace broadcaster
