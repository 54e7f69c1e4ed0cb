// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturedelivery.h"

#include "inspect/capture/captureline.h"

#include <limits>
#include <optional>

namespace broadcaster {

namespace {

JsonValue valueAt(const JsonValue &object, QByteArrayView name)
{
    return jsonAt(object, { name.toByteArray() });
}

quint32 countAt(const JsonValue &object, DeliveryState state)
{
    return valueAt(object, nameOf(state)).raw.toUInt();
}

UnsentCounts countsOf(const JsonValue &object)
{
    return { countAt(object, DeliveryState::Queued), countAt(object, DeliveryState::TooSlow),
        countAt(object, DeliveryState::ConnectionLost) };
}

std::optional<DeliveryState> stateOf(const QByteArray &name)
{
    for (const DeliveryState state :
        { DeliveryState::Queued, DeliveryState::TooSlow, DeliveryState::ConnectionLost }) {
        if (name == nameOf(state))
            return state;
    }
    return std::nullopt;
}

std::optional<MessageDelivery::Client> clientOf(const JsonValue &value)
{
    const auto text = [&value](
                          const char *name) { return jsonText(valueAt(value, name)).toUtf8(); };
    const QByteArray type = text("type");
    const auto known = clientTypeFromWire({ type.constData(), static_cast<size_t>(type.size()) });
    const std::optional<DeliveryState> state = stateOf(text("state"));
    const QByteArray id = text("id");
    if (!known || !state || id.isEmpty() || id.size() > qsizetype { TrafficRecord::ClientIdSize })
        return std::nullopt;
    return MessageDelivery::Client { ClientId::fromText(id), *known, *state };
}

bool fits(quint32 sent, const UnsentCounts &unsent, quint64 most)
{
    return sent + unsent.total() <= most;
}

} // namespace

MessageDelivery captureDelivery(const JsonValue &unsent, const TrafficRecord &record)
{
    if (unsent.kind != JsonValue::Kind::Object || record.addressed == TrafficRecord::UnknownCount)
        return {};
    MessageDelivery delivery { countsOf(unsent), countsOf(valueAt(unsent, "mirrored")), {} };
    if (!fits(record.delivered, delivery.addressed, record.addressed)
        || !fits(record.mirrored, delivery.mirrored, std::numeric_limits<quint32>::max()))
        return {};
    const quint64 counted = delivery.addressed.total() + delivery.mirrored.total();
    const JsonValue clients = valueAt(unsent, "clients");
    if (clients.kind != JsonValue::Kind::Array)
        return delivery;
    JsonCursor cursor(clients);
    while (delivery.clients.size() < std::min<quint64>(counted, MessageDelivery::MaxClients)
        && cursor.next()) {
        if (const std::optional<MessageDelivery::Client> client = clientOf(cursor.value()))
            delivery.clients.push_back(*client);
    }
    return delivery;
}

} // namespace broadcaster
