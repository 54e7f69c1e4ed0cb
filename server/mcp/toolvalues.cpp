// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/toolvalues.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QJsonObject withMembers(QJsonObject schema, const QJsonObject &members)
{
    QJsonObject properties = schema.value("properties"_L1).toObject();
    for (auto member = members.begin(); member != members.end(); ++member)
        properties.insert(member.key(), member.value());
    schema.insert("type"_L1, u"object"_s);
    schema.insert("properties"_L1, properties);
    return schema;
}

QJsonObject withoutMember(QJsonObject schema, QLatin1StringView member)
{
    QJsonObject properties = schema.value("properties"_L1).toObject();
    properties.remove(member);
    schema.insert("properties"_L1, properties);
    return schema;
}

QJsonObject listSchema(const QJsonObject &entry, const QString &description)
{
    return { { u"type"_s, u"array"_s }, { u"items"_s, entry }, { u"description"_s, description } };
}

QJsonObject simpleSchema(const QString &type, const QString &description)
{
    return { { u"type"_s, type }, { u"description"_s, description } };
}

Result<qsizetype> listPlace(const QString &cursor, qsizetype size)
{
    if (cursor.isEmpty())
        return 0;
    bool isNumber = false;
    const qlonglong place = cursor.toLongLong(&isNumber);
    if (!isNumber || place < 0)
        return Error { ErrorCode::InvalidArgument,
            u"cursor: it must be that of an answer before; leave it out to begin anew"_s };
    return std::min<qsizetype>(place, size);
}

} // namespace broadcaster
