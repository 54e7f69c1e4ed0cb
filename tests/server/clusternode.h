// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "roomfixture.h"

#include "server/api/bytes.h"
#include "server/cluster/recordsorter.h"
#include "server/rooms/roomcluster.h"

#include <QtCore/QCoreApplication>

#include <deque>
#include <map>
#include <set>

namespace broadcaster {

class ClusterNode;

/// The engine between the brokers of a test: a register of projects, and a queue of records for
/// each pair of brokers. Nothing moves by itself.
struct FakeEngine {
    struct Answer {
        ClusterNode *node;
        ProjectId project;
        std::vector<BrokerId> brokers;
    };

    std::map<BrokerId, ClusterNode *> nodes;
    std::map<QByteArray, std::set<BrokerId>> entered;
    std::map<std::pair<BrokerId, BrokerId>, std::deque<OutgoingRecords>> queues;
    std::deque<Answer> answers;
    qint64 messages = 0; ///< Messages between brokers.

    [[nodiscard]] bool isIdle() const;
    void deliverOne(const std::pair<BrokerId, BrokerId> &pair);
    void answerOne();
};

/// One broker of a cluster as its rooms know it: one room thread without sockets.
class ClusterNode final : public ClusterPort, private ClusterRooms, private RoomSchedule {
public:
    ClusterNode(FakeEngine &engine, BrokerId id)
        : m_engine(engine)
        , m_id(id)
        , m_waiting(std::make_shared<std::atomic<qint64>>(0))
    {
        m_engine.nodes[id] = this;
    }

    [[nodiscard]] BrokerId id() const { return m_id; }
    [[nodiscard]] RoomCluster &cluster() { return m_cluster; }
    [[nodiscard]] Room *room(const ProjectId &project) const { return m_rooms.find(project); }
    /// When it has looked so often whether it is; until a turn ends that was asked for.
    void setBusyAfter(int looks) { m_looksLeft = looks; }
    void setFull(bool full) { *m_waiting = full ? limits::ClusterQueueBytes : 0; }

    FakeMember &connect(const ProjectId &project, ClientType type)
    {
        const quint64 connection = ++m_connections;
        FakeMember &member = *(
            m_members[connection] = std::make_unique<FakeMember>(type, connection));
        Room *room = m_rooms.find(project);
        if (!room)
            room = &m_rooms.add(std::make_unique<Room>(
                project, static_cast<RoomSchedule &>(*this), m_sampler, m_buffers, m_deadlines));
        if (!m_cluster.mustWait(*room, connection))
            admit(connection, *room);
        return member;
    }
    void disconnect(const FakeMember &member)
    {
        const auto found = m_members.find(member.connection());
        if (Room *room = std::exchange(found->second->room, nullptr)) {
            room->leave(*found->second, Room::Farewell::Tell, m_turn);
            m_cluster.onLeft(*room);
        }
        m_gone.push_back(std::move(found->second));
        m_members.erase(found);
    }
    void send(FakeMember &sender, const QByteArray &message)
    {
        QByteArray padded = message + QByteArray(ScanPadding, '\0');
        sender.room->receive(
            sender, { padded.data(), static_cast<size_t>(message.size()) }, Opcode::Text, m_turn);
    }
    void endTurn()
    {
        for (Room *room : std::exchange(m_batched, {}))
            (void)room->sendBatch(m_clock, Clock::Time::max());
        for (Room *room : std::exchange(m_departed, {})) {
            if (!room->tellDepartures(m_turn, Clock::Time::max()))
                m_departed.push_back(room);
        }
        if (std::exchange(m_isTurnRequested, false))
            m_isBusy = false;
        m_cluster.flush();
    }
    void take(const OutgoingRecords &records, BrokerId from)
    {
        auto [sorter, isNew] = m_sorters.try_emplace(from, from);
        const QByteArray padded = records.records + QByteArray(ScanPadding, '\0');
        const QByteArray batch = QByteArray::fromRawData(
            padded.constData(), records.records.size());
        m_padded.push_back(padded);
        counts = sorter->second.sort(batch, view(batch), *this, [](const RecordView &) {});
    }
    void answer(const ProjectId &project, const std::vector<BrokerId> &brokers)
    {
        m_cluster.entered(project, brokers);
    }

    RecordSorter::Counts counts; ///< Counts of the last batch.

    // ClusterPort
    void enter(const ProjectId &project) override
    {
        std::set<BrokerId> &brokers = m_engine.entered[project.utf8()];
        brokers.insert(m_id);
        std::vector<BrokerId> others(brokers.begin(), brokers.end());
        std::erase(others, m_id);
        m_engine.answers.push_back({ this, project, others });
    }
    void leave(const ProjectId &project) override { m_engine.entered[project.utf8()].erase(m_id); }
    void noteClients(int) override { }
    void send(OutgoingRecords records) override
    {
        m_engine.messages += records.messages;
        m_engine.queues[{ m_id, records.to }].push_back(std::move(records));
    }
    std::shared_ptr<const std::atomic<qint64>> waitingFor(BrokerId) override { return m_waiting; }

private:
    void admit(quint64 connection, Room &room)
    {
        const auto found = m_members.find(connection);
        if (found != m_members.end())
            room.join(*found->second, m_turn);
    }

    // ClusterRooms
    int threadOf(const ProjectId &) const override { return 0; }
    int threadCount() const override { return 1; }
    void entered(const ProjectId &, const std::vector<BrokerId> &) override { }
    void receive(int, IncomingRecords records) override
    {
        m_incoming += records.bytes;
        m_cluster.receive(std::move(records));
    }
    qint64 waitingFor(int) const override { return m_incoming; }
    void stopAwaiting(BrokerId) override { }
    void forget(BrokerId) override { }
    void sendRosters(BrokerId) override { }
    void beginAnew() override { }

    // RoomSchedule
    void onDeparture(Room &room) override { m_departed.push_back(&room); }
    void onBatchOpened(Room &room) override { m_batched.push_back(&room); }

    FakeEngine &m_engine;
    const BrokerId m_id;
    const std::shared_ptr<std::atomic<qint64>> m_waiting;
    FakeClock m_clock;
    EnvelopeScanner m_scanner;
    MessageCompression m_compression { m_clock };
    BufferPool m_buffers;
    TurnBudget m_budget;
    RoomMetrics m_counts;
    TimerQueue m_deadlines;
    Turn m_turn { m_clock.wallMs, m_clock, m_scanner, m_compression, m_buffers, m_budget, m_counts,
        0 };
    TrafficSampler m_sampler { 1000, 0, [] {} };
    bool m_isBusy = false;
    int m_looksLeft = 0;
    bool m_isTurnRequested = false;
    std::vector<Room *> m_batched;
    std::vector<Room *> m_departed;
    std::atomic<qint64> m_incoming { 0 };
    RoomTable m_rooms;
    quint64 m_connections = 0;
    std::map<quint64, std::unique_ptr<FakeMember>> m_members;
    std::vector<std::unique_ptr<FakeMember>> m_gone;
    std::map<BrokerId, RecordSorter> m_sorters;
    std::deque<QByteArray> m_padded;
    RoomCluster m_cluster { *this,
        RoomCluster::Thread { 0, m_rooms, m_deadlines, m_sampler, m_incoming,
            [this]() -> Turn & { return m_turn; }, [this] { m_isTurnRequested = true; },
            [this](quint64 connection, Room &room) { admit(connection, room); }, [](Room &) {},
            [this](quint64 connection, quint16 code, std::string_view reason) {
                const auto found = m_members.find(connection);
                if (found == m_members.end())
                    return;
                found->second->close(code, reason);
                disconnect(*found->second);
            },
            [this] {
                m_isBusy = m_isBusy || (m_looksLeft > 0 && --m_looksLeft == 0);
                return m_isBusy;
            } } };
};

inline bool FakeEngine::isIdle() const
{
    return answers.empty() && std::all_of(queues.begin(), queues.end(), [](const auto &entry) {
        return entry.second.empty();
    });
}

inline void FakeEngine::deliverOne(const std::pair<BrokerId, BrokerId> &pair)
{
    std::deque<OutgoingRecords> &queue = queues[pair];
    const OutgoingRecords records = std::move(queue.front());
    queue.pop_front();
    if (const auto node = nodes.find(pair.second); node != nodes.end())
        node->second->take(records, pair.first);
}

inline void FakeEngine::answerOne()
{
    const Answer answer = std::move(answers.front());
    answers.pop_front();
    answer.node->answer(answer.project, answer.brokers);
}

} // namespace broadcaster
