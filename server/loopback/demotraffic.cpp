// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/loopback/demotraffic.h"

#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/loopback/loopbackclient.h"

#include <QtCore/QDateTime>

namespace broadcaster {

namespace {

constexpr int HttpUnauthorized = 401;

} // namespace

DemoTraffic::DemoTraffic(quint32 seed, int speed)
    : m_script(seed)
    , m_speed(speed)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, [this] {
        say(m_nextLine);
        prepareNext();
    });
}

DemoTraffic::~DemoTraffic() = default;

void DemoTraffic::start(const Listening &broker)
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_broker = broker;
    for (const ClientType type : { ClientType::Admin, ClientType::DataAgent, ClientType::Runtime })
        join(type);
    prepareNext();
    Q_EMIT changed();
}

void DemoTraffic::stop()
{
    if (!m_isRunning)
        return;
    m_isRunning = false;
    m_next.stop();
    for (auto &client : m_clients) {
        if (client) {
            client->setParent(this);
            client.release()->closeAndDelete();
        }
    }
    Q_EMIT changed();
}

void DemoTraffic::join(ClientType type)
{
    auto joining = std::make_unique<LoopbackClient>();
    connect(joining.get(), &LoopbackClient::received, this,
        [this, type](const QByteArray &message) { onReceived(type, message); });
    connect(joining.get(), &LoopbackClient::ended, this, [this, type](const LoopbackEnd &end) {
        if (!end.wasConnected) {
            qCWarning(logBroker, "demo traffic ended: %s",
                end.httpStatus == HttpUnauthorized
                    ? "the project demo requires an API key, which the demo has none of"
                    : qUtf8Printable(end.reason));
            stop();
            return;
        }
        LoopbackClient *gone = client(type).release();
        gone->disconnect(this);
        gone->deleteLater();
        QTimer::singleShot(limits::DemoReconnectDelay, this, [this, type] {
            if (m_isRunning && !client(type))
                join(type);
        });
    });
    const Result<ProjectId> project = ProjectId::fromUtf8("demo");
    joining->open(m_broker, { *project, type, "Broadcaster demo", {} });
    client(type) = std::move(joining);
}

void DemoTraffic::prepareNext()
{
    m_nextLine = m_script.next(QDateTime::currentMSecsSinceEpoch());
    m_next.start(m_nextLine.after / m_speed);
}

void DemoTraffic::say(const DemoLine &line)
{
    // A client that is away is silent.
    if (const auto &speaker = client(line.sender); speaker && speaker->isConnected())
        speaker->send(line.message);
}

void DemoTraffic::onReceived(ClientType type, const QByteArray &message)
{
    if (m_answersUnderWay >= limits::MaxDemoAnswersUnderWay)
        return;
    const std::optional<DemoLine> answer = m_script.hear(type, message);
    if (!answer)
        return;
    ++m_answersUnderWay;
    QTimer::singleShot(answer->after / m_speed, this, [this, line = *answer] {
        --m_answersUnderWay;
        say(line);
    });
}

} // namespace broadcaster
