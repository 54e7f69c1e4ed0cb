// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "roomfixture.h"

#include "server/api/bytes.h"
#include "server/base/tuning.h"
#include "server/rooms/explanation.h"

#include <QtTest/QtTest>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

const QByteArray ToAgents = R"({"type":"query","to":{"type":"data-agent"}})";
const QByteArray ToAll = R"({"type":"news"})";

} // namespace

class RoomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void greetsWhoJoins();
    void tellsOfThoseWhoLeft();
    void tellsNobodyWhileStopping();
    void stampsTheSender();
    void keepsTheOrderOfEachReceiver();
    void sendsABatchInSlices();
    void chargesTheSendersProject();
    void answersPings();
    void answersInvalidMessagesUntilThereAreTooMany();
    void endsTextThatIsNotUtf8();
    void holdsClientsToTheRate();
    void publishesToThoseWhoTakeOutput();
    void compressesOnceForAll();
    void countsMessages();
    void countsWhatWasNotDelivered();
    void knowsTheLastMessageOfEachClient();
};

void RoomTest::greetsWhoJoins()
{
    RoomFixture fixture;
    fixture.join(ClientType::Admin);
    FakeMember member(ClientType::Runtime, 7);
    fixture.turn.nowMs = 1234;
    fixture.room.join(member, fixture.turn);
    QCOMPARE(member.texts.size(), 1);
    QCOMPARE(value(member.texts[0], "type"), QByteArray("connected"));
    const QByteArray greeting = member.texts[0];
    QCOMPARE(value(greeting, "clientId", "payload"), member.idText());
    QCOMPARE(value(greeting, "clientCount", "payload"), QByteArray("2"));
    QCOMPARE(value(greeting, "timestamp", "payload"), QByteArray("1234"));
    QVERIFY(member.group);
    QCOMPARE(fixture.room.info().lastActivityMs, 1234);
    fixture.leave(member);
    QVERIFY(!member.group);
}

void RoomTest::tellsOfThoseWhoLeft()
{
    RoomFixture fixture;
    FakeMember &first = fixture.join(ClientType::Runtime);
    FakeMember &second = fixture.join(ClientType::Runtime);
    FakeMember &stays = fixture.join(ClientType::Admin);
    fixture.leave(first);
    fixture.leave(second);
    FakeMember &late = fixture.join(ClientType::Admin);
    QVERIFY(stays.texts.isEmpty()); // They are told together, later.
    QVERIFY(fixture.endTurn());
    QCOMPARE(stays.texts.size(), 2);
    QCOMPARE(value(stays.texts[0], "clientId", "payload"), first.idText());
    QCOMPARE(value(stays.texts[0], "clientCount", "payload"), QByteArray("2"));
    QCOMPARE(value(stays.texts[1], "clientId", "payload"), second.idText());
    QCOMPARE(value(stays.texts[1], "clientCount", "payload"), QByteArray("1"));
    QVERIFY(late.texts.isEmpty()); // It never saw them.
    QVERIFY(first.texts.isEmpty());
}

void RoomTest::tellsNobodyWhileStopping()
{
    RoomFixture fixture;
    FakeMember &leaves = fixture.join(ClientType::Runtime);
    FakeMember &stays = fixture.join(ClientType::Runtime);
    fixture.room.leave(leaves, Room::Farewell::Silent, fixture.turn);
    QVERIFY(!fixture.wantsFarewells);
    QVERIFY(stays.texts.isEmpty());
}

void RoomTest::stampsTheSender()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &agent = fixture.join(ClientType::DataAgent);
    fixture.receive(
        sender, R"({"type":"q","from":{"type":"admin","id":"x"},"to":{"type":"data-agent"}})");
    QCOMPARE(agent.texts.size(), 1); // One receiver: it waits for no batch.
    QCOMPARE(value(agent.texts[0], "type", "from"), QByteArray("runtime"));
    QCOMPARE(value(agent.texts[0], "id", "from"), sender.idText());
    QVERIFY(sender.texts.isEmpty());
}

void RoomTest::keepsTheOrderOfEachReceiver()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &one = fixture.join(ClientType::DataAgent);
    FakeMember &other = fixture.join(ClientType::DataAgent);
    const QByteArray toOne = R"({"type":"3","to":{"id":")" + one.idText() + R"("}})";
    fixture.receive(sender, R"({"type":"1"})");
    fixture.receive(sender, R"({"type":"2"})");
    QVERIFY(one.texts.isEmpty()); // Both are in one batch.
    fixture.receive(sender, toOne);
    fixture.receive(sender, R"({"type":"4"})");
    QVERIFY(fixture.endTurn());
    QList<QByteArray> types;
    for (const QByteArray &text : std::as_const(one.texts))
        types += value(text, "type");
    QCOMPARE(types, QList<QByteArray>({ "1", "2", "3", "4" }));
    types.clear();
    for (const QByteArray &text : std::as_const(other.texts))
        types += value(text, "type");
    QCOMPARE(types, QList<QByteArray>({ "1", "2", "4" }));
}

void RoomTest::sendsABatchInSlices()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    for (int i = 0; i < 100; ++i)
        fixture.join(ClientType::DataAgent);
    fixture.receive(sender, ToAll);
    const auto served = [&] {
        return std::count_if(fixture.members.begin(), fixture.members.end(),
            [](const auto &member) { return !member->texts.isEmpty(); });
    };
    fixture.clock.step = 1ms;
    QVERIFY(!fixture.room.sendBatch(fixture.clock, fixture.clock.time)); // Time is over at once.
    QCOMPARE(served(), static_cast<qsizetype>(limits::SendsPerLook));
    fixture.receive(sender, R"({"type":"later"})"); // Not added to a batch that is under way.
    QVERIFY(fixture.endTurn());
    QCOMPARE(served(), 100);
    for (const auto &member : fixture.members) {
        if (member.get() != &sender) {
            QCOMPARE(member->texts.size(), 2);
            QCOMPARE(value(member->texts[1], "type"), QByteArray("later"));
        }
    }
}

void RoomTest::chargesTheSendersProject()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    for (int i = 0; i < 1000; ++i)
        fixture.join(ClientType::DataAgent);
    fixture.budget.setGroup(sender.group);
    QVERIFY(!fixture.budget.owesMuch(sender.group));
    while (!fixture.budget.owesMuch(sender.group))
        fixture.receive(sender, ToAll);
    QVERIFY(fixture.endTurn());
}

void RoomTest::answersPings()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &other = fixture.join(ClientType::Admin);
    fixture.turn.nowMs = 99;
    fixture.receive(sender, R"({"type":"PING","payload":{"timestamp":42}})");
    QCOMPARE(sender.texts.size(), 1);
    QCOMPARE(value(sender.texts[0], "timestamp", "payload"), QByteArray("99"));
    QCOMPARE(value(sender.texts[0], "originalTimestamp", "payload"), QByteArray("42"));
    QVERIFY(fixture.endTurn());
    QVERIFY(other.texts.isEmpty());
}

void RoomTest::answersInvalidMessagesUntilThereAreTooMany()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    for (int i = 0; i < limits::MaxInvalidMessageRate; ++i)
        fixture.receive(sender, R"({"to":1})");
    QCOMPARE(sender.texts.size(), limits::MaxInvalidMessageRate);
    QCOMPARE(value(sender.texts[0], "type"), QByteArray("error"));
    QVERIFY(!sender.isClosed);
    QCOMPARE(fixture.counts.rejected[static_cast<size_t>(ScanResult::InvalidTo)],
        limits::MaxInvalidMessageRate);
    fixture.turn.nowMs += 1000; // Another second's worth.
    fixture.receive(sender, "nothing");
    QVERIFY(!sender.isClosed);
    for (int i = 0; i < limits::MaxInvalidMessageRate; ++i)
        fixture.receive(sender, "nothing");
    QCOMPARE(sender.closeCode(), 1008);
}

void RoomTest::endsTextThatIsNotUtf8()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    fixture.receive(sender, "{\"a\":\"\xff\"}", Opcode::Binary);
    QVERIFY(!sender.isClosed);
    QCOMPARE(sender.texts.size(), 1);
    fixture.receive(sender, "{\"a\":\"\xff\"}", Opcode::Text);
    QCOMPARE(sender.closeCode(), 1007);
    QCOMPARE(sender.texts.size(), 1);
}

void RoomTest::holdsClientsToTheRate()
{
    RoomFixture fixture;
    fixture.turn.maxMessageRate = 2;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &agent = fixture.join(ClientType::DataAgent);
    for (int i = 0; i < 3; ++i)
        fixture.receive(sender, ToAgents);
    QCOMPARE(agent.takeTexts().size(), 2);
    QCOMPARE(sender.takeTexts().size(), 1); // A warning.
    QCOMPARE(fixture.counts.tooFast, 1);
    fixture.turn.nowMs += 1000;
    QVERIFY(fixture.room.admitControl(sender, fixture.turn));
    fixture.receive(sender, ToAgents);
    QCOMPARE(agent.takeTexts().size(), 1);
    QVERIFY(!fixture.room.admitControl(sender, fixture.turn));
    for (int i = 0; i < 2; ++i)
        fixture.receive(sender, ToAgents);
    QVERIFY(agent.texts.isEmpty());
    QCOMPARE(sender.closeCode(), closecode::SendsTooFast);
}

void RoomTest::compressesOnceForAll()
{
    RoomFixture fixture;
    FakeMember &plain = fixture.join(ClientType::Runtime);
    FakeMember &sender = fixture.join(ClientType::DataAgent);
    std::vector<FakeMember *> compressing;
    for (const Compression form :
        { Compression::FullWindow, Compression::FullWindow, Compression::SmallWindow })
        compressing.push_back(&fixture.join(ClientType::Runtime, false, form));

    const QByteArray text = R"({"type":"rows","payload":")" + QByteArray(3000, 'x') + R"("})";
    const auto check = [&](qint64 messages) {
        QVERIFY(fixture.endTurn());
        const QList<QByteArray> texts = plain.takeTexts();
        QCOMPARE(texts.size(), 1);
        QVERIFY(texts.constFirst().size() > 3000);
        for (FakeMember *member : compressing) {
            const QList<QByteArray> own = member->takeTexts();
            QCOMPARE(own.size(), 1);
            QVERIFY(own.constFirst().size() < 300);
            QCOMPARE(fixture.compression.decompress(view(own.constFirst()), 10'000),
                Inflater::Result::Ok);
            const std::span<char> message = fixture.compression.message();
            QCOMPARE(QByteArray(message.data(), static_cast<qsizetype>(message.size())),
                texts.constFirst());
        }
        // Each form once, however many get it.
        QCOMPARE(fixture.compression.counts().sent.messages, messages);
    };
    fixture.receive(sender, text);
    check(2);
    const QByteArray padded = text + QByteArray(ScanPadding, '\0');
    Envelope envelope;
    QCOMPARE(
        fixture.scanner.scan({ padded.constData(), static_cast<size_t>(text.size()) }, envelope),
        ScanResult::Ok);
    (void)fixture.room.publish(envelope, fixture.turn);
    sender.texts.clear();
    check(4);
}

void RoomTest::publishesToThoseWhoTakeOutput()
{
    RoomFixture fixture;
    FakeMember &agent = fixture.join(ClientType::DataAgent);
    fixture.join(ClientType::DataAgent).accepts = false;
    fixture.join(ClientType::Admin);
    const QByteArray padded = ToAgents + QByteArray(ScanPadding, '\0');
    Envelope envelope;
    QCOMPARE(fixture.scanner.scan(
                 { padded.constData(), static_cast<size_t>(ToAgents.size()) }, envelope),
        ScanResult::Ok);
    QCOMPARE(explain(envelope, &fixture.room.members(), nullptr, 0).reach, (Reach { 2, 1, 3 }));
    QCOMPARE(fixture.room.publish(envelope, fixture.turn), (Reach { 1, 1, 3 }));
    QCOMPARE(value(agent.texts.value(0), "type", "from"), "system");
}

void RoomTest::countsMessages()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    fixture.receive(sender, ToAll);
    fixture.receive(sender, "invalid");
    QCOMPARE(fixture.room.messageCount(), 2);
    fixture.room.takeMessageCount();
    QCOMPARE(fixture.room.messageCount(), 0);
    QCOMPARE(fixture.room.summary().messages, 2);
    sender.counts.messagesIn = 2;
    sender.waiting = 10;
    QCOMPARE(fixture.room.metrics().queueBytes, 10);
    fixture.leave(sender);
    QCOMPARE(fixture.room.metrics().traffic.messagesIn, 2); // Counts of clients that left, too.
    QCOMPARE(fixture.room.metrics().queueBytes, 0);
}

void RoomTest::countsWhatWasNotDelivered()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    fixture.join(ClientType::Admin);
    fixture.join(ClientType::Admin);
    const QByteArray toNobody = R"({"to":{"id":"gone"}})";
    for (int i = 0; i < 3; ++i)
        fixture.receive(sender, toNobody); // The admins get copies, by one batch.
    fixture.receive(sender, ToAgents);
    fixture.receive(sender, ToAll); // It needs nobody.
    fixture.receive(sender, R"({"to":{"type":"admin"}})");
    fixture.receive(sender, R"({"type":"PING"})");
    fixture.receive(sender, "broken");
    fixture.room.noteDropped();
    const ProjectSummary summary = fixture.room.summary();
    QCOMPARE(summary.messages, 8);
    QCOMPARE(summary.bytes,
        3 * toNobody.size() + ToAgents.size() + ToAll.size() + qstrlen(R"({"to":{"type":"admin"}})")
            + qstrlen(R"({"type":"PING"})") + qstrlen("broken"));
    QCOMPARE(summary.toNobody, 4);
    QCOMPARE(summary.rejected, 1);
    QCOMPARE(summary.dropped, 1);
    fixture.turn.maxMessageRate = 1;
    fixture.receive(sender, ToAll);
    fixture.receive(sender, ToAll);
    QCOMPARE(fixture.room.summary().rejected, 2);
    QVERIFY(fixture.endTurn());
}

void RoomTest::knowsTheLastMessageOfEachClient()
{
    RoomFixture fixture;
    FakeMember &sender = fixture.join(ClientType::Runtime);
    FakeMember &agent = fixture.join(ClientType::DataAgent);
    QCOMPARE(sender.snapshot().lastMessageMs, 0);
    for (const QByteArray &message : { ToAgents, QByteArray("invalid") }) {
        fixture.turn.nowMs += 1'000;
        fixture.receive(sender, message);
        QCOMPARE(sender.snapshot().lastMessageMs, fixture.turn.nowMs);
    }
    QCOMPARE(agent.snapshot().lastMessageMs, 0); // It has only received.
}

QTEST_GUILESS_MAIN(RoomTest)
#include "tst_room.moc"
