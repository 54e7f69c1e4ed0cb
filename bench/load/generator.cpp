// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/generator.h"

#include <algorithm>
#include <csignal>

namespace broadcaster::bench {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t HandshakesAtOnce = 32; // Fewer than Qt's accept backlog of 50.
constexpr std::chrono::nanoseconds VainTurn = 20us; // A longer turn means that others had the core.
constexpr std::chrono::nanoseconds ConnectTimeout = 90s; // For so many connections:
constexpr std::size_t ConnectionsInTimeout = 100'000;
constexpr std::chrono::nanoseconds ConnectTimeoutOfEach = 1ms; // For each one above.
constexpr std::chrono::nanoseconds DrainTimeout = 3s;
constexpr std::chrono::nanoseconds MessagesTimeout = 600s; // For a slow server, under a profiler.

volatile std::sig_atomic_t isTold = 0; // By SIGTERM.

} // namespace

Generator::Generator(const Options &options)
    : m_run { options }
    , m_transport(m_run)
    , m_sender(m_run, m_transport, m_groups)
    , m_receiver(m_run, m_transport, m_sender)
    , m_deadline(ConnectTimeout)
    , m_snapshots { snapshot(), {}, {}, {}, {} }
{
    if (options.scenario != Scenario::Idle)
        addGroups();
    addIdle();
    if (m_connections.size() > ConnectionsInTimeout)
        m_deadline += ConnectTimeoutOfEach * (m_connections.size() - ConnectionsInTimeout);
    m_transport.spread(m_connections.size());
}

QJsonObject Generator::run()
{
    while (m_run.phase != Phase::Done)
        turn();
    for (const Group &group : m_groups)
        m_run.faults.lost += group.sent - group.confirmed;
    const auto open = std::count_if(m_connections.begin(), m_connections.end(),
        [](const Connection &connection) { return connection.stage == Stage::Open; });
    return report(m_run, m_snapshots, static_cast<double>(open));
}

void Generator::addGroups()
{
    const Options &options = m_run.options;
    const bool isShared = options.scenario == Scenario::Fanout
        || options.scenario == Scenario::Paced;
    const int agents = isShared ? options.receivers : 1;
    const int dead = isShared ? options.dead : 0;
    const int admins = options.scenario == Scenario::Mirror ? options.admins : 0;
    for (int i = 0; i < options.projects; ++i) {
        const std::string project = "load-" + m_run.options.name.toStdString() + "-"
            + std::to_string(i);
        Group &group = m_groups.emplace_back();
        for (int agent = 0; agent < agents; ++agent)
            add(&group, Role::Receiver, "data-agent", project);
        for (int one = 0; one < dead; ++one)
            add(nullptr, Role::Dead, "data-agent", project);
        for (int admin = 0; admin < admins; ++admin)
            add(&group, Role::Receiver, "admin", project);
        group.sender = &add(&group, Role::Sender, "runtime", project);
        group.receivers = static_cast<quint32>(agents + admins);
    }
}

void Generator::addIdle()
{
    for (int i = 0; i < m_run.options.idle; ++i)
        add(nullptr, Role::Idle, i % 2 == 0 ? "runtime" : "data-agent",
            "idle-" + m_run.options.name.toStdString() + "-"
                + std::to_string(i % m_run.options.idleProjects));
}

Connection &Generator::add(Group *group, Role role, std::string_view type, std::string project)
{
    Connection &connection = m_connections.emplace_back();
    connection.group = group;
    connection.role = role;
    connection.type = type;
    const Options &options = m_run.options;
    const bool isReceiver = role == Role::Receiver || role == Role::Dead;
    connection.port = isReceiver && options.receiverPort > 0 ? options.receiverPort : options.port;
    connection.project = std::move(project);
    return connection;
}

void Generator::openMore()
{
    // All others resume the session of the first one.
    const std::size_t most = m_run.options.resumes && m_settled == 0 ? 1 : HandshakesAtOnce;
    while (m_begun < m_connections.size() && m_begun - m_settled < most) {
        Connection &connection = m_connections[m_begun];
        m_transport.open(connection, static_cast<quint32>(m_begun));
        ++m_begun;
        if (connection.stage == Stage::Dead)
            ++m_settled;
    }
}

void Generator::turn()
{
    const bool idle = m_run.options.scenario == Scenario::Idle;
    const bool polls = m_run.inTraffic() && !idle;
    const std::chrono::nanoseconds before = m_run.elapsed();
    bool worked = false;
    if (m_run.phase == Phase::Connect)
        openMore();
    else if (m_run.inTraffic() && m_run.options.scenario == Scenario::Paced)
        worked = m_sender.sendDue();
    const auto events = m_transport.wait(polls ? 0ms : m_run.phase == Phase::Drain ? 1ms : 10ms);
    for (const epoll_event &event : events)
        handle(*static_cast<Connection *>(event.data.ptr), event.events);
    m_receiver.finishTurn();
    advance();
    if (polls && !worked && events.empty())
        m_run.counters.polling += std::min(m_run.elapsed() - before, VainTurn);
}

void Generator::handle(Connection &connection, quint32 events)
{
    if (connection.stage == Stage::Dead)
        return;
    const bool settled = connection.stage == Stage::Open;
    if (connection.stage == Stage::Connecting) {
        if (m_transport.isConnected(connection))
            m_receiver.sendRequest(connection);
    } else {
        if ((events & EPOLLOUT) != 0) {
            m_transport.flush(connection);
            if (connection.role == Role::Sender && connection.stage == Stage::Open)
                m_sender.fill(*connection.group);
        }
        if (connection.stage != Stage::Dead && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
            m_receiver.read(connection);
    }
    if (!settled && (connection.stage == Stage::Open || connection.stage == Stage::Dead))
        settle(connection);
}

void Generator::settle(const Connection &connection)
{
    const bool isFirst = m_settled == 0;
    ++m_settled;
    if (m_run.options.resumes && !isFirst && connection.stage == Stage::Open
        && !TlsLayer::hasResumed(connection))
        ++m_run.faults.resume;
}

void Generator::advance()
{
    const bool late = m_run.elapsed() >= m_deadline;
    switch (m_run.phase) {
    case Phase::Connect:
        if (m_settled < m_connections.size() && !late)
            return;
        m_snapshots.connected = snapshot();
        enter(Phase::Settle, m_run.options.settle);
        [[fallthrough]];
    case Phase::Settle:
        if (m_run.elapsed() >= m_deadline)
            startTraffic();
        return;
    case Phase::WarmUp:
        if (late)
            startMeasuring(m_run.options.duration);
        return;
    case Phase::Measure:
        if (!late && !isComplete())
            return;
        m_snapshots.measureEnd = snapshot();
        enter(Phase::Drain, DrainTimeout);
        return;
    case Phase::Drain:
        if (late || isDrained())
            enter(Phase::Rest, m_run.options.rest);
        return;
    case Phase::Rest:
        if (!late)
            return;
        m_snapshots.end = snapshot();
        enter(Phase::Done, 0ms);
        return;
    case Phase::Done:
        return;
    }
}

void Generator::startTraffic()
{
    m_run.faults.connect += m_connections.size() - m_settled;
    if (m_run.faults.connect > 0) {
        m_snapshots.measureStart = m_snapshots.measureEnd = m_snapshots.end = m_snapshots.connected;
        enter(Phase::Done, 0ms);
        return;
    }
    m_run.trafficStart = m_run.elapsed();
    if (m_run.options.messages > 0)
        startMeasuring(MessagesTimeout);
    else
        enter(Phase::WarmUp, m_run.options.warmup);
    m_sender.prepare(m_connections);
    m_sender.start();
}

void Generator::startMeasuring(std::chrono::nanoseconds length)
{
    m_snapshots.measureStart = snapshot();
    m_run.measureStart = m_run.elapsed();
    if (m_run.options.scenario == Scenario::Idle)
        std::signal(SIGTERM, [](int) { isTold = 1; });
    enter(Phase::Measure, length);
}

void Generator::enter(Phase phase, std::chrono::nanoseconds length)
{
    m_run.phase = phase;
    m_deadline = m_run.elapsed() + length;
}

bool Generator::isComplete() const
{
    const auto messages = static_cast<quint64>(m_run.options.messages);
    return isTold != 0 || (messages > 0 && m_run.counters.confirmed == messages);
}

bool Generator::isDrained() const
{
    return std::all_of(m_groups.begin(), m_groups.end(), [](const Group &group) {
        return group.confirmed == group.sent || group.sender->stage != Stage::Open;
    });
}

Snapshot Generator::snapshot() const
{
    return { m_run.elapsed(), readProcessorUsage(m_run.options.serverPid), m_run.counters };
}

} // namespace broadcaster::bench
