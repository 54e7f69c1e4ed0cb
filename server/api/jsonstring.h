// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <string>
#include <string_view>

/// Strings of JSON (RFC 8259 7): the program's only code that writes and reads their escapes.
namespace broadcaster {

/// Bytes of the escape that `text` begins with, its backslash included; 0 if it begins with none.
/// Surrogates need not be paired.
[[nodiscard]] int jsonEscapeSize(std::string_view text);

/// True when each backslash of a text begins an escape, read from left to right. REQUIRES: 16
/// readable bytes behind `text`.
[[nodiscard]] bool areEscapesValid(std::string_view text);

/// Appends the content of a string. `raw` is the text between its quotes. A surrogate without its
/// other half becomes U+FFFD; a backslash that begins no escape stays.
void appendUnescaped(std::string &out, std::string_view raw);
/// The same as a new UTF-8 text.
[[nodiscard]] QByteArray jsonUnescaped(QByteArrayView raw);

/// How line feeds and other characters with an escape of one letter are written.
enum class ControlEscapes {
    Numeric, ///< `\u000a`, as in everything that the broker sends.
    Short, ///< `\n`, which people read more easily.
};

/// Appends `text` as a JSON string, quotes included. REQUIRES: valid UTF-8.
void appendJsonString(
    QByteArray &out, std::string_view text, ControlEscapes escapes = ControlEscapes::Numeric);
/// `text` as a JSON string with short escapes, quotes included. Half of a surrogate pair, which has
/// no UTF-8, is escaped.
[[nodiscard]] QByteArray jsonQuoted(QStringView text);

} // namespace broadcaster
