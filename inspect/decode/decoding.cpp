// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/decode/decoding.h"

#include "inspect/decode/base64.h"
#include "inspect/decode/imagetype.h"
#include "inspect/json/jsoncheck.h"
#include "server/api/jsonstring.h"

namespace broadcaster {

namespace {

using Kind = Decoding::Kind;

constexpr qsizetype MaxWhollyRead = 16 * 1024; ///< Larger values are recognised by their begin.
constexpr qsizetype HeadBytes = 4 * 1024; ///< A multiple of the groups of base64.

bool beginsLikeJson(QByteArrayView text)
{
    return text.startsWith('{') || text.startsWith('[');
}

Decoding ofBytes(const QByteArray &bytes)
{
    Decoding result;
    result.isBase64 = true;
    result.bytes = bytes;
    result.imageType = imageType(bytes);
    if (!result.imageType.isEmpty())
        result.kind = Kind::Image;
    else if (beginsLikeJson(bytes) && !findJsonError(bytes))
        result.kind = Kind::Json;
    else
        result.kind = isReadableText(bytes) ? Kind::Text : Kind::Bytes;
    return result;
}

Decoding ofText(const QByteArray &text)
{
    Decoding result;
    if (const auto time = textTime(text)) {
        result.kind = Kind::Time;
        result.time = *time;
    } else if (const auto url = dataUrl(text)) {
        if (const auto bytes = base64Decoded(url->base64))
            return ofBytes(*bytes);
    } else if (beginsLikeJson(text) && !findJsonError(text)) {
        result.kind = Kind::Json;
        result.bytes = text;
    } else if (auto jwt = jwtDecoded(text)) {
        result.kind = Kind::Jwt;
        result.jwt = std::move(*jwt);
    } else if (const auto bytes = base64Decoded(text); bytes && isProbablyBase64(text, *bytes)) {
        return ofBytes(*bytes);
    }
    return result;
}

QByteArray contentOf(QByteArrayView string)
{
    return jsonUnescaped(string.sliced(1).chopped(1));
}

} // namespace

Decoding decoded(const JsonValue &value)
{
    Decoding result;
    if (value.raw.size() > Decoding::MaxBytes)
        return result;
    if (value.kind == JsonValue::Kind::String && value.raw.size() > 2)
        return ofText(contentOf(value.raw));
    if (value.kind != JsonValue::Kind::Number)
        return result;
    if (const auto time = numberTime(value.raw)) {
        result.kind = Kind::Time;
        result.time = *time;
    }
    return result;
}

Decoding::Kind recognised(const JsonValue &value)
{
    if (value.raw.size() <= MaxWhollyRead)
        return decoded(value).kind;
    if (value.kind != JsonValue::Kind::String || value.raw.size() > Decoding::MaxBytes)
        return Kind::None;
    const QByteArrayView head = value.raw.sliced(1, HeadBytes);
    if (beginsLikeJson(head))
        return Kind::Json;
    const auto url = dataUrl(head);
    QByteArrayView letters = url ? url->base64 : head;
    letters.chop(letters.size() % 4);
    const auto bytes = base64Decoded(letters);
    if (!bytes || (!url && !isProbablyBase64(letters, *bytes)))
        return Kind::None;
    return imageType(*bytes).isEmpty() ? Kind::Bytes : Kind::Image;
}

} // namespace broadcaster
