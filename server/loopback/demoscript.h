// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QRandomGenerator>

#include <chrono>
#include <optional>

namespace broadcaster {

/// A message of one of the demo's clients, and its delay.
struct DemoLine {
    std::chrono::milliseconds after;
    ClientType sender = ClientType::Runtime;
    QByteArray message;
};

/// The conversation of the demo's three clients: a program talks with its data agent, watched by an
/// admin, with an occasional mistake. Equal for equal seeds.
class DemoScript final {
public:
    explicit DemoScript(quint32 seed)
        : m_random(seed)
    {
    }

    /// The next message that is not an answer.
    [[nodiscard]] DemoLine next(qint64 nowMs);
    /// A client received a message: it may have an answer.
    [[nodiscard]] std::optional<DemoLine> hear(ClientType listener, const QByteArray &message);

private:
    [[nodiscard]] int between(int least, int most) { return m_random.bounded(least, most + 1); }
    [[nodiscard]] QByteArray uuid();
    /// An envelope as the earlier broker's documentation writes it; `to` null: to everybody.
    [[nodiscard]] QByteArray envelope(
        const char *type, ClientType from, const QJsonObject &to, const QJsonObject &payload);
    [[nodiscard]] QByteArray query();
    [[nodiscard]] QByteArray log(ClientType from);
    [[nodiscard]] QByteArray invalid();
    [[nodiscard]] QJsonObject toAgent();
    [[nodiscard]] QJsonObject queryResult();
    [[nodiscard]] QJsonObject docs();
    [[nodiscard]] QJsonObject record();

    QRandomGenerator m_random;
    QByteArray m_agent; ///< The data agent's id, once it has been greeted.
};

} // namespace broadcaster
