// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/decode/jwt.h"
#include "inspect/decode/timevalue.h"
#include "inspect/json/jsontext.h"

namespace broadcaster {

/// The content that a value of a message holds in another form.
struct Decoding {
    enum class Kind {
        None, ///< Nothing was recognised.
        Time,
        Json, ///< Inside a string, or of base64.
        Jwt,
        Image,
        Text, ///< Content of base64 or of a data URL.
        Bytes, ///< The same, not readable.
    };
    static constexpr qsizetype MaxBytes = 8 * 1024 * 1024; ///< Larger values are not decoded.

    Kind kind = Kind::None;
    bool isBase64 = false;
    TimeValue time;
    Jwt jwt;
    QByteArray bytes; ///< Content of Json, Image, Text and Bytes.
    QByteArray imageType; ///< As of imageType().
};

/// Decodes a string or a number. Never fails: a value that only seems to be of some form is None.
[[nodiscard]] Decoding decoded(const JsonValue &value);
/// The kind that decoded() probably has. Reads a few kilobytes of a large value.
[[nodiscard]] Decoding::Kind recognised(const JsonValue &value);

} // namespace broadcaster
