// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>
#include <variant>

namespace broadcaster {

/// A value inside JSON text, by its bytes: nothing is converted. The text outlives it.
struct JsonValue {
    enum class Kind { Missing, Object, Array, String, Number, True, False, Null };
    Kind kind = Kind::Missing;
    QByteArrayView raw; ///< Exactly the value: with quotes and brackets, without space around it.
};

/// Steps through the members of an object or the elements of an array. Meant for valid text; on
/// other text it ends early and never reads outside it. Never recurses.
class JsonCursor final {
public:
    explicit JsonCursor(const JsonValue &container);
    /// False at the end.
    [[nodiscard]] bool next();
    [[nodiscard]] QByteArrayView key() const { return m_key; } ///< Between its quotes, escaped.
    [[nodiscard]] const JsonValue &value() const { return m_value; }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_isObject = false;
    QByteArrayView m_key;
    JsonValue m_value;
};

/// The value that the text begins with; Missing when it begins with none.
[[nodiscard]] JsonValue jsonRoot(QByteArrayView text);

/// `payload.a.b[0]` as steps.
using JsonStep = std::variant<QByteArray, qsizetype>; ///< A member's name (unescaped), an index.
using JsonPath = QList<JsonStep>;
[[nodiscard]] JsonValue jsonAt(const JsonValue &root, const JsonPath &path);
/// The value at a path from the text's root, in one pass that ends there: for millions of messages.
[[nodiscard]] JsonValue jsonAt(QByteArrayView text, const JsonPath &path);
/// The last top-level member of that name, which the broker goes by when a name is repeated. Also
/// in text that is not valid further on.
[[nodiscard]] JsonValue jsonLastMember(QByteArrayView text, const QByteArray &name);
/// The path in the filter language: names that are not words are quoted, `a."b c"[0]`.
[[nodiscard]] QString jsonPathText(const JsonPath &path);

/// A string's content without quotes and escapes; the raw text of any other value.
[[nodiscard]] QString jsonText(const JsonValue &value);

struct JsonError {
    qsizetype offset = 0; ///< In bytes.
    enum class Reason {
        Empty,
        UnexpectedEnd,
        ExpectedValue,
        ExpectedKey,
        ExpectedColon,
        ExpectedCommaOrEnd,
        BadNumber,
        BadEscape,
        ControlCharacter,
        TrailingText,
        InvalidUtf8,
        TooDeep,
    } reason
        = Reason::Empty;
    static constexpr int ReasonCount = static_cast<int>(Reason::TooDeep) + 1;
};

} // namespace broadcaster
