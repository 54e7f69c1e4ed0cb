// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/harmessage.h"

#include "inspect/capture/capturetime.h"
#include "inspect/capture/envelopeends.h"
#include "inspect/json/jsoncheck.h"

#include <cmath>

namespace broadcaster {

namespace {

constexpr int TextOpcode = 1;
constexpr int BinaryOpcode = 2;

/// Seconds since 1970 with a fraction, or milliseconds.
std::optional<qint64> harTimeOf(const JsonValue &value)
{
    constexpr double MostSeconds = 1e11; // In the year 5138.
    constexpr double MostMilliseconds = 1e15;
    bool isNumber = false;
    const double number = value.raw.toDouble(&isNumber);
    if (!isNumber || value.kind != JsonValue::Kind::Number || std::abs(number) > MostMilliseconds)
        return std::nullopt;
    const qint64 time = std::llround(std::abs(number) < MostSeconds ? number * 1000 : number);
    return isCaptureTime(time) ? std::optional(time) : std::nullopt;
}

bool isObject(const JsonValue &value)
{
    return value.kind == JsonValue::Kind::Object;
}

} // namespace

std::variant<HarMessage, HarSkip, CaptureError> harMessageOf(
    const JsonValue &element, const HarSocket &socket)
{
    JsonValue type;
    JsonValue time;
    JsonValue opcode;
    JsonValue copy;
    HarMessage message;
    JsonCursor cursor(element);
    while (cursor.next()) {
        if (cursor.key() == "type")
            type = cursor.value();
        else if (cursor.key() == "time")
            time = cursor.value();
        else if (cursor.key() == "opcode")
            opcode = cursor.value();
        else if (cursor.key() == "data")
            message.data = cursor.value();
        else if (cursor.key() == "_missing")
            message.missing = cursor.value().raw.toUInt();
        else if (cursor.key() == "_isCopy")
            copy = cursor.value();
    }
    const bool hasOpcode = opcode.kind != JsonValue::Kind::Missing;
    const int code = hasOpcode ? opcode.raw.toInt() : TextOpcode;
    if (copy.kind == JsonValue::Kind::True)
        return HarSkip::Copy;
    if (jsonStringOf(type) == "error" || (hasOpcode && code != TextOpcode && code != BinaryOpcode))
        return HarSkip::NotAMessage;
    message.isSent = jsonStringOf(type) == "send";
    message.isBinary = code == BinaryOpcode;
    const std::optional<qint64> own = harTimeOf(time);
    const std::optional<qint64> known = own ? own : socket.startMs;
    const bool hasDirection = message.isSent || jsonStringOf(type) == "receive";
    if (!known || !hasDirection || !isJsonString(message.data))
        return CaptureError { CaptureError::Code::BadHarMessage };
    message.timeMs = *known;
    return message;
}

std::optional<QByteArray> harBytes(const HarMessage &message)
{
    const QByteArray text = jsonStringOf(message.data);
    if (!message.isBinary)
        return text;
    const auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(*decoded) : std::nullopt;
}

QByteArray connectedClient(QByteArrayView message)
{
    const JsonValue root = jsonRoot(message);
    if (!isObject(root) || jsonStringAt(root, "type") != "connected"
        || jsonStringOf(jsonAt(root, { QByteArray("from"), QByteArray("type") })) != "system")
        return {};
    return jsonStringOf(jsonAt(root, { QByteArray("payload"), QByteArray("clientId") }));
}

void addHarRow(CapturedRows &rows, const HarMessage &message, QByteArrayView bytes,
    const HarSocket &socket, const ProjectId &otherwise)
{
    const JsonValue root = findJsonError(bytes) ? JsonValue() : jsonRoot(bytes);
    const JsonValue from = jsonAt(root, { QByteArray("from") });
    const JsonValue to = jsonAt(root, { QByteArray("to") });
    TrafficRecord record;
    record.timeMs = message.timeMs;
    record.missing = message.missing;
    record.addressed = TrafficRecord::UnknownCount;
    // The broker sets `from` itself, whatever a client says.
    record.kind = kindOfEnvelope(
        message.isSent ? JsonValue() : from, to, jsonStringAt(root, "type"));
    if (message.isSent && !isObject(root) && socket.isOfBroker)
        record.kind = TrafficKind::Rejected;
    const bool isToSocket = !message.isSent && (!isObject(root) || !isObject(from));
    if (isToSocket)
        record.kind = TrafficKind::ToClient;
    QByteArray target = setTarget(record, to);
    const bool isToOne = record.kind == TrafficKind::SystemToOne
        || record.kind == TrafficKind::Error;
    if (target.isEmpty() && (isToSocket || isToOne)) {
        target = socket.clientOrNumber();
        record.hasTargetType = socket.type.has_value();
        record.targetType = socket.type.value_or(ClientType::Runtime);
    }
    setSender(record, from);
    if (message.isSent) {
        const QByteArray named = jsonStringAt(from, "id");
        setSenderId(
            record, socket.client.isEmpty() && !named.isEmpty() ? named : socket.clientOrNumber());
        record.senderType = socket.type.value_or(record.senderType);
    }
    rows.add(record, socket.project.isNull() ? otherwise : socket.project, bytes, target);
}

} // namespace broadcaster
