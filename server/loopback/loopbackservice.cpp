// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/loopback/loopbackservice.h"

#include <QtCore/QRandomGenerator>

namespace broadcaster {

LoopbackService::LoopbackService(Tell tell)
    : m_tell(std::move(tell))
    , m_demo(QRandomGenerator::global()->generate())
{
    connect(&m_operators, &OperatorConnections::changed, this, [this](const ProjectId &project) {
        m_tell(OperatorChanged { project, m_operators.stateOf(project) });
    });
    connect(&m_operators, &OperatorConnections::failed, this,
        [this](const ProjectId &project, const Error &error) {
            m_tell(OperatorFailed { project, error });
        });
    connect(&m_operators, &OperatorConnections::received, this,
        [this](const ProjectId &project, const QByteArray &message) {
            m_tell(OperatorReceived { project, message });
        });
    connect(&m_demo, &DemoTraffic::changed, this,
        [this] { m_tell(DemoChanged { m_demo.isRunning() }); });
}

void LoopbackService::open(const Listening &broker, const QByteArray &secret)
{
    m_broker = broker;
    m_operators.open(broker, secret);
    m_demo.setBroker(broker);
}

void LoopbackService::stopDemo()
{
    m_broker.reset();
    m_demo.stop();
}

void LoopbackService::close()
{
    m_operators.close();
}

void LoopbackService::answer(const ConnectOperator &op, const Reply<ConnectOperator> &reply)
{
    m_operators.connectTo(op.project);
    reply(Done());
}

void LoopbackService::answer(const DisconnectOperator &op, const Reply<DisconnectOperator> &reply)
{
    m_operators.disconnectFrom(op.project);
    reply(Done());
}

void LoopbackService::answer(const SendAsOperator &op, const Reply<SendAsOperator> &reply)
{
    m_operators.send(
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
