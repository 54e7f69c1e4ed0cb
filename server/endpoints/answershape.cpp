// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/answershape.h"

#include "server/codec/typeinfo.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

namespace broadcaster {

namespace {

void writeValue(JsonWriter &json, const QCborValue &value);

void writeArray(JsonWriter &json, const QCborArray &array)
{
    json.beginArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        writeValue(json, array.at(i));
    json.endArray();
}

void writeMap(JsonWriter &json, const QCborMap &map)
{
    json.beginObject();
    for (const auto &[key, member] : map) {
        json.name(key.toString().toStdString());
        writeValue(json, member);
    }
    json.endObject();
}

void writeValue(JsonWriter &json, const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Integer:
        return json.number(value.toInteger());
    case QCborValue::String:
        return json.text(value.toString().toUtf8());
    case QCborValue::ByteArray:
        return json.text(value.toByteArray());
    case QCborValue::False:
    case QCborValue::True:
        return json.boolean(value.toBool());
    case QCborValue::Array:
        return writeArray(json, value.toArray());
    case QCborValue::Map:
        return writeMap(json, value.toMap());
    default:
        return json.null();
    }
}

} // namespace

void writeMembers(JsonWriter &json, std::span<const FieldInfo> fields, const void *object)
{
    for (const FieldInfo &field : fields) {
        json.name(field.name);
        // Only decoding changes the member.
        writeValue(json, field.type().encode(field.member(const_cast<void *>(object))));
    }
}

void writePartial(JsonWriter &json, bool isPartial)
{
    if (!isPartial)
        return;
    json.name("partial");
    json.boolean(true);
}

} // namespace broadcaster
