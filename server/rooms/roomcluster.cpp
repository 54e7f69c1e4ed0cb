// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomcluster.h"

#include "server/api/closecode.h"
#include "server/base/post.h"

#include <utility>

namespace broadcaster {

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
    m_incoming.push_back({ std::move(records) });
    schedule();
}

void RoomCluster::forget(BrokerId broker)
{
    Incoming last;
    last.records.from = broker;
    last.isGone = true;
    m_incoming.push_back(std::move(last));
    schedule();
}

void RoomCluster::schedule()
{
    if (!std::exchange(m_isScheduled, true))
        post(&m_context, [this] { work(); });
}

/// The sockets of the thread are served in between.
void RoomCluster::work()
{
    m_isScheduled = false;
    const Clock::Time end = m_clock.now() + limits::CrowdSliceTime;
    while (!m_incoming.empty() && workOn(m_incoming.front(), end)) {
        m_thread.incomingBytes -= m_incoming.front().records.bytes;
        m_incoming.pop_front();
    }
    if (m_incoming.empty())
        return;
    if (m_thread.isBusy())
        m_thread.requestTurnEnd(); // Only a turn renews the budget; it may have nothing else to do.
    else
        schedule();
}

void RoomCluster::flush()
{
    m_outbox.flush();
    if (!m_incoming.empty())
        schedule();
}

/// False: not done, because the time is over or the thread has enough to send.
bool RoomCluster::workOn(Incoming &incoming, Clock::Time end)
{
    const IncomingRecords &records = incoming.records;
    if (incoming.isGone) {
        forgetNow(records.from);
        return true;
    }
    while (incoming.next < records.records.size()) {
        if (m_thread.isBusy() || m_clock.now() >= end)
            return false;
        const IncomingRecord &place = records.records[incoming.next++];
        RecordReader reader(
            { records.batch.constData() + place.begin, static_cast<size_t>(place.size) });
        if (const auto record = reader.next())
            handle(records.from, records.projects[place.project], *record);
    }
    return true;
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
    for (const Incoming &incoming : std::exchange(m_incoming, {}))
        m_thread.incomingBytes -= incoming.records.bytes;
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
        for (const Member *member : room.members().all())
            connections.push_back(member->connection());
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
