// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsonscan.h"

#include "server/api/bytes.h"

#include <array>

namespace broadcaster::jsonscan {

namespace {

enum class Byte : quint8 { Other, Quote, Open, Close };

constexpr std::array<Byte, 256> Structure = [] {
    std::array<Byte, 256> table {};
    table['"'] = Byte::Quote;
    table['{'] = table['['] = Byte::Open;
    table['}'] = table[']'] = Byte::Close;
    return table;
}();

/// The place after the container that opens at `at`; -1 when it does not end.
qsizetype skipContainer(QByteArrayView text, qsizetype at)
{
    qsizetype depth = 0;
    const qsizetype size = text.size();
    for (;;) {
        while (at < size && Structure[static_cast<unsigned char>(text[at])] == Byte::Other)
            ++at;
        if (at == size)
            return -1;
        switch (Structure[static_cast<unsigned char>(text[at])]) {
        case Byte::Other:
            break;
        case Byte::Quote:
            at = skipString(text, at);
            if (at < 0)
                return -1;
            break;
        case Byte::Open:
            ++depth;
            ++at;
            break;
        case Byte::Close:
            ++at;
            if (--depth == 0)
                return at;
            break;
        }
    }
}

bool endsScalar(char c)
{
    return isSpace(c) || c == ',' || c == ':' || c == '"'
        || Structure[static_cast<unsigned char>(c)] != Byte::Other;
}

JsonValue scalarAt(QByteArrayView text, qsizetype at)
{
    using Kind = JsonValue::Kind;
    qsizetype end = at;
    while (end < text.size() && !endsScalar(text[end]))
        ++end;
    const QByteArrayView raw = text.sliced(at, end - at);
    const char first = raw.isEmpty() ? '\0' : raw.front();
    if (first == '-' || isDigit(first))
        return { Kind::Number, raw };
    if (raw == QByteArrayView("true"))
        return { Kind::True, raw };
    if (raw == QByteArrayView("false"))
        return { Kind::False, raw };
    if (raw == QByteArrayView("null"))
        return { Kind::Null, raw };
    return {};
}

} // namespace

JsonValue valueAt(QByteArrayView text, qsizetype at)
{
    if (at >= text.size())
        return {};
    JsonValue::Kind kind = JsonValue::Kind::Missing;
    qsizetype end = -1;
    switch (text[at]) {
    case '{':
        kind = JsonValue::Kind::Object;
        end = skipContainer(text, at);
        break;
    case '[':
        kind = JsonValue::Kind::Array;
        end = skipContainer(text, at);
        break;
    case '"':
        kind = JsonValue::Kind::String;
        end = skipString(text, at);
        break;
    default:
        return scalarAt(text, at);
    }
    return end < 0 ? JsonValue() : JsonValue { kind, text.sliced(at, end - at) };
}

} // namespace broadcaster::jsonscan
