// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/envelopeends.h"

#include "server/api/jsonstring.h"

#include <algorithm>
#include <optional>

namespace broadcaster {

namespace {

std::optional<ClientType> clientTypeOf(const QByteArray &name)
{
    return clientTypeFromWire({ name.constData(), static_cast<size_t>(name.size()) });
}

} // namespace

bool isJsonString(const JsonValue &value)
{
    return value.kind == JsonValue::Kind::String;
}

QByteArray jsonStringOf(const JsonValue &value)
{
    return isJsonString(value) ? jsonUnescaped(value.raw.sliced(1).chopped(1)) : QByteArray();
}

QByteArray jsonStringAt(const JsonValue &object, const char *name)
{
    return jsonStringOf(jsonAt(object, { QByteArray(name) }));
}

void setSender(TrafficRecord &record, const JsonValue &from)
{
    const QByteArray type = jsonStringAt(from, "type");
    record.senderType = clientTypeOf(type).value_or(ClientType::Runtime);
    if (type != "system")
        setSenderId(record, jsonStringAt(from, "id"));
}

void setSenderId(TrafficRecord &record, QByteArrayView id)
{
    const QByteArrayView shown = id.isEmpty() || id.startsWith('\0') ? UnknownSender : id;
    record.sender = {};
    std::copy_n(shown.begin(), std::min<qsizetype>(shown.size(), TrafficRecord::ClientIdSize),
        record.sender.begin());
}

QByteArray setTarget(TrafficRecord &record, const JsonValue &to)
{
    const QByteArray type = jsonStringAt(to, "type");
    const std::optional<ClientType> known = clientTypeOf(type);
    record.hasTargetType = known.has_value();
    record.targetType = known.value_or(ClientType::Runtime);
    return record.kind == TrafficKind::ToType ? type : jsonStringAt(to, "id");
}

TrafficKind kindOfEnvelope(const JsonValue &from, const JsonValue &to, const QByteArray &type)
{
    if (jsonStringAt(from, "type") == "system") {
        if (type == "error")
            return TrafficKind::Error;
        return type == "client_left" ? TrafficKind::SystemToAll : TrafficKind::SystemToOne;
    }
    if (type == "PING")
        return TrafficKind::Ping;
    if (!jsonStringAt(to, "id").isEmpty())
        return TrafficKind::ToClient;
    return jsonStringAt(to, "type").isEmpty() ? TrafficKind::Broadcast : TrafficKind::ToType;
}

} // namespace broadcaster
