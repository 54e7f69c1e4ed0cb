// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/clientnamefeed.h"

namespace broadcaster {

using namespace std::chrono_literals;

namespace {

/// Between two questions: a crowd that joins must not cost the broker an answer for each client.
constexpr auto NamePace = 500ms;
/// Clients of a larger project are named when they are shown, and not all at once.
constexpr qsizetype MaxNamedAtOnce = 10'000;
constexpr qsizetype MaxJoinedProjects = 1'000;

} // namespace

ClientNameFeed::ClientNameFeed(Console &console, ClientNames &names)
    : m_console(console)
    , m_names(names)
{
    m_pace.setSingleShot(true);
    m_pace.setInterval(NamePace);
    connect(&m_pace, &QTimer::timeout, this, &ClientNameFeed::askSoon);
    connect(
        &m_names, &ClientNames::wanted, this, &ClientNameFeed::noteWanted, Qt::QueuedConnection);
    m_console.on<TrafficArrived>(
        this, [this](const TrafficArrived &event) { noteJoined(*event.batch); });
}

void ClientNameFeed::noteJoined(const TrafficBatch &batch)
{
    for (const ClientEvent &event : batch.events) {
        if (event.kind == ClientEvent::Kind::Joined && m_joined.size() < MaxJoinedProjects)
            m_joined.insert(event.project);
    }
    if (!m_joined.isEmpty())
        askSoon();
}

void ClientNameFeed::noteWanted()
{
    for (const ClientNames::Wanted &each : m_names.takeWanted())
        m_wanted[each.project].append(each);
    askSoon();
}

void ClientNameFeed::askSoon()
{
    if (m_isAsking || m_pace.isActive() || !m_console.link().isUp())
        return;
    if (m_console.now().state != BrokerState::Listening) {
        m_joined.clear();
        for (const ProjectId &project : m_wanted.keys())
            nameWanted(project, {});
        return;
    }
    if (!m_wanted.isEmpty() || !m_joined.isEmpty())
        ask();
}

void ClientNameFeed::ask()
{
    const ProjectId project = m_wanted.isEmpty() ? *m_joined.cbegin() : m_wanted.cbegin().key();
    m_joined.remove(project);
    m_isAsking = true;
    m_console.ask(ShowProject { project })
        .then(this, [this, project](const Result<ProjectInfo> &answer) { take(project, answer); });
}

void ClientNameFeed::take(const ProjectId &project, const Result<ProjectInfo> &answer)
{
    m_isAsking = false;
    nameWanted(project, answer ? answer->clients : QList<ClientInfo>());
    // Projects that wait for a name that is shown need not wait for those that only have new
    // clients.
    if (m_wanted.isEmpty())
        m_pace.start();
    else
        askSoon();
}

void ClientNameFeed::nameWanted(const ProjectId &project, const QList<ClientInfo> &clients)
{
    const QList<ClientNames::Wanted> wanted = m_wanted.take(project);
    QSet<QByteArray> shown;
    for (const ClientNames::Wanted &each : wanted)
        shown.insert(each.client);
    const bool isSmall = clients.size() <= MaxNamedAtOnce;
    for (const ClientInfo &client : clients) {
        if (isSmall || shown.contains(client.id.text()))
            m_names.add(project, client.id.text(), client.type, client.userAgent);
    }
    for (const ClientNames::Wanted &each : wanted)
        m_names.add(project, each.client, each.type);
}

} // namespace broadcaster
