// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "clusternode.h"

#include "server/api/closecode.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QtTest>

using namespace broadcaster;

namespace {

const ProjectId Shop = *ProjectId::fromUtf8("shop");

/// Three brokers and the engine between them.
struct Cluster {
    FakeEngine engine;
    std::array<ClusterNode, 3> nodes { ClusterNode { engine, BrokerId(1) },
        ClusterNode { engine, BrokerId(2) }, ClusterNode { engine, BrokerId(3) } };

    /// Everything under way arrives.
    void settle()
    {
        for (int quiet = 0; quiet < 3;) {
            QCoreApplication::processEvents();
            for (ClusterNode &node : nodes)
                node.endTurn();
            quiet = engine.isIdle() ? quiet + 1 : 0;
            while (!engine.answers.empty())
                engine.answerOne();
            for (auto &[pair, queue] : engine.queues) {
                while (!queue.empty())
                    engine.deliverOne(pair);
            }
        }
    }
    FakeMember &join(int node, ClientType type, const ProjectId &project = Shop)
    {
        FakeMember &member = nodes[static_cast<size_t>(node)].connect(project, type);
        settle();
        return member;
    }
};

QByteArray message(const QByteArray &to, int number = 0)
{
    return R"({"type":"t","to":)" + to + R"(,"payload":)" + QByteArray::number(number) + '}';
}

QByteArray toClient(const FakeMember &member)
{
    return R"({"id":")" + member.idText() + R"("})";
}

/// A project with many messages from one broker to another, and a neighbour of it.
struct Neighbours : Cluster {
    const ProjectId neighbour = *ProjectId::fromUtf8("neighbour");
    FakeMember &runtime = join(0, ClientType::Runtime);
    FakeMember &agent = join(1, ClientType::DataAgent);
    FakeMember &quiet = join(0, ClientType::Runtime, neighbour);
    FakeMember &other = join(1, ClientType::DataAgent, neighbour);

    /// As many to `agent`, then one to `other`, in one turn.
    void send(int many)
    {
        for (int i = 0; i < many; ++i)
            nodes[0].send(runtime, message(toClient(agent), i));
        nodes[0].send(quiet, message(toClient(other)));
        nodes[0].endTurn();
    }
};

/// The texts of a type that the member got; the others are kept.
QList<QByteArray> taken(FakeMember &member, const QByteArray &type)
{
    QList<QByteArray> found;
    for (const QByteArray &text : member.texts) {
        if (value(text, "type") == type)
            found.append(text);
    }
    member.texts.removeIf([&](const QByteArray &text) { return value(text, "type") == type; });
    return found;
}

} // namespace

class RoomClusterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsTheClientsOfAllBrokers();
    void routesToOtherBrokers_data();
    void routesToOtherBrokers();
    void mirrorsToAdminsElsewhere();
    void sendsNothingWhereNobodyIs();
    void tellsOfClientsThatLeftElsewhere();
    void forgetsABrokerThatIsGone();
    void letsClientsInWithoutAnAnswer();
    void forgetsItselfWhenTheLastClientLeaves();
    void refusesMessagesWhileTheQueueIsFull();
    void goesOnWhenTheBudgetIsSpent();
    void projectsTakeTurns();
    void farewellsComeLast();
    void repairsARosterThatWasMissed();
    void repairsAGoodbyeThatWasMissed();
    void beginsAnewWithTheSharedProjectsOnly();
    void agreesWithOneBroker_data();
    void agreesWithOneBroker();
};

void RoomClusterTest::countsTheClientsOfAllBrokers()
{
    Cluster cluster;
    FakeMember &first = cluster.join(0, ClientType::Runtime);
    FakeMember &second = cluster.join(1, ClientType::DataAgent);
    FakeMember &third = cluster.join(2, ClientType::Admin);
    QCOMPARE(value(first.texts.first(), "clientCount", "payload"), QByteArray("1"));
    QCOMPARE(value(second.texts.first(), "clientCount", "payload"), QByteArray("2"));
    QCOMPARE(value(third.texts.first(), "clientCount", "payload"), QByteArray("3"));
    for (const ClusterNode &node : cluster.nodes)
        QCOMPARE(node.room(Shop)->clientCount(), 3);
    cluster.join(0, ClientType::Runtime, *ProjectId::fromUtf8("other"));
    QCOMPARE(cluster.nodes[1].room(Shop)->clientCount(), 3);
}

void RoomClusterTest::routesToOtherBrokers_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QList<int>>(
        "receivers"); // Indexes of runtime 0, agent 1, agent 2, admin 3, runtime 4.
    QTest::newRow("broadcast") << QByteArray("null") << QList<int> { 1, 2, 4 };
    QTest::newRow("to a type") << QByteArray(R"({"type":"data-agent"})") << QList<int> { 1, 2, 3 };
    QTest::newRow("to the own type") << QByteArray(R"({"type":"runtime"})") << QList<int> { 3, 4 };
    QTest::newRow("to admins") << QByteArray(R"({"type":"admin"})") << QList<int> { 3 };
    QTest::newRow("to an unknown type") << QByteArray(R"({"type":"other"})") << QList<int> { 3 };
    QTest::newRow("to nobody") << QByteArray(R"({"id":"x"})") << QList<int> { 3 };
}

void RoomClusterTest::routesToOtherBrokers()
{
    QFETCH(const QByteArray, to);
    QFETCH(const QList<int>, receivers);
    Cluster cluster;
    const std::array<FakeMember *, 5> members { &cluster.join(0, ClientType::Runtime),
        &cluster.join(1, ClientType::DataAgent), &cluster.join(2, ClientType::DataAgent),
        &cluster.join(2, ClientType::Admin), &cluster.join(1, ClientType::Runtime) };
    for (FakeMember *member : members)
        member->texts.clear();
    cluster.nodes[0].send(*members[0], message(to));
    cluster.settle();
    for (int i = 0; i < 5; ++i) {
        const QList<QByteArray> got = taken(*members[static_cast<size_t>(i)], "t");
        QCOMPARE(got.size(), receivers.contains(i) ? 1 : 0);
        if (!got.isEmpty())
            QCOMPARE(value(got.first(), "id", "from"), members[0]->idText());
    }
}

void RoomClusterTest::mirrorsToAdminsElsewhere()
{
    Cluster cluster;
    FakeMember &runtime = cluster.join(0, ClientType::Runtime);
    FakeMember &agent = cluster.join(1, ClientType::DataAgent);
    FakeMember &admin = cluster.join(2, ClientType::Admin);
    cluster.nodes[0].send(runtime, message(toClient(agent)));
    cluster.settle();
    QCOMPARE(taken(agent, "t").size(), 1);
    QCOMPARE(taken(admin, "t").size(), 1);
    // An admin that is addressed gets it once.
    cluster.nodes[0].send(runtime, message(toClient(admin)));
    cluster.settle();
    QCOMPARE(taken(admin, "t").size(), 1);
    // The sender itself is a receiver like any other.
    cluster.nodes[2].send(admin, message(toClient(admin)));
    cluster.settle();
    QCOMPARE(taken(admin, "t").size(), 1);
    QCOMPARE(taken(agent, "t").size(), 0);
}

void RoomClusterTest::sendsNothingWhereNobodyIs()
{
    Cluster cluster;
    FakeMember &runtime = cluster.join(0, ClientType::Runtime);
    FakeMember &agent = cluster.join(1, ClientType::DataAgent);
    cluster.join(2, ClientType::Runtime);
    cluster.engine.messages = 0;
    cluster.nodes[0].send(runtime, message(toClient(agent)));
    cluster.settle();
    QCOMPARE(cluster.engine.messages, 1);
    cluster.nodes[0].send(runtime, message(R"({"type":"admin"})"));
    cluster.settle();
    QCOMPARE(cluster.engine.messages, 1);
    QCOMPARE(cluster.nodes[0].room(Shop)->summary().toNobody, 1);
}

void RoomClusterTest::tellsOfClientsThatLeftElsewhere()
{
    Cluster cluster;
    FakeMember &runtime = cluster.join(0, ClientType::Runtime);
    FakeMember &agent = cluster.join(1, ClientType::DataAgent);
    cluster.join(1, ClientType::Runtime);
    const QByteArray left = agent.idText();
    cluster.nodes[1].disconnect(agent);
    cluster.settle();
    const QList<QByteArray> told = taken(runtime, "client_left");
    QCOMPARE(told.size(), 1);
    QCOMPARE(value(told.first(), "clientId", "payload"), left);
    QCOMPARE(value(told.first(), "clientType", "payload"), QByteArray("data-agent"));
    QCOMPARE(value(told.first(), "clientCount", "payload"), QByteArray("2"));
}

void RoomClusterTest::forgetsABrokerThatIsGone()
{
    Cluster cluster;
    FakeMember &runtime = cluster.join(0, ClientType::Runtime);
    QSet<QByteArray> lost;
    for (int i = 0; i < 3; ++i)
        lost.insert(cluster.join(1, ClientType::DataAgent).idText());
    cluster.nodes[0].cluster().forget(BrokerId(2));
    cluster.nodes[0].cluster().forget(BrokerId(2));
    cluster.settle();
    QCOMPARE(cluster.nodes[0].room(Shop)->clientCount(), 1);
    const QList<QByteArray> told = taken(runtime, "client_left");
    QCOMPARE(told.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(lost.remove(value(told[i], "clientId", "payload")));
        QCOMPARE(value(told[i], "clientCount", "payload"), QByteArray::number(3 - i));
    }
}

void RoomClusterTest::letsClientsInWithoutAnAnswer()
{
    Cluster cluster;
    FakeMember &runtime = cluster.nodes[0].connect(Shop, ClientType::Runtime);
    QVERIFY(!runtime.room);
    QTRY_VERIFY(runtime.room); // After limits::ClusterEnterTimeout.
    QCOMPARE(value(runtime.texts.first(), "type"), QByteArray("connected"));
    // A broker that was known to the register but does not listen.
    FakeMember &other = cluster.nodes[1].connect(Shop, ClientType::Runtime);
    cluster.engine.answers.clear();
    cluster.nodes[1].answer(Shop, { BrokerId(77) });
    QVERIFY(!other.room);
    cluster.nodes[1].cluster().stopAwaiting(BrokerId(77));
    QVERIFY(other.room);
}

void RoomClusterTest::forgetsItselfWhenTheLastClientLeaves()
{
    Cluster cluster;
    FakeMember &runtime = cluster.join(0, ClientType::Runtime);
    FakeMember &agent = cluster.join(1, ClientType::DataAgent);
    cluster.nodes[1].disconnect(agent);
    cluster.settle();
    QVERIFY(!cluster.nodes[1].room(Shop)->peers());
    QVERIFY(!cluster.nodes[0].room(Shop)->peers()->isShared());
    QCOMPARE(cluster.engine.entered["shop"].size(), size_t(1));
    QCOMPARE(taken(runtime, "client_left").size(), 1);
    // It comes back like a new one.
    FakeMember &back = cluster.join(1, ClientType::DataAgent);
    QCOMPARE(value(back.texts.first(), "clientCount", "payload"), QByteArray("2"));
    cluster.nodes[0].send(runtime, message("null"));
    cluster.settle();
    QCOMPARE(taken(back, "t").size(), 1);
}

void RoomClusterTest::refusesMessagesWhileTheQueueIsFull()
{
    Cluster cluster;
    FakeMember &runtime = cluster.join(0, ClientType::Runtime);
    FakeMember &local = cluster.join(0, ClientType::Runtime);
    FakeMember &agent = cluster.join(1, ClientType::DataAgent);
    cluster.nodes[0].setFull(true);
    cluster.nodes[0].send(runtime, message("null"));
    cluster.nodes[0].endTurn();
    const std::pair pair { BrokerId(1), BrokerId(2) };
    QCOMPARE(cluster.engine.queues[pair].front().refused, 1U);
    QCOMPARE(cluster.engine.queues[pair].front().messages, 0U);
    // Joins are told all the same.
    FakeMember &late = cluster.join(0, ClientType::Runtime);
    QCOMPARE(cluster.nodes[1].room(Shop)->clientCount(), 4);
    cluster.nodes[0].setFull(false);
    cluster.nodes[1].send(agent, message(toClient(late)));
    cluster.settle();
    QCOMPARE(taken(late, "t").size(), 1);
    QCOMPARE(taken(local, "t").size(), 1);
    QCOMPARE(taken(agent, "t").size(), 0);
}

void RoomClusterTest::goesOnWhenTheBudgetIsSpent()
{
    Cluster cluster;
    FakeMember &runtime = cluster.join(0, ClientType::Runtime);
    FakeMember &agent = cluster.join(1, ClientType::DataAgent);
    cluster.nodes[1].setBusyAfter(1);
    for (int i = 0; i < 3; ++i)
        cluster.nodes[0].send(runtime, message(toClient(agent), i));
    cluster.settle();
    const QList<QByteArray> got = taken(agent, "t");
    QCOMPARE(got.size(), 3);
    QCOMPARE(value(got.last(), "payload"), QByteArray("2"));
}

void RoomClusterTest::projectsTakeTurns()
{
    Neighbours cluster;
    constexpr int Many = 500;
    cluster.send(Many);
    cluster.nodes[1].setBusyAfter(limits::ClusterRecordsInTurn + 10);
    cluster.engine.deliverOne({ BrokerId(1), BrokerId(2) });
    // A turn ends after some time, so on a busy machine there are several.
    QList<QByteArray> agents;
    QList<QByteArray> others;
    const auto hasTurn = [&] {
        cluster.nodes[1].endTurn();
        agents += taken(cluster.agent, "t");
        others += taken(cluster.other, "t");
        return !others.isEmpty();
    };
    QVERIFY(QTest::qWaitFor(hasTurn));
    QCOMPARE(others.size(), 1);
    QVERIFY(agents.size() < Many);
    const auto hasAll = [&] {
        cluster.settle();
        agents += taken(cluster.agent, "t");
        return agents.size() >= Many;
    };
    QVERIFY(QTest::qWaitFor(hasAll));
    QCOMPARE(agents.size(), Many);
    QCOMPARE(value(agents.last(), "payload"), QByteArray::number(Many - 1));
}

void RoomClusterTest::farewellsComeLast()
{
    Neighbours cluster;
    cluster.send(200);
    cluster.engine.deliverOne({ BrokerId(1), BrokerId(2) });
    cluster.nodes[1].cluster().forget(BrokerId(1));
    cluster.settle();
    for (FakeMember *member : { &cluster.agent, &cluster.other }) {
        QCOMPARE(value(member->texts.last(), "type"), QByteArray("client_left"));
        QCOMPARE(taken(*member, "client_left").size(), 1);
    }
    QCOMPARE(taken(cluster.agent, "t").size(), 200);
    QCOMPARE(taken(cluster.other, "t").size(), 1);
}

void RoomClusterTest::repairsARosterThatWasMissed()
{
    Cluster cluster;
    FakeMember &runtime = cluster.join(0, ClientType::Runtime);
    FakeMember &agent = cluster.join(1, ClientType::DataAgent);
    cluster.nodes[1].connect(Shop, ClientType::DataAgent);
    cluster.nodes[1].disconnect(agent);
    cluster.nodes[1].endTurn();
    cluster.engine.queues.clear(); // The engine loses a join and a leave.
    cluster.settle();
    cluster.nodes[1].cluster().sendRosters(BrokerId(1));
    cluster.settle();
    QCOMPARE(cluster.nodes[0].room(Shop)->clientCount(), 2);
    QCOMPARE(taken(runtime, "client_left").size(), 1);
    cluster.nodes[1].cluster().sendRosters(BrokerId(1));
    cluster.settle();
    QCOMPARE(taken(runtime, "client_left").size(), 0);
}

void RoomClusterTest::repairsAGoodbyeThatWasMissed()
{
    for (const bool byRoster : { true, false }) {
        Cluster cluster;
        FakeMember &runtime = cluster.join(0, ClientType::Runtime);
        FakeMember &agent = cluster.join(1, ClientType::DataAgent);
        cluster.nodes[1].disconnect(agent);
        cluster.nodes[1].endTurn();
        cluster.engine.queues.clear(); // The engine loses the leave and the goodbye.
        cluster.settle();
        QCOMPARE(cluster.nodes[0].room(Shop)->clientCount(), 2);
        // The broker learns it by its own roster, or when it enters the project again.
        if (byRoster)
            cluster.nodes[0].cluster().sendRosters(BrokerId(2));
        else
            cluster.nodes[0].enter(Shop);
        cluster.settle();
        QCOMPARE(cluster.nodes[0].room(Shop)->clientCount(), 1);
        QCOMPARE(taken(runtime, "client_left").size(), 1);
    }
}

void RoomClusterTest::beginsAnewWithTheSharedProjectsOnly()
{
    Cluster cluster;
    const ProjectId alone = *ProjectId::fromUtf8("alone");
    FakeMember &shared = cluster.join(0, ClientType::Runtime);
    cluster.join(1, ClientType::DataAgent);
    FakeMember &own = cluster.join(0, ClientType::Runtime, alone);
    cluster.nodes[0].cluster().beginAnew();
    FakeMember &waiting = cluster.nodes[0].connect(Shop, ClientType::Admin);
    QVERIFY(!waiting.room);
    QTRY_VERIFY(shared.isClosed);
    QCOMPARE(shared.closeCode(), closecode::ServiceRestart);
    QVERIFY(!own.isClosed);
    cluster.settle();
    QVERIFY(waiting.room);
    QCOMPARE(value(waiting.texts.first(), "clientCount", "payload"), QByteArray("2"));
}

void RoomClusterTest::agreesWithOneBroker_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

namespace {

/// A random crowd on three brokers, and what each of its clients should have got.
class Crowd {
public:
    explicit Crowd(quint32 seed)
        : m_random(seed)
    {
    }

    void run()
    {
        for (int round = 0; round < 30; ++round) {
            for (int i = 0; i < 12; ++i)
                act();
            m_cluster.settle();
            checkCounts();
            checkDelivery();
        }
    }

private:
    struct Client {
        FakeMember *member;
        size_t node;
        bool isSettled = false; ///< All brokers know it.
    };

    /// Somebody comes, goes or speaks, or something arrives.
    void act()
    {
        const int what = m_random.bounded(10);
        if (what < 3 || m_clients.size() < 2) {
            const auto node = static_cast<size_t>(m_random.bounded(3));
            const auto type = static_cast<ClientType>(m_random.bounded(ClientTypeCount));
            m_clients.push_back({ &m_cluster.nodes[node].connect(Shop, type), node });
        } else if (what < 5) {
            const size_t index = m_random.bounded(static_cast<quint32>(m_clients.size()));
            const Client gone = m_clients[index];
            m_clients.erase(m_clients.begin() + static_cast<std::ptrdiff_t>(index));
            if (gone.isSettled)
                m_left.insert(gone.member->idText());
            m_cluster.nodes[gone.node].disconnect(*gone.member);
        } else if (!m_cluster.engine.answers.empty() && what < 7) {
            m_cluster.engine.answerOne();
        } else {
            for (auto &[pair, queue] : m_cluster.engine.queues) {
                if (!queue.empty() && m_random.bounded(2) == 0)
                    m_cluster.engine.deliverOne(pair);
            }
            m_cluster.nodes[static_cast<size_t>(m_random.bounded(3))].endTurn();
            QCoreApplication::processEvents();
        }
    }

    void checkCounts()
    {
        for (Client &client : m_clients) {
            QVERIFY(client.member->room);
            QCOMPARE(client.member->room->clientCount(), qsizetype(m_clients.size()));
            QSet<QByteArray> told;
            for (const QByteArray &text : taken(*client.member, "client_left")) {
                const QByteArray id = value(text, "clientId", "payload");
                QVERIFY2(!told.contains(id), "told twice");
                told.insert(id);
            }
            if (client.isSettled)
                QVERIFY((QSet<QByteArray>(m_left) - told).isEmpty());
            QVERIFY(!m_toldBefore[client.member].intersects(told));
            m_toldBefore[client.member].unite(told);
            client.isSettled = true;
            client.member->texts.clear();
            checkRoster(*client.member->room, m_cluster.nodes[client.node].id());
        }
        m_left.clear();
    }

    /// The members of other brokers are known as theirs.
    void checkRoster(const Room &room, BrokerId here)
    {
        QHash<QByteArray, BrokerId> brokers;
        for (const RosterMember &member : room.roster())
            brokers.insert(member.client.text(), member.broker);
        for (const Client &client : m_clients) {
            const BrokerId broker = m_cluster.nodes[client.node].id();
            QCOMPARE(brokers.value(client.member->idText(), BrokerId(99)),
                broker == here ? BrokerId() : broker);
        }
    }

    void checkDelivery()
    {
        QMap<const FakeMember *, QList<QByteArray>> expected;
        for (int i = 0; i < 20; ++i) {
            const Client &sender = pick();
            const QByteArray text = message(randomTarget(), i);
            QByteArray padded = text + QByteArray(ScanPadding, '\0');
            Envelope envelope;
            EnvelopeScanner scanner;
            QCOMPARE(scanner.scan({ padded.constData(), size_t(text.size()) }, envelope),
                ScanResult::Ok);
            for (const Client &client : m_clients) {
                const Verdict verdict = verdictFor(routeOf(envelope),
                    sender.member->idText().toStdString(), client.member->idText().toStdString(),
                    client.member->type());
                if (verdict == Verdict::Delivered || verdict == Verdict::Mirrored)
                    expected[client.member].append(sender.member->idText() + QByteArray::number(i));
            }
            m_cluster.nodes[sender.node].send(*sender.member, text);
            if (m_random.bounded(4) == 0)
                m_cluster.nodes[sender.node].endTurn();
        }
        m_cluster.settle();
        for (const Client &client : m_clients) {
            QMap<QByteArray, int> last; // The order of each sender's messages.
            QList<QByteArray> got;
            for (const QByteArray &text : taken(*client.member, "t")) {
                const QByteArray sender = value(text, "id", "from");
                const int number = value(text, "payload").toInt();
                QVERIFY(!last.contains(sender) || last[sender] < number);
                last[sender] = number;
                got.append(sender + QByteArray::number(number));
            }
            QList<QByteArray> wanted = expected[client.member];
            std::sort(got.begin(), got.end());
            std::sort(wanted.begin(), wanted.end());
            QCOMPARE(got, wanted);
        }
    }

    [[nodiscard]] const Client &pick()
    {
        return m_clients[m_random.bounded(static_cast<quint32>(m_clients.size()))];
    }
    [[nodiscard]] QByteArray randomTarget()
    {
        static const QByteArray types[] = { "runtime", "data-agent", "admin", "other" };
        switch (m_random.bounded(4)) {
        case 0:
            return "null";
        case 1:
            return R"({"type":")" + types[m_random.bounded(4)] + R"("})";
        case 2:
            return R"({"id":"11111111-2222-4333-8444-555555555555"})";
        default:
            return toClient(*pick().member);
        }
    }

    QRandomGenerator m_random;
    Cluster m_cluster;
    std::vector<Client> m_clients;
    QSet<QByteArray> m_left; ///< Known to all, and gone since the brokers last agreed.
    QHash<const FakeMember *, QSet<QByteArray>> m_toldBefore;
};

} // namespace

void RoomClusterTest::agreesWithOneBroker()
{
    QFETCH(const quint32, seed);
    Crowd(seed).run();
}

QTEST_GUILESS_MAIN(RoomClusterTest)
#include "tst_roomcluster.moc"
