// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "server/broker/trafficforwarder.h"
#include "server/codec/consoleprotocol.h"

#include <QtCore/QObject>

namespace broadcaster {

class ConsoleHub;

/// Asks the broker in the name of consoles elsewhere, and tells these what it reports. Lives on the
/// main thread; close() comes before the hub's end.
class ConsoleDesk final : public QObject {
    Q_OBJECT

public:
    ConsoleDesk(Console &broker, ConsoleHub &hub);
    /// Nothing goes to the hub any more.
    void close();

    void open(quint64 connection, const Principal &caller);
    void ask(quint64 connection, const Principal &caller, const ConsoleQuestion &question);
    /// Attached to the traffic while a console watches it.
    void setWatching(bool isWatched);
    /// Answers the question once every room knows of the observer.
    void answerWatch(quint64 connection, qint64 id);

private:
    void answer(quint64 connection, qint64 id, const Result<QCborValue> &answer);
    void onEvent(const Event &event);
    void handOver(const TrafficBatchPointer &batch);
    [[nodiscard]] QList<Event> present() const;

    Console &m_broker;
    ConsoleHub *m_hub; ///< Null: closed.
    bool m_isWatching = false;
    TrafficForwarder m_forwarder;
};

} // namespace broadcaster
