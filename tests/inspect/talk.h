// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficstore.h"

#include "tests/support/trafficbatches.h"

namespace broadcaster {

/// A message as the tests of conversations write it. Clients are named by a letter for their type
/// and a number: `r1` is a runtime, `d1` a data agent, `a1` an admin; `*` is the broker.
struct Said {
    const char *from = "r1";
    const char *to = "d1"; ///< A client, a type such as `data-agent`, or nothing: a broadcast.
    qint64 atMs = 0;
    QByteArray type = "query";
    QByteArray payload = "{}";
    QByteArray id = {}; ///< As JSON; nothing: the message has no `id`.
    QByteArray project = "demo";
    std::optional<TrafficKind> kind {}; ///< Follows from `to` when it is not set.
    quint32 addressed = 1;
    bool isLive = true;
};

[[nodiscard]] inline QByteArray clientId(QByteArrayView name)
{
    // As long as a real one.
    return name.toByteArray().leftJustified(TrafficRecord::ClientIdSize, '0', true);
}

[[nodiscard]] inline ClientType typeOf(QByteArrayView name)
{
    return name.startsWith('r') ? ClientType::Runtime
        : name.startsWith('d')  ? ClientType::DataAgent
                                : ClientType::Admin;
}

[[nodiscard]] inline SomeMessage messageOf(const Said &said, quint64 number)
{
    const QByteArrayView to(said.to);
    const std::optional<ClientType> type = clientTypeFromWire(said.to);
    SomeMessage message;
    message.project = said.project;
    message.timeMs = 1'738'060'200'000 + said.atMs;
    message.sender = said.from[0] == '*' ? QByteArray() : clientId(said.from);
    message.senderType = typeOf(said.from);
    message.kind = to.isEmpty() ? TrafficKind::Broadcast
        : type                  ? TrafficKind::ToType
                                : TrafficKind::ToClient;
    message.target = to.isEmpty() ? QByteArray() : type ? to.toByteArray() : clientId(to);
    message.targetType = type;
    if (message.kind == TrafficKind::ToClient)
        message.targetType = typeOf(to);
    message.kind = said.kind.value_or(message.kind);
    message.type = said.type;
    message.payload = said.id.isEmpty() ? said.payload : said.payload + R"(,"id":)" + said.id;
    message.addressed = message.delivered = said.addressed;
    message.number = said.isLive ? number : 0;
    return message;
}

/// A store with messages, the first of which has the sequence 0.
class Talk final {
public:
    explicit Talk(TrafficLimits limits = {})
        : m_store(limits)
    {
    }

    [[nodiscard]] TrafficStore &store() { return m_store; }
    [[nodiscard]] quint64 end() const { return m_store.end(); }
    quint64 say(const Said &said)
    {
        m_store.append(*BatchMaker().add(messageOf(said, m_store.end() + 1)).batch());
        return m_store.end() - 1;
    }

private:
    TrafficStore m_store;
};

} // namespace broadcaster
