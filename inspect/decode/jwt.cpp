// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/decode/jwt.h"

#include "inspect/decode/base64.h"
#include "inspect/decode/timevalue.h"
#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsontext.h"

namespace broadcaster {

namespace {

/// Empty when the part does not hold an object.
QByteArray objectOf(QByteArrayView part)
{
    const std::optional<QByteArray> text = base64Decoded(part);
    if (!text || findJsonError(*text) || jsonRoot(*text).kind != JsonValue::Kind::Object)
        return {};
    return *text;
}

std::optional<qint64> dateOf(QByteArrayView claims, const QByteArray &name)
{
    const JsonValue value = jsonLastMember(claims, name);
    return value.kind == JsonValue::Kind::Number ? numericDateMs(value.raw) : std::nullopt;
}

} // namespace

std::optional<Jwt> jwtDecoded(QByteArrayView text)
{
    const qsizetype first = text.indexOf('.');
    const qsizetype second = first < 0 ? -1 : text.indexOf('.', first + 1);
    if (second < 0 || text.indexOf('.', second + 1) >= 0)
        return std::nullopt;
    const QByteArrayView signature = text.sliced(second + 1);
    if (!signature.isEmpty() && !base64Decoded(signature)) // Empty with the algorithm "none".
        return std::nullopt;
    Jwt jwt;
    jwt.header = objectOf(text.first(first));
    jwt.claims = objectOf(text.sliced(first + 1, second - first - 1));
    if (jwt.header.isEmpty() || jwt.claims.isEmpty()
        || jsonLastMember(jwt.header, "alg").kind != JsonValue::Kind::String)
        return std::nullopt;
    jwt.issuedMs = dateOf(jwt.claims, "iat");
    jwt.notBeforeMs = dateOf(jwt.claims, "nbf");
    jwt.expiresMs = dateOf(jwt.claims, "exp");
    return jwt;
}

} // namespace broadcaster
