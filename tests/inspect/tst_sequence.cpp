// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/sequence/mermaidtext.h"
#include "inspect/traffic/trafficstore.h"
#include "tests/support/trafficbatches.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using Fate = SequenceMessage::Fate;

Q_DECLARE_METATYPE(SomeMessage)

class SequenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsWhatTheRowNames_data();
    void drawsWhatTheRowNames();
    void drawsTheReceiversOfABroadcast();
    void drawsWhatWasDropped();
    void boundsTheHeads();
    void givesLanes();
    void boundsTheLanes();
    void writesMermaid();
    void escapesForMermaid_data();
    void escapesForMermaid();
    void refusesTooMuchForMermaid();
};

namespace {

const QByteArray SenderId = "8f1c0000-0000-4000-8000-000000000001";
const QByteArray TargetId = "41d00000-0000-4000-8000-000000000002";

TrafficMessage storedMessage(const SomeMessage &message)
{
    TrafficStore store({ 1'000, 1024 * 1024 });
    store.append(*BatchMaker().add(message).batch());
    return store.copyOf(0);
}

DeliveryLine deliveryLine(const QByteArray &id, ClientType type, Verdict verdict)
{
    return { ClientId::fromText(id), type, verdict };
}

SomeMessage broadcastTo(quint32 clients)
{
    SomeMessage message;
    message.kind = TrafficKind::Broadcast;
    message.target = {};
    message.targetType.reset();
    message.addressed = message.delivered = clients;
    message.number = 1;
    return message;
}

SequenceLine arrow(int from, int to, const QString &label)
{
    SequenceLine line;
    line.from = from;
    line.heads = { { to } };
    line.label = label;
    line.time = u"12:00"_s;
    return line;
}

} // namespace

void SequenceTest::drawsWhatTheRowNames_data()
{
    QTest::addColumn<SomeMessage>("message");
    QTest::addColumn<QList<QByteArray>>("heads"); // Empty ids: the broker.
    QTest::addColumn<int>("unlisted");
    QTest::addColumn<Fate>("fate");
    QTest::addColumn<bool>("countsUnnamed");
    using Ids = QList<QByteArray>;
    SomeMessage message;
    QTest::newRow("one") << message << Ids { TargetId } << 0 << Fate::Arrives << false;
    message.mirrored = 2;
    QTest::newRow("mirrored") << message << Ids { TargetId } << 2 << Fate::Arrives << true;
    message.mirrored = 0;
    message.addressed = message.delivered = 0;
    QTest::newRow("no such id") << message << Ids {} << 0 << Fate::Nobody << false;
    message.kind = TrafficKind::ToType;
    QTest::newRow("no such type") << message << Ids {} << 0 << Fate::Nobody << false;
    message.addressed = message.delivered = 3;
    QTest::newRow("type") << message << Ids {} << 3 << Fate::Arrives << true;
    message.addressed = TrafficRecord::UnknownCount;
    QTest::newRow("of a file") << message << Ids {} << 0 << Fate::Unknown << false;
    message.kind = TrafficKind::Ping;
    QTest::newRow("ping") << message << Ids { {} } << 0 << Fate::Arrives << false;
    message.kind = TrafficKind::Rejected;
    QTest::newRow("rejected") << message << Ids { {} } << 0 << Fate::Rejected << false;
    QTest::newRow("broadcast") << broadcastTo(7) << Ids {} << 7 << Fate::Arrives << true;
}

void SequenceTest::drawsWhatTheRowNames()
{
    QFETCH(const SomeMessage, message);
    QFETCH(const QList<QByteArray>, heads);
    QFETCH(const int, unlisted);
    QFETCH(const Fate, fate);
    QFETCH(const bool, countsUnnamed);
    const TrafficMessage kept = storedMessage(message);
    const SequenceMessage drawn = sequenceMessage(kept.row(), nullptr);
    QCOMPARE(drawn.from.id, SenderId);
    QList<QByteArray> ids;
    for (const SequenceHead &head : drawn.heads)
        ids.append(head.to.id);
    QCOMPARE(ids, heads);
    QCOMPARE(drawn.unlisted, static_cast<quint64>(unlisted));
    QCOMPARE(drawn.fate, fate);
    QCOMPARE(broadcaster::countsUnnamed(kept.row()), countsUnnamed);
}

void SequenceTest::drawsTheReceiversOfABroadcast()
{
    SomeMessage message = broadcastTo(2);
    message.mirrored = 1;
    const TrafficMessage kept = storedMessage(message);
    const QList<DeliveryLine> lines {
        deliveryLine(SenderId, ClientType::Runtime, Verdict::SkippedSender),
        deliveryLine("r2", ClientType::Runtime, Verdict::Delivered),
        deliveryLine("d1", ClientType::DataAgent, Verdict::Delivered),
        deliveryLine("a1", ClientType::Admin, Verdict::Mirrored),
    };
    const SequenceMessage drawn = sequenceMessage(kept.row(), &lines);
    QCOMPARE(drawn.heads.size(), size_t { 3 });
    QCOMPARE(drawn.heads[0].to.id, "r2"_ba);
    QVERIFY(!drawn.heads[1].isMirror);
    QVERIFY(drawn.heads[2].isMirror);
    QCOMPARE(drawn.unlisted, quint64 { 0 });
}

void SequenceTest::drawsWhatWasDropped()
{
    TrafficStore store({ 1'000, 1024 * 1024 });
    store.append(*BatchMaker().add(broadcastTo(3)).batch());
    DeliveryChange change { 1, ClientId::fromText("d1"), ClientType::DataAgent,
        DeliveryState::TooSlow };
    store.apply({ change });
    // Before the broker is asked, those that have not got it are known.
    const SequenceMessage drawn = sequenceMessage(store.at(0), nullptr);
    QCOMPARE(drawn.heads.size(), size_t { 1 });
    QCOMPARE(drawn.heads[0].to.id, "d1"_ba);
    QCOMPARE(drawn.heads[0].state, DeliveryState::TooSlow);
    QCOMPARE(drawn.unlisted, quint64 { 2 });
    const QList<DeliveryLine> lines { deliveryLine("r2", ClientType::Runtime, Verdict::Delivered),
        deliveryLine("d1", ClientType::DataAgent, Verdict::Delivered) };
    const SequenceMessage asked = sequenceMessage(store.at(0), &lines);
    QCOMPARE(asked.heads[0].state, DeliveryState::Sent);
    QCOMPARE(asked.heads[1].state, DeliveryState::TooSlow);
}

void SequenceTest::boundsTheHeads()
{
    constexpr int Many = 10'000;
    QList<DeliveryLine> lines;
    for (int i = 0; i < Many; ++i)
        lines.append(deliveryLine(QByteArray::number(i), ClientType::Runtime, Verdict::Delivered));
    const SequenceMessage drawn = sequenceMessage(storedMessage(broadcastTo(Many)).row(), &lines);
    QCOMPARE(drawn.heads.size(), SequenceMessage::MaxHeads);
    QCOMPARE(drawn.unlisted + drawn.heads.size(), quint64 { Many });
}

void SequenceTest::givesLanes()
{
    SequenceLanes lanes;
    SomeMessage message;
    addLanes(lanes, storedMessage(message).row());
    addLanes(lanes, storedMessage(message).row());
    QCOMPARE(lanes.count(), 2);
    QCOMPARE(lanes.at(1).id, TargetId);
    message.kind = TrafficKind::Ping;
    addLanes(lanes, storedMessage(message).row());
    QCOMPARE(lanes.count(), 3);
    QVERIFY(lanes.at(2).isBroker());
    message.project = "another"; // The same id in another project is another client.
    addLanes(lanes, storedMessage(message).row());
    QCOMPARE(lanes.count(), 4);

    SequenceMessage arrows = sequenceMessage(storedMessage({}).row(), nullptr);
    arrows.heads.push_back({ { arrows.from.project, "nobody", {} } });
    const SequenceLine line = sequenceLine(arrows, lanes);
    QCOMPARE(line.from, 0);
    QCOMPARE(line.heads.size(), size_t { 1 });
    QCOMPARE(line.heads[0].lane, 1);
    QCOMPARE(line.elsewhere, quint64 { 1 });
}

void SequenceTest::boundsTheLanes()
{
    SequenceLanes lanes;
    for (int i = 0; i < 2 * SequenceLanes::MaxLanes; ++i) {
        QVERIFY(lanes.isFull() == (i > SequenceLanes::MaxLanes));
        lanes.add({ *ProjectId::fromUtf8("p"), QByteArray::number(i), ClientType::Runtime });
    }
    QCOMPARE(lanes.count(), SequenceLanes::MaxLanes);
    lanes.clear();
    QVERIFY(!lanes.isFull());
}

void SequenceTest::writesMermaid()
{
    std::vector<SequenceLine> lines { arrow(0, 2, u"ask"_s), arrow(2, 0, u"answer"_s),
        arrow(0, 2, u"lost"_s), arrow(0, 2, u"late"_s), arrow(0, 2, u"gone"_s) };
    lines[1].isReply = true;
    lines[1].note = u"312 ms"_s;
    lines[2].heads[0].state = DeliveryState::TooSlow;
    lines[3].heads[0].state = DeliveryState::Queued;
    lines[3].gap = u"5 s later"_s;
    lines[4].heads.clear();
    lines[4].note = u"to nobody"_s;
    const QString expected = uR"(sequenceDiagram
    participant c0 as runtime 1
    participant c2 as agent
    c0->>c2: 12#58;00 ask
    c2-->>c0: 12#58;00 answer #183; 312 ms
    c0-xc2: 12#58;00 lost
    Note over c0: 5 s later
    c0-)c2: 12#58;00 late
    Note right of c0: 12#58;00 gone #183; to nobody
)"_s;
    QCOMPARE(mermaidText({ u"runtime 1"_s, u"unused"_s, u"agent"_s }, lines).value_or(QString()),
        expected);
}

void SequenceTest::escapesForMermaid_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("written");
    QTest::newRow("plain") << u"data-agent 1"_s << u"data-agent 1"_s;
    QTest::newRow("end of statement") << u"a;b"_s << u"a#59;b"_s;
    QTest::newRow("entity") << u"#35;"_s << u"#35;35#59;"_s;
    QTest::newRow("markup") << u"<b>&amp"_s << u"#60;b#62;#38;amp"_s;
    QTest::newRow("line") << u"a\nb->>c: x"_s << u"a\uFFFDb-#62;#62;c#58; x"_s;
    QTest::newRow("comment") << u"%%x"_s << u"#37;#37;x"_s;
    QTest::newRow("the word end") << u"End"_s << u"(End)"_s;
    QTest::newRow("other letters") << u"订单 Ü \U0001F680"_s << u"订单 Ü \U0001F680"_s;
}

void SequenceTest::escapesForMermaid()
{
    QFETCH(const QString, name);
    QFETCH(const QString, written);
    const QString text = mermaidText({ name, u"b"_s }, { arrow(0, 1, u"x"_s) }).value_or(QString());
    QCOMPARE(text.section(u'\n', 1, 1), QString(u"    participant c0 as " + written));
}

void SequenceTest::refusesTooMuchForMermaid()
{
    std::vector<SequenceLine> lines(1'000, arrow(0, 1, u"a message"_s));
    QVERIFY(mermaidText({ u"a"_s, u"b"_s }, lines));
    lines.resize(3'000, lines.front());
    QVERIFY(!mermaidText({ u"a"_s, u"b"_s }, lines));
}

QTEST_GUILESS_MAIN(SequenceTest)
#include "tst_sequence.moc"
