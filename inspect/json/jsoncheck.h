// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "server/api/limits.h"

#include <bitset>

namespace broadcaster {

/// The check of findJsonError(), piece by piece: for texts of hundreds of megabytes. The text
/// outlives it.
class JsonCheck final {
public:
    explicit JsonCheck(QByteArrayView text);

    /// Checks at least that many bytes more, and the rest of the token there. True at the end.
    [[nodiscard]] bool advance(qsizetype bytes);
    /// Bytes that are checked.
    [[nodiscard]] qsizetype position() const { return m_at; }
    /// Null unless a fault was found so far.
    [[nodiscard]] const std::optional<JsonError> &error() const { return m_error; }

private:
    enum class Expected { Value, ValueOrEnd, KeyOrEnd, Key, Colon, CommaOrEnd, End };

    void step();
    void key();
    void commaOrEnd();
    void value();
    void open(bool isObject);
    void close();
    void valueEnded() { m_expected = m_depth == 0 ? Expected::End : Expected::CommaOrEnd; }
    void string();
    /// Stops at the backslash when no escape follows. An escape cut off by the end of the text
    /// passes.
    [[nodiscard]] bool escape();
    void number();
    [[nodiscard]] bool digits();
    bool take(char c);
    [[nodiscard]] bool word(QByteArrayView text);
    void skipSpace();
    void fail(JsonError::Reason reason);

    QByteArrayView m_text;
    qsizetype m_at = 0;
    Expected m_expected = Expected::Value;
    int m_depth = 0;
    std::bitset<limits::MaxJsonDepth + 1> m_isObject;
    std::optional<JsonError> m_error;
};

/// By RFC 8259; null when the text is valid.
[[nodiscard]] std::optional<JsonError> findJsonError(QByteArrayView text);

} // namespace broadcaster
