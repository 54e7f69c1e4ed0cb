// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/tuning.h"
#include "server/codec/jsonvalue.h"
#include "server/codec/wiretypes.h"
#include "server/mcp/tool.h"

#include <algorithm>

namespace broadcaster {

// Values of operations as JSON, by their lists of fields (server/codec).

template <typename T>
[[nodiscard]] QJsonObject jsonObject(const T &value)
{
    return jsonOf(Wire<T>::encode(value)).toObject();
}

template <Described T>
[[nodiscard]] QJsonObject inputSchema()
{
    return schemaOfFields(T::fields, SchemaOf::Question);
}
template <typename T>
[[nodiscard]] QJsonObject outputSchema()
{
    return Wire<T>::schema();
}
/// The schema of an object with further members.
[[nodiscard]] QJsonObject withMembers(QJsonObject schema, const QJsonObject &members);
[[nodiscard]] QJsonObject withoutMember(QJsonObject schema, QLatin1StringView member);
/// The schema of a member that is a list of such entries.
[[nodiscard]] QJsonObject listSchema(const QJsonObject &entry, const QString &description);
[[nodiscard]] QJsonObject simpleSchema(const QString &type, const QString &description);

/// The arguments of a call, or InvalidArgument in words that begin with the member at fault.
template <Described T>
[[nodiscard]] Result<T> readArguments(const QJsonObject &arguments)
{
    T read;
    const QString fault = decodeFields(
        T::fields, QCborValue::fromJsonValue(arguments), &read, { true, nullptr });
    if (fault.isNull())
        return read;
    return Error { ErrorCode::InvalidArgument, fault.sliced(fault.startsWith(u'.') ? 1 : 0) };
}

/// The argument of a tool whose list comes in pages.
struct PageArgument {
    QString cursor {};
    static constexpr FieldInfo fields[] { optionalField<&PageArgument::cursor>(
        "cursor", "nextCursor of the answer before") };
};

/// A place in a list as a cursor, and back.
[[nodiscard]] Result<qsizetype> listPlace(const QString &cursor, qsizetype size);
/// Rows of a list from a place on, as many as an answer could ever show.
template <typename List, typename RowOf>
[[nodiscard]] ToolAnswer pageOf(
    QJsonObject data, const QString &name, const List &list, qsizetype place, RowOf rowOf)
{
    ToolAnswer answer { std::move(data), name, {}, {}, {} };
    const qsizetype end = std::min(place + limits::MaxMcpRows, qsizetype { std::ssize(list) });
    for (qsizetype i = place; i < end; ++i)
        answer.rows.append(rowOf(*(std::begin(list) + i)));
    if (end < std::ssize(list))
        answer.cursor = QString::number(end);
    answer.cursorAfter = [place](qsizetype shown) { return QString::number(place + shown); };
    return answer;
}

} // namespace broadcaster
