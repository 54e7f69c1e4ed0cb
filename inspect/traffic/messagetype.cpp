// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/messagetype.h"

#include "inspect/json/jsontext.h"

namespace broadcaster {

void setMessageType(TrafficRecord &record, QByteArrayView bytes)
{
    constexpr qsizetype Quotes = 2;
    const QByteArrayView message = bytes.sliced(record.begin, record.size);
    const JsonValue type = jsonLastMember(message, "type");
    const bool isString = type.kind == JsonValue::Kind::String;
    record.typeBegin = isString ? static_cast<quint32>(type.raw.data() + 1 - bytes.data()) : 0;
    record.typeSize = isString ? static_cast<quint32>(type.raw.size() - Quotes) : 0;
}

} // namespace broadcaster
