// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace broadcaster {

/// The bytes of base64 (RFC 4648 4) or base64url (5); null when it is neither. Padding may be left
/// out. Not accepted: spaces, both alphabets in one text, the end of a group of one letter.
[[nodiscard]] std::optional<QByteArray> base64Decoded(QByteArrayView text);

/// Whether text that base64Decoded() accepts was probably meant as base64: words, hexadecimal
/// numbers and UUIDs have the same letters.
[[nodiscard]] bool isProbablyBase64(QByteArrayView text, QByteArrayView decoded);

/// UTF-8 without control characters, except tabs and line ends.
[[nodiscard]] bool isReadableText(QByteArrayView bytes);

} // namespace broadcaster
