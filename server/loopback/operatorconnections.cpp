// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/loopback/operatorconnections.h"

#include "server/api/closecode.h"
#include "server/base/tuning.h"
#include "server/loopback/loopbackclient.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int HttpUnavailable = 503; // Answer to an upgrade when there is no room.

Error errorOf(const ProjectId &project, const LoopbackEnd &end)
{
    const QString name = project.toString();
    if (end.httpStatus == HttpUnavailable)
        return { ErrorCode::Conflict,
            u"the broker or the project \"%1\" has as many connections as it may have; disconnect "
            "a client or raise the limit on the Server page"_s.arg(name),
            ErrorReason::OperatorNoRoom, { name } };
    if (!end.wasConnected)
        return { ErrorCode::Conflict,
            u"the operator could not connect to \"%1\": %2"_s.arg(name, end.reason),
            ErrorReason::OperatorUnreachable, { name, end.reason } };
    switch (end.closeCode) {
    case closecode::GoingAway:
        return stoppedError();
    case closecode::ByOperator:
        return { ErrorCode::Conflict,
            u"the operator's connection to \"%1\" was closed by an operator; connect again to go "
            "on"_s.arg(name),
            ErrorReason::OperatorDisconnected, { name } };
    case closecode::ReadsTooSlowly:
        return { ErrorCode::Conflict,
            u"the operator's connection to \"%1\" was closed because the window could not read as "
            "fast as messages came; connect again to go on"_s.arg(name),
            ErrorReason::OperatorReadsTooSlowly, { name } };
    default:
        return { ErrorCode::Conflict,
            u"the operator's connection to \"%1\" ended with close code %2 %3"_s
                .arg(name, QString::number(end.closeCode), end.reason)
                .trimmed(),
            ErrorReason::OperatorEnded, { name, QString::number(end.closeCode), end.reason } };
    }
}

} // namespace

OperatorConnections::OperatorConnections() = default;

OperatorConnections::~OperatorConnections() = default;

void OperatorConnections::open(const Listening &broker, const QByteArray &secret)
{
    m_broker = broker;
    m_secret = secret;
}

void OperatorConnections::close()
{
    m_broker = {};
    m_secret.clear();
    while (!m_connections.empty()) {
        const ProjectId project = *ProjectId::fromUtf8(m_connections.begin()->first);
        giveUp(project, take(project), stoppedError());
    }
}

OperatorState OperatorConnections::stateOf(const ProjectId &project) const
{
    const auto found = m_connections.find(project.utf8());
    if (found == m_connections.end())
        return OperatorState::Disconnected;
    return found->second.client->isConnected() ? OperatorState::Connected
                                               : OperatorState::Connecting;
}

void OperatorConnections::connectTo(const ProjectId &project)
{
    if (const Result<void> begun = begin(project); !begun)
        Q_EMIT failed(project, begun.error());
}

Result<void> OperatorConnections::begin(const ProjectId &project)
{
    if (m_connections.contains(project.utf8()))
        return {};
    if (m_broker.urls.isEmpty())
        return stoppedError();
    if (project.isNull())
        return Error { ErrorCode::InvalidArgument, u"choose a project to connect to"_s,
            ErrorReason::OperatorWithoutProject };
    if (m_connections.size() >= limits::MaxOperators)
        return Error { ErrorCode::Conflict,
            u"the operator is connected to %1 projects, which is the most; disconnect from one "
            "first"_s.arg(limits::MaxOperators),
            ErrorReason::OperatorEverywhere, { QString::number(limits::MaxOperators) } };
    auto client = std::make_unique<LoopbackClient>();
    connect(
        client.get(), &LoopbackClient::connected, this, [this, project] { onConnected(project); });
    connect(client.get(), &LoopbackClient::received, this,
        [this, project](const QByteArray &message) { Q_EMIT received(project, message); });
    connect(client.get(), &LoopbackClient::ended, this,
        [this, project](const LoopbackEnd &end) { onEnded(project, end); });
    client->open(m_broker, { project, ClientType::Admin, "Broadcaster console", m_secret });
    m_connections[project.utf8()].client = std::move(client);
    Q_EMIT changed(project);
    return {};
}

void OperatorConnections::onConnected(const ProjectId &project)
{
    Connection &connection = m_connections.at(project.utf8());
    connection.unsentBytes = 0;
    std::vector<Unsent> unsent = std::exchange(connection.unsent, {});
    for (const Unsent &one : unsent)
        connection.client->send(one.message);
    Q_EMIT changed(project);
    for (Unsent &one : unsent)
        one.done({});
}

void OperatorConnections::onEnded(const ProjectId &project, const LoopbackEnd &end)
{
    giveUp(project, take(project), errorOf(project, end));
}

OperatorConnections::Connection OperatorConnections::take(const ProjectId &project)
{
    const auto found = m_connections.find(project.utf8());
    Connection connection = std::move(found->second);
    m_connections.erase(found);
    return connection;
}

void OperatorConnections::giveUp(
    const ProjectId &project, Connection connection, const Error &error)
{
    connection.client->disconnect(this);
    connection.client.release()->deleteLater(); // The client may be emitting this signal.
    Q_EMIT changed(project);
    Q_EMIT failed(project, error);
    for (Unsent &one : connection.unsent)
        one.done(error);
}

void OperatorConnections::disconnectFrom(const ProjectId &project)
{
    if (!m_connections.contains(project.utf8()))
        return;
    Connection connection = take(project);
    connection.client->setParent(this);
    connection.client.release()->closeAndDelete();
    Q_EMIT changed(project);
    for (Unsent &one : connection.unsent)
        one.done(Error { ErrorCode::Conflict, u"the operator disconnected before it was sent"_s,
            ErrorReason::OperatorLeft });
}

void OperatorConnections::send(
    const ProjectId &project, const QByteArray &message, const Done &done)
{
    if (const Result<void> begun = begin(project); !begun)
        return done(begun);
    // begin() has called handlers, which may have disconnected.
    const auto found = m_connections.find(project.utf8());
    if (found == m_connections.end())
        return done(stoppedError());
    Connection &connection = found->second;
    if (connection.client->bytesWaiting() + connection.unsentBytes + message.size()
        > limits::MaxOperatorBytes)
        return done(Error { ErrorCode::QueueFull,
            u"too much waits to be sent to \"%1\"; try again in a moment"_s.arg(project.toString()),
            ErrorReason::OperatorQueueFull, { project.toString() } });
    if (connection.client->isConnected()) {
        connection.client->send(message);
        return done({});
    }
    connection.unsentBytes += message.size();
    connection.unsent.push_back({ message, done });
}

} // namespace broadcaster
