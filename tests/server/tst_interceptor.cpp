// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/interceptor.h"

#include "roomfixture.h"

#include <QtTest/QtTest>

using namespace broadcaster;

namespace {

const QByteArray ToAgents = R"({"type":"query","to":{"type":"data-agent"}})";
const QByteArray ToAll = R"({"type":"news"})";

/// Treats each message as a test says.
class TestInterceptor final : public Interceptor {
public:
    bool onMessage(Room &room, const Member &sender, const Envelope &envelope, Turn &turn) override
    {
        const QByteArray text(envelope.bytes.data(), static_cast<qsizetype>(envelope.bytes.size()));
        seen += text;
        if (passes)
            return true;
        if (!edit.isEmpty())
            room.deliver(sender.info().id, sender.type(), edit, turn);
        else
            held.push_back({ sender.info().id, sender.type(), text });
        return false;
    }

    struct Held {
        ClientId sender;
        ClientType type;
        QByteArray text;
    };
    std::vector<Held> held;
    QList<QByteArray> seen;
    QByteArray edit;
    bool passes = false;
};

} // namespace

class InterceptorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seesMessagesBetweenClientsOnly();
    void dropsAndHolds();
    void deliversForASenderThatLeft();
    void edits();
    void whatItDeliversIsChecked();
};

void InterceptorTest::seesMessagesBetweenClientsOnly()
{
    RoomFixture fixture;
    TestInterceptor interceptor;
    interceptor.passes = true;
    fixture.room.setInterceptor(&interceptor);
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &agent = fixture.join(ClientType::DataAgent);
    fixture.receive(sender, R"({"type":"PING"})");
    fixture.receive(sender, "invalid");
    QVERIFY(interceptor.seen.isEmpty());
    fixture.receive(sender, ToAgents);
    QCOMPARE(interceptor.seen, QList<QByteArray>({ ToAgents }));
    QCOMPARE(agent.texts.size(), 1);
    fixture.room.setInterceptor(nullptr);
    fixture.receive(sender, ToAgents);
    QCOMPARE(interceptor.seen.size(), 1);
    QCOMPARE(agent.texts.size(), 2);
}

void InterceptorTest::dropsAndHolds()
{
    RoomFixture fixture;
    fixture.sampler.attach(1);
    TestInterceptor interceptor;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &agent = fixture.join(ClientType::DataAgent);
    FakeMember &admin = fixture.join(ClientType::Admin);
    (void)fixture.sampler.take();
    fixture.room.setInterceptor(&interceptor);
    fixture.receive(sender, ToAgents);
    QVERIFY(fixture.endTurn());
    QVERIFY(agent.texts.isEmpty() && admin.texts.isEmpty());
    QVERIFY(fixture.sampler.isEmpty()); // Observers see delivered messages.

    QCOMPARE(interceptor.held.size(), 1U);
    const TestInterceptor::Held held = interceptor.held[0];
    fixture.turn.nowMs += 5000;
    QCOMPARE(fixture.room.deliver(held.sender, held.type, held.text, fixture.turn), ScanResult::Ok);
    QVERIFY(fixture.endTurn());
    QCOMPARE(agent.texts.size(), 1);
    QCOMPARE(admin.texts, agent.texts);
    const TrafficBatchPointer batch = fixture.sampler.take();
    QVERIFY(batch);
    QCOMPARE(batch->records.size(), 1U);
    QCOMPARE(batch->records[0].timeMs, fixture.turn.nowMs);
    QCOMPARE(agent.records, QList<quint64>({ batch->records[0].number }));
}

void InterceptorTest::deliversForASenderThatLeft()
{
    RoomFixture fixture;
    TestInterceptor interceptor;
    fixture.room.setInterceptor(&interceptor);
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &peer = fixture.join(ClientType::Runtime);
    fixture.receive(sender, ToAll);
    const QByteArray id = sender.idText();
    fixture.leave(sender);
    QVERIFY(fixture.endTurn());
    QCOMPARE(value(peer.takeTexts().value(0), "type"), QByteArray("client_left"));
    const TestInterceptor::Held held = interceptor.held.at(0);
    QCOMPARE(fixture.room.deliver(held.sender, held.type, held.text, fixture.turn), ScanResult::Ok);
    QCOMPARE(peer.texts.size(), 1);
    QCOMPARE(value(peer.texts[0], "id", "from"), id);
    QVERIFY(sender.texts.isEmpty());
}

void InterceptorTest::edits()
{
    RoomFixture fixture;
    TestInterceptor interceptor;
    interceptor.edit = R"({"type":"edited","to":{"type":"admin"}})";
    fixture.room.setInterceptor(&interceptor);
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &agent = fixture.join(ClientType::DataAgent);
    FakeMember &admin = fixture.join(ClientType::Admin);
    fixture.receive(sender, ToAgents);
    QVERIFY(fixture.endTurn());
    QVERIFY(agent.texts.isEmpty());
    QCOMPARE(value(admin.texts.value(0), "type"), QByteArray("edited"));
    QCOMPARE(value(admin.texts[0], "id", "from"), sender.idText());
}

void InterceptorTest::whatItDeliversIsChecked()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &agent = fixture.join(ClientType::DataAgent);
    const ClientId id = sender.info().id;
    QCOMPARE(
        fixture.room.deliver(id, sender.type(), "invalid", fixture.turn), ScanResult::InvalidJson);
    QCOMPARE(fixture.room.deliver(id, sender.type(), R"({"type":"PING"})", fixture.turn),
        ScanResult::Ok);
    QVERIFY(fixture.endTurn());
    QVERIFY(agent.texts.isEmpty() && sender.texts.isEmpty());
}

QTEST_GUILESS_MAIN(InterceptorTest)
#include "tst_interceptor.moc"
