// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <vector>

namespace broadcaster {

/// A piece of JSON text to be coloured. Space between two tokens belongs to none.
struct JsonToken {
    enum class Kind { Name, String, Number, Word, Sign };
    Kind kind = Kind::Sign;
    qsizetype begin = 0;
    qsizetype end = 0;

    friend bool operator==(const JsonToken &, const JsonToken &) = default;
};

/// The tokens of a text of any size, valid JSON or not, part by part: one pass remembers a place
/// every few kilobytes, from which a part is read when it is shown.
class JsonTokens final {
public:
    JsonTokens() = default;
    /// Reads the whole text once. The text outlives it.
    explicit JsonTokens(QByteArrayView text);

    /// The tokens that overlap [begin, end), whole. A string that does not end takes all the rest.
    [[nodiscard]] std::vector<JsonToken> between(qsizetype begin, qsizetype end) const;
    /// The token at or behind `at`; its kind is Sign and its range is empty at the end of the text.
    [[nodiscard]] static JsonToken next(QByteArrayView text, qsizetype at);

private:
    QByteArrayView m_text;
    std::vector<JsonToken> m_places; ///< Some tokens, and every large one.
};

} // namespace broadcaster
