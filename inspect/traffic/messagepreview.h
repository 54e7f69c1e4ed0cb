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

/// A value as one line: strings without quotes, no space between tokens, and no control characters.
/// At most about `mostBytes` of the value are looked at; what is cut off ends in an ellipsis.
[[nodiscard]] QString oneLine(const JsonValue &value, qsizetype mostBytes);

} // namespace broadcaster
