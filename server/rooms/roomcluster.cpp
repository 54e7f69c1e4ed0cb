// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomcluster.h"

#include "server/api/closecode.h"
#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/protocol/envelope.h"

#include <cstring>
#include <utility>

namespace broadcaster {

namespace {

/// A copy, with ScanPadding readable bytes behind it.
QByteArray recordBytes(const QByteArray &batch, const IncomingRecord &place)
{
    QByteArray bytes(place.size + ScanPadding, Qt::Uninitialized);
    std::memcpy(bytes.data(), batch.constData() + place.begin, static_cast<size_t>(bytes.size()));
    return bytes;
}

} // namespace

RoomCluster::RoomCluster(ClusterPort &port, Thread thread)
    : m_port(port)
    , m_thread(std::move(thread))
    , m_outbox(port, m_thread.requestTurnEnd)
    , m_closer(&m_context, m_thread.deadlines, m_thread.close)
{
}

bool RoomCluster::mustWait(Room &room, quint64 connection)
{
    if (room.peers() && !m_entrances.contains(room.project()))
        return false;
    std::unique_ptr<Entrance> &waiting = m_entrances[room.project()];
    if (!waiting)
        waiting = std::make_unique<Entrance>(m_thread.deadlines);
    waiting->connections.push_back(connection);
    if (!room.peers() && !m_closing.contains(room.project()))
        enter(room);
    return true;
}

void RoomCluster::enter(Room &room)
{
    // Numbers of threads do not meet: each has its own upper bits.
    const quint64 number = static_cast<quint64>(m_thread.index) << 48U | ++m_projects;
    room.setPeers(std::make_unique<RoomPeers>(
        room.members(), room.project(), number, m_outbox, m_thread.sampler.rosters()));
    Entrance &entrance = *m_entrances.at(room.project());
    entrance.isAnswered = false;
    entrance.deadline.arm(
        limits::ClusterEnterTimeout, [this, project = room.project()] { admit(project); });
    m_port.enter(room.project());
}

void RoomCluster::entered(const ProjectId &project, const std::vector<BrokerId> &brokers)
{
    Room *room = m_thread.rooms.find(project);
    if (!room || !room->peers())
        return;
    room->peers()->meet(brokers);
    if (const auto entrance = m_entrances.find(project); entrance != m_entrances.end())
        entrance->second->isAnswered = true;
    admitIfReady(project);
}

void RoomCluster::admitIfReady(const ProjectId &project)
{
    const auto entrance = m_entrances.find(project);
    if (entrance == m_entrances.end() || !entrance->second->isAnswered)
        return;
    const Room *room = m_thread.rooms.find(project);
    if (room && room->peers() && !room->peers()->isAwaiting())
        admit(project);
}

void RoomCluster::admit(const ProjectId &project)
{
    const auto found = m_entrances.find(project);
    const std::unique_ptr<Entrance> entrance = std::move(found->second);
    m_entrances.erase(found);
    Room *room = m_thread.rooms.find(project);
    if (!room)
        return; // All have gone long ago.
    for (const quint64 connection : entrance->connections)
        m_thread.admit(connection, *room);
    if (room->isEmpty() && room->peers()) { // All have gone while they waited.
        leave(*room);
        m_thread.onEmpty(*room);
    }
}

void RoomCluster::onLeft(Room &room)
{
    m_port.noteClients(-1);
    if (!room.isEmpty())
        return;
    if (room.peers() && !m_entrances.contains(room.project()))
        leave(room);
    if (m_closing.remove(room.project()) && m_entrances.contains(room.project()))
        enter(room);
}

void RoomCluster::leave(Room &room)
{
    room.peers()->sayGoodbye();
    room.setPeers(nullptr);
    m_port.leave(room.project());
}

void RoomCluster::receive(IncomingRecords records)
{
    // A record that waits for long would hold on to all of its batch.
    const bool isWhole = records.projects.size() == 1 && records.bytes > records.batch.size() / 2;
    Lane *lane = nullptr; // Records of a project mostly come one after the other.
    quint32 project = 0;
    for (const IncomingRecord &place : records.records) {
        if (!lane || place.project != project) {
            project = place.project;
            lane = &laneOf(records.projects[project]);
        }
        const QByteArray bytes = isWhole ? records.batch : recordBytes(records.batch, place);
        const qsizetype begin = isWhole ? place.begin : 0;
        lane->push_back({ records.from, bytes, { begin, place.size } });
    }
    schedule();
}

RoomCluster::Lane &RoomCluster::laneOf(const ProjectId &project)
{
    Lane &lane = m_lanes[project];
    if (lane.empty())
        m_turns.push_back(project);
    return lane;
}

void RoomCluster::forget(BrokerId broker)
{
    if (m_lanes.empty()) {
        forgetNow(broker);
        return;
    }
    const auto farewell = std::make_shared<Farewell>(Farewell { broker, m_lanes.size() });
    for (auto &[project, lane] : m_lanes)
        lane.push_back({ broker, {}, {}, farewell });
}

void RoomCluster::schedule()
{
    if (!std::exchange(m_isScheduled, true))
        post(&m_context, [this] { work(); });
}

/// The sockets of the thread are served in between. Projects take turns, so that one with many
/// messages does not hold up the others.
void RoomCluster::work()
{
    m_isScheduled = false;
    const Clock::Time end = m_clock.now() + limits::CrowdSliceTime;
    while (!m_turns.empty() && !isOver(end)) {
        const ProjectId project = m_turns.front();
        m_turns.pop_front();
        const auto lane = m_lanes.find(project);
        workOn(project, lane->second, end);
        if (lane->second.empty())
            m_lanes.erase(lane);
        else
            m_turns.push_back(project);
    }
    if (m_turns.empty())
        return;
    if (m_thread.isBusy())
        m_thread.requestTurnEnd(); // Only a turn renews the budget; it may have nothing else to do.
    else
        schedule();
}

void RoomCluster::flush()
{
    m_outbox.flush();
    if (!m_turns.empty())
        schedule();
}

/// The time is over, or the thread has enough to send.
bool RoomCluster::isOver(Clock::Time end) const
{
    return m_thread.isBusy() || m_clock.now() >= end;
}

void RoomCluster::workOn(const ProjectId &project, Lane &lane, Clock::Time end)
{
    for (int i = 0; i < limits::ClusterRecordsInTurn && !lane.empty() && !isOver(end); ++i) {
        const Incoming incoming = std::move(lane.front());
        lane.pop_front();
        if (incoming.farewell) {
            if (--incoming.farewell->lanes == 0)
                forgetNow(incoming.from);
            continue;
        }
        m_thread.incomingBytes -= incoming.place.size;
        RecordReader reader({ incoming.bytes.constData() + incoming.place.begin,
            static_cast<size_t>(incoming.place.size) });
        if (const auto record = reader.next())
            handle(incoming.from, project, *record);
    }
}

void RoomCluster::handle(BrokerId from, const ProjectId &project, const RecordView &record)
{
    if (record.kind == RecordKind::Roster) {
        takeRoster(from, project, record.body);
        return;
    }
    Room *room = m_thread.rooms.find(project);
    if (!room || !room->peers())
        return; // The last client here has left, and the broker does not know yet.
    if (record.kind == RecordKind::Message) {
        const auto message = readMessage(record.body);
        if (message && !room->isEmpty())
            room->receiveRemote(*message, m_thread.turn());
    } else if (record.kind == RecordKind::Join) {
        if (const auto client = readJoin(record.body))
            room->peers()->takeJoin(from, *client);
    } else if (record.kind == RecordKind::Leave) {
        if (const auto client = readLeave(record.body))
            room->noteDeparted(from, room->peers()->takeLeave(from, *client));
    }
}

void RoomCluster::takeRoster(BrokerId from, const ProjectId &project, std::string_view body)
{
    const auto roster = readRoster(body);
    if (!roster)
        return;
    Room *room = m_thread.rooms.find(project);
    if (room && room->peers()) {
        room->noteDeparted(from, room->peers()->takeRoster(from, *roster));
        admitIfReady(project);
    } else if (!roster->leaves) {
        m_outbox.addRoster(m_outbox.boxFor(from), 0, { false, true, project, {} });
    }
}

void RoomCluster::stopAwaiting(BrokerId broker)
{
    std::vector<ProjectId> ready;
    for (const auto &[project, entrance] : m_entrances) {
        const Room *room = m_thread.rooms.find(project);
        if (!room || !room->peers())
            continue;
        room->peers()->stopAwaiting(broker);
        ready.push_back(project);
    }
    for (const ProjectId &project : ready)
        admitIfReady(project);
}

void RoomCluster::forgetNow(BrokerId broker)
{
    m_thread.rooms.forEach([&](Room &room) {
        if (room.peers())
            room.noteDeparted(broker, room.peers()->forget(broker));
    });
    stopAwaiting(broker);
    m_outbox.forget(broker);
}

void RoomCluster::sendRosters(BrokerId broker)
{
    m_thread.rooms.forEach([&](Room &room) {
        if (room.peers())
            room.peers()->sendRoster(broker);
    });
}

void RoomCluster::beginAnew()
{
    for (const auto &[project, lane] : std::exchange(m_lanes, {})) {
        for (const Incoming &incoming : lane)
            m_thread.incomingBytes -= incoming.place.size;
    }
    m_turns.clear();
    m_outbox.beginAnew();
    std::vector<quint64> connections;
    std::vector<Room *> empty;
    m_thread.rooms.forEach([&](Room &room) {
        const bool isShared = room.peers()
            && (room.peers()->isShared() || room.peers()->hasLostBroker());
        if (!isShared && !m_closing.contains(room.project()))
            return;
        if (isShared) {
            room.setPeers(nullptr);
            m_port.leave(room.project());
        }
        if (room.isEmpty()) {
            empty.push_back(&room);
            return;
        }
        m_closing.insert(room.project());
        room.members().forEach(
            [&](const Member &member) { connections.push_back(member.connection()); });
    });
    for (Room *room : empty)
        enter(*room); // Only clients that wait are there.
    m_closer.cancel();
    m_closer.drain(
        std::move(connections), closecode::ServiceRestart,
        "the broker was cut off from the others and begins anew: connect again",
        limits::ClusterCloseTime, [this] { return m_closing.isEmpty(); }, [] {});
}

} // namespace broadcaster
