// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/loopback/loopbackservice.h"

#include <QtCore/QRandomGenerator>

namespace broadcaster {

LoopbackService::LoopbackService(Tell tell)
    : m_tell(std::move(tell))
    , m_demo(QRandomGenerator::global()->generate())
{
    connect(&m_consoleClients, &ConsoleClients::changed, this, [this](const ProjectId &project) {
        m_tell(ConsoleClientChanged { project, m_consoleClients.stateOf(project) });
    });
    connect(&m_consoleClients, &ConsoleClients::failed, this,
        [this](const ProjectId &project, const Error &error) {
            m_tell(ConsoleClientFailed { project, error });
        });
    connect(&m_consoleClients, &ConsoleClients::received, this,
        [this](const ProjectId &project, const QByteArray &message) {
            m_tell(ConsoleClientReceived { project, message });
        });
    connect(&m_demo, &DemoTraffic::changed, this,
        [this] { m_tell(DemoChanged { m_demo.isRunning() }); });
}

void LoopbackService::open(const Listening &broker, const QByteArray &secret)
{
    m_broker = broker;
    m_consoleClients.open(broker, secret);
    m_demo.setBroker(broker);
}

void LoopbackService::stopDemo()
{
    m_broker.reset();
    m_demo.stop();
}

void LoopbackService::close()
{
    m_consoleClients.close();
}

void LoopbackService::answer(
    const ConnectConsoleClient &op, const Reply<ConnectConsoleClient> &reply)
{
    m_consoleClients.connectTo(op.project);
    reply(Done());
}

void LoopbackService::answer(
    const DisconnectConsoleClient &op, const Reply<DisconnectConsoleClient> &reply)
{
    m_consoleClients.disconnectFrom(op.project);
    reply(Done());
}

void LoopbackService::answer(
    const SendFromConsoleClient &op, const Reply<SendFromConsoleClient> &reply)
{
    m_consoleClients.send(
        op.project, op.envelope, [reply](const Result<void> &result) { reply(doneOr(result)); });
}

void LoopbackService::answer(const SetDemoRunning &op, const Reply<SetDemoRunning> &reply)
{
    if (!op.running)
        m_demo.stop();
    else if (m_broker)
        m_demo.start(*m_broker);
    reply(Done());
}

} // namespace broadcaster
