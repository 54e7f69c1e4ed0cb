// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/errorreply.h"

#include "inspect/json/jsontext.h"

#include <QtCore/QByteArrayMatcher>

namespace broadcaster {

namespace {

/// Whether there is anything in the value.
bool saysSomething(const JsonValue &value)
{
    switch (value.kind) {
    case JsonValue::Kind::Missing:
    case JsonValue::Kind::Null:
    case JsonValue::Kind::False:
        return false;
    case JsonValue::Kind::Object:
    case JsonValue::Kind::Array:
        return JsonCursor(value).next();
    case JsonValue::Kind::String:
        return value.raw != QByteArrayView(R"("")");
    case JsonValue::Kind::Number:
        return value.raw != QByteArrayView("0");
    case JsonValue::Kind::True:
        break;
    }
    return true;
}

} // namespace

bool isErrorReply(const TrafficRow &row)
{
    static const QByteArrayMatcher beginning("\"error");
    static const JsonPath paths[] = { { QByteArray("payload"), QByteArray("error") },
        { QByteArray("payload"), QByteArray("errors") } };
    if (row.type == QByteArrayView("error"))
        return true;
    if (beginning.indexIn(row.message) < 0)
        return false;
    return std::any_of(std::begin(paths), std::end(paths),
        [&](const JsonPath &path) { return saysSomething(jsonAt(row.message, path)); });
}

} // namespace broadcaster
