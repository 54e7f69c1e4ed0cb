// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/consoledesk.h"

#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/codec/calls.h"
#include "server/console/consolehub.h"

#include <QtCore/QCborMap>
#include <QtCore/QPointer>
#include <QtCore/QSysInfo>

namespace broadcaster {

ConsoleDesk::ConsoleDesk(Console &broker, ConsoleHub &hub)
    : m_broker(broker)
    , m_hub(&hub)
    , m_forwarder({ limits::TrafficBatchesForConsoles, limits::TrafficBytesForConsoles },
          [this](const TrafficBatchPointer &batch) { handOver(batch); })
{
    connect(&m_broker, &Console::happened, this, &ConsoleDesk::onEvent);
}

void ConsoleDesk::close()
{
    setWatching(false);
    m_hub = nullptr;
}

/// The events that make Snapshot::add() what it is now. A broker that could not start has no
/// consoles.
QList<Event> ConsoleDesk::present() const
{
    const Snapshot &now = m_broker.now();
    QList<Event> events { ConfigChanged { now.config, now.urls },
        StateChanged { now.state, now.urls }, DemoChanged { now.isDemoRunning } };
    for (auto each = now.consoleClients.begin(); each != now.consoleClients.end(); ++each)
        events.append(ConsoleClientChanged { each.key(), each.value() });
    return events;
}

void ConsoleDesk::open(quint64 connection, const Principal &caller)
{
    if (!m_hub)
        return;
    ConsoleHello hello;
    hello.program = QStringLiteral(BROADCASTER_VERSION);
    hello.name = QSysInfo::machineHostName();
    hello.state = m_broker.now().state;
    hello.rights = namesOfRights(caller.rights);
    hello.operations = operationNames();
    post(m_hub, [hub = m_hub, connection, hello, events = present()] {
        hub->greet(connection, hello, events);
    });
}

void ConsoleDesk::ask(quint64 connection, const Principal &caller, const ConsoleQuestion &question)
{
    const auto done = [desk = QPointer(this), connection, id = question.id](
                          const Result<QCborValue> &answer) {
        if (desk)
            desk->answer(connection, id, answer);
    };
    askByName(m_broker, caller, question.operation, question.arguments, done);
}

void ConsoleDesk::answer(quint64 connection, qint64 id, const Result<QCborValue> &answer)
{
    if (m_hub)
        post(m_hub, [hub = m_hub, connection, id, answer] { hub->answer(connection, id, answer); });
}

/// The question for the overview reaches each room behind the observer.
void ConsoleDesk::answerWatch(quint64 connection, qint64 id)
{
    m_broker.ask<Overview>({}, Principal::console(),
        [desk = QPointer(this), connection, id](const Result<BrokerOverview> &) {
            if (desk)
                desk->answer(connection, id, QCborValue(QCborMap()));
        });
}

void ConsoleDesk::setWatching(bool isWatched)
{
    if (!m_hub || isWatched == std::exchange(m_isWatching, isWatched))
        return;
    m_forwarder.forgetMissed();
    if (isWatched)
        m_broker.attachObserver(this);
    else
        m_broker.detachObserver(this);
}

void ConsoleDesk::onEvent(const Event &event)
{
    if (!m_hub)
        return;
    const auto *traffic = std::get_if<TrafficArrived>(&event);
    if (!traffic)
        post(m_hub, [hub = m_hub, event] { hub->tell(event); });
    else if (m_isWatching)
        m_forwarder.take(traffic->batch);
}

void ConsoleDesk::handOver(const TrafficBatchPointer &batch)
{
    if (!m_hub)
        return;
    post(m_hub, [this, hub = m_hub, batch] {
        hub->takeTraffic(batch);
        post(this, [this] { m_forwarder.onTaken(); });
    });
}

} // namespace broadcaster
