// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/loopback/consoleclients.h"

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
            ErrorReason::ConsoleClientNoRoom, { name } };
    if (!end.wasConnected)
        return { ErrorCode::Conflict,
            u"the console could not connect to \"%1\": %2"_s.arg(name, end.reason),
            ErrorReason::ConsoleClientUnreachable, { name, end.reason } };
    switch (end.closeCode) {
    case closecode::GoingAway:
        return stoppedError();
    case closecode::Disconnected:
        return { ErrorCode::Conflict,
            u"the console's connection to \"%1\" was closed in the window or by an operator; "
            u"connect "
            "again to go on"_s.arg(name),
            ErrorReason::ConsoleClientDisconnected, { name } };
    case closecode::ReadsTooSlowly:
        return { ErrorCode::Conflict,
            u"the console's connection to \"%1\" was closed because the window could not read as "
            "fast as messages came; connect again to go on"_s.arg(name),
            ErrorReason::ConsoleClientReadsTooSlowly, { name } };
    default:
        return { ErrorCode::Conflict,
            u"the console's connection to \"%1\" ended with close code %2 %3"_s
                .arg(name, QString::number(end.closeCode), end.reason)
                .trimmed(),
            ErrorReason::ConsoleClientEnded, { name, QString::number(end.closeCode), end.reason } };
    }
}

} // namespace

ConsoleClients::ConsoleClients() = default;

ConsoleClients::~ConsoleClients() = default;

void ConsoleClients::open(const Listening &broker, const QByteArray &secret)
{
    m_broker = broker;
    m_secret = secret;
}

void ConsoleClients::close()
{
    m_broker = {};
    m_secret.clear();
    while (!m_connections.empty()) {
        const ProjectId project = *ProjectId::fromUtf8(m_connections.begin()->first);
        giveUp(project, take(project), stoppedError());
    }
}

ConsoleClientState ConsoleClients::stateOf(const ProjectId &project) const
{
    const auto found = m_connections.find(project.utf8());
    if (found == m_connections.end())
        return ConsoleClientState::Disconnected;
    return found->second.client->isConnected() ? ConsoleClientState::Connected
                                               : ConsoleClientState::Connecting;
}

void ConsoleClients::connectTo(const ProjectId &project)
{
    if (const Result<void> begun = begin(project); !begun)
        Q_EMIT failed(project, begun.error());
}

Result<void> ConsoleClients::begin(const ProjectId &project)
{
    if (m_connections.contains(project.utf8()))
        return {};
    if (m_broker.urls.isEmpty())
        return stoppedError();
    if (project.isNull())
        return Error { ErrorCode::InvalidArgument, u"choose a project to connect to"_s,
            ErrorReason::ConsoleClientWithoutProject };
    if (m_connections.size() >= limits::MaxConsoleClients)
        return Error { ErrorCode::Conflict,
            u"the console is connected to %1 projects, which is the most; disconnect from one "
            "first"_s.arg(limits::MaxConsoleClients),
            ErrorReason::ConsoleClientEverywhere, { QString::number(limits::MaxConsoleClients) } };
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

void ConsoleClients::onConnected(const ProjectId &project)
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

void ConsoleClients::onEnded(const ProjectId &project, const LoopbackEnd &end)
{
    giveUp(project, take(project), errorOf(project, end));
}

ConsoleClients::Connection ConsoleClients::take(const ProjectId &project)
{
    const auto found = m_connections.find(project.utf8());
    Connection connection = std::move(found->second);
    m_connections.erase(found);
    return connection;
}

void ConsoleClients::giveUp(const ProjectId &project, Connection connection, const Error &error)
{
    connection.client->disconnect(this);
    connection.client.release()->deleteLater(); // The client may be emitting this signal.
    Q_EMIT changed(project);
    Q_EMIT failed(project, error);
    for (Unsent &one : connection.unsent)
        one.done(error);
}

void ConsoleClients::disconnectFrom(const ProjectId &project)
{
    if (!m_connections.contains(project.utf8()))
        return;
    Connection connection = take(project);
    connection.client->setParent(this);
    connection.client.release()->closeAndDelete();
    Q_EMIT changed(project);
    for (Unsent &one : connection.unsent)
        one.done(Error { ErrorCode::Conflict, u"the console disconnected before it was sent"_s,
            ErrorReason::ConsoleClientLeft });
}

void ConsoleClients::send(const ProjectId &project, const QByteArray &message, const Done &done)
{
    if (const Result<void> begun = begin(project); !begun)
        return done(begun);
    // begin() has called handlers, which may have disconnected.
    const auto found = m_connections.find(project.utf8());
    if (found == m_connections.end())
        return done(stoppedError());
    Connection &connection = found->second;
    if (connection.client->bytesWaiting() + connection.unsentBytes + message.size()
        > limits::MaxConsoleClientBytes)
        return done(Error { ErrorCode::QueueFull,
            u"too much waits to be sent to \"%1\"; try again in a moment"_s.arg(project.toString()),
            ErrorReason::ConsoleClientQueueFull, { project.toString() } });
    if (connection.client->isConnected()) {
        connection.client->send(message);
        return done({});
    }
    connection.unsentBytes += message.size();
    connection.unsent.push_back({ message, done });
}

} // namespace broadcaster
