// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/typeinfo.h"

#include "server/api/limits.h"

#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QStringBuilder>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QCborValue encodeFields(std::span<const FieldInfo> fields, const void *object)
{
    QCborMap map;
    for (const FieldInfo &field : fields) {
        // Only decoding changes the member.
        const void *member = field.member(const_cast<void *>(object));
        if (const QCborValue value = field.type().encode(member); !value.isNull())
            map.insert(QLatin1StringView(field.name), value);
    }
    return map;
}

namespace {

/// Null, or the fault of a name that no field has.
QString unknownField(std::span<const FieldInfo> fields, const QCborMap &map)
{
    for (const auto &[key, value] : map) {
        const QString name = key.toString();
        if (std::none_of(fields.begin(), fields.end(),
                [&](const FieldInfo &field) { return name == QLatin1StringView(field.name); }))
            return u'.' + name.left(limits::MaxQuotedCharacters) + u": there is no such field"_s;
    }
    return {};
}

} // namespace

QString decodeFields(std::span<const FieldInfo> fields, const QCborValue &value, void *object,
    const Decoding &decoding)
{
    if (!value.isMap())
        return u": must be an object"_s;
    const QCborMap map = value.toMap();
    for (const FieldInfo &field : fields) {
        const QLatin1StringView name(field.name);
        const QCborValue given = map.value(name);
        const bool isThere = !given.isUndefined() && !given.isNull();
        QString fault;
        if (isThere)
            fault = field.type().decode(given, field.member(object), decoding);
        else if (decoding.isStrict && !field.isOptional)
            fault = u": is missing"_s;
        if (!fault.isNull())
            return u'.' + name + fault;
    }
    return decoding.isStrict ? unknownField(fields, map) : QString();
}

QJsonObject schemaOfFields(std::span<const FieldInfo> fields, SchemaOf kind)
{
    QJsonObject properties;
    QJsonArray required;
    for (const FieldInfo &field : fields) {
        QJsonObject schema = field.type().schema();
        schema.insert("description"_L1, QString::fromUtf8(field.help));
        properties.insert(QLatin1StringView(field.name), schema);
        if (!field.isOptional)
            required.append(QString::fromLatin1(field.name));
    }
    QJsonObject schema { { u"type"_s, u"object"_s }, { u"properties"_s, properties } };
    if (kind == SchemaOf::Answer)
        return schema;
    schema.insert("required"_L1, required);
    schema.insert("additionalProperties"_L1, false);
    return schema;
}

} // namespace broadcaster
