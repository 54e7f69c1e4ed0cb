// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/traffic/trafficsampler.h"

#include "server/base/tuning.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace broadcaster;

namespace {

const ProjectId First = *ProjectId::fromUtf8("first");
const ProjectId Second = *ProjectId::fromUtf8("second");

RosterMember member(const char *id, quint64 joined, ClientType type = ClientType::Runtime)
{
    return { ClientId::fromText(id), type, joined };
}

QByteArray names(const std::vector<RosterMember> &members)
{
    QByteArray all;
    for (const RosterMember &one : members)
        all += one.client.text();
    return all;
}

} // namespace

class TrafficSamplerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void givesWhatItGot();
    void projectsAreListedOnceABatch();
    void recordsAreBounded();
    void bytesAreBounded();
    void oneLargerMessageGoesAlone();
    void changesAreBounded();
    void changesAloneAreABatch();
    void eventsKnowTheirPlace();
    void eventsAreBounded();
    void observersCountOnce();
    void batchesUnderWayAreBounded();
    void cutsTargetsOff_data();
    void cutsTargetsOff();
    void keepsNoMoreMemoryThanItNeeds();
    void forgetsWhatIsNoLongerWanted();
    void remembersTheMembers_data();
    void remembersTheMembers();
    void knowsOnlySinceItRemembers();
    void departuresAreBounded();
    void tellsTheOutcome();

private:
    bool add(const ProjectId &project, TrafficSampler::Mark &mark, const QByteArray &message,
        std::string_view target = {});
    bool add(const QByteArray &message) { return add(First, m_mark, message); }

    std::unique_ptr<TrafficSampler> m_sampler;
    TrafficSampler::Mark m_mark;
    int m_filled = 0;
};

void TrafficSamplerTest::init()
{
    m_filled = 0;
    m_mark = {};
    m_sampler = std::make_unique<TrafficSampler>(1000, 0, [this] { ++m_filled; });
    m_sampler->attach(1);
}

bool TrafficSamplerTest::add(const ProjectId &project, TrafficSampler::Mark &mark,
    const QByteArray &message, std::string_view target)
{
    if (!m_sampler->add(mark, project, target, message.size()))
        return false;
    m_sampler->bytes().append(message);
    return true;
}

void TrafficSamplerTest::givesWhatItGot()
{
    QVERIFY(m_sampler->isIdle());
    QVERIFY(!m_sampler->take());
    QVERIFY(add("one"));
    m_sampler->rosters().advance();
    QVERIFY(add(First, m_mark, "three", "target"));
    QCOMPARE(m_filled, 1);
    const TrafficBatchPointer batch = m_sampler->take();
    QVERIFY(m_sampler->isIdle());
    QCOMPARE(batch->records.size(), 2U);
    QCOMPARE(batch->dropped, 0U);
    const TrafficRecord &one = batch->records[0];
    const TrafficRecord &three = batch->records[1];
    QCOMPARE(batch->bytes.mid(one.begin, one.size), "one");
    QCOMPARE(one.targetSize, 0U);
    QCOMPARE(batch->bytes.mid(three.begin, three.size), "three");
    QCOMPARE(batch->bytes.mid(three.targetBegin, three.targetSize), "target");
    QCOMPARE(three.roster, one.roster + 1);
    QVERIFY(add("next"));
    QCOMPARE(m_filled, 2);
}

void TrafficSamplerTest::projectsAreListedOnceABatch()
{
    TrafficSampler::Mark second;
    for (int i = 0; i < 2; ++i) {
        QVERIFY(add(Second, second, "a"));
        QVERIFY(add(First, m_mark, "b"));
        QVERIFY(add(Second, second, "c"));
        const TrafficBatchPointer batch = m_sampler->take();
        QCOMPARE(batch->projects, (QList<ProjectId> { Second, First }));
        QCOMPARE(batch->records[0].project, 0U);
        QCOMPARE(batch->records[1].project, 1U);
        QCOMPARE(batch->records[2].project, 0U);
    }
}

void TrafficSamplerTest::recordsAreBounded()
{
    for (int i = 0; i < limits::TrafficBatchRecords; ++i)
        QVERIFY(add("x"));
    QVERIFY(!add("dropped"));
    QVERIFY(!add("dropped"));
    const TrafficBatchPointer full = m_sampler->take();
    QCOMPARE(full->records.size(), static_cast<size_t>(limits::TrafficBatchRecords));
    QCOMPARE(full->dropped, 0U);
    // Drops after the last record are reported even when no further record comes.
    QVERIFY(!m_sampler->isIdle());
    const TrafficBatchPointer rest = m_sampler->take();
    QVERIFY(rest->records.empty());
    QCOMPARE(rest->dropped, 2U);
    QVERIFY(m_sampler->isIdle());
}

void TrafficSamplerTest::bytesAreBounded()
{
    QVERIFY(add(QByteArray(limits::TrafficBatchBytes - 10, 'x')));
    QVERIFY(!add("more than ten bytes"));
    QVERIFY(!add(First, m_mark, "ten", "target and message"));
    QVERIFY(add("ten bytes!"));
    QVERIFY(!add("x"));
    QCOMPARE(m_sampler->take()->bytes.size(), limits::TrafficBatchBytes);
    QVERIFY(add("x"));
    QCOMPARE(m_sampler->take()->dropped, 3U);
}

void TrafficSamplerTest::oneLargerMessageGoesAlone()
{
    const QByteArray large(limits::TrafficBatchBytes + 1, 'x');
    QVERIFY(add("small"));
    QVERIFY(!add(large));
    QCOMPARE(m_sampler->take()->records.size(), 1U);
    QVERIFY(add(large));
    QVERIFY(!add("small"));
    const TrafficBatchPointer batch = m_sampler->take();
    QCOMPARE(batch->bytes, large);
    QCOMPARE(batch->dropped, 1U);
}

void TrafficSamplerTest::changesAreBounded()
{
    const ClientId client = ClientId::fromText("c");
    for (quint64 i = 0; i < limits::TrafficBatchChanges; ++i)
        m_sampler->addChange({ i, client });
    m_sampler->addChange({ 7, client });
    QVERIFY(add("fits")); // Changes take no room from messages.
    const TrafficBatchPointer full = m_sampler->take();
    QCOMPARE(full->changes.size(), static_cast<size_t>(limits::TrafficBatchChanges));
    QCOMPARE(full->records.size(), 1U);
    QCOMPARE(full->droppedChanges, 0U);
    // The next batch has the number of lost records.
    const TrafficBatchPointer next = m_sampler->take();
    QVERIFY(next);
    QCOMPARE(next->droppedChanges, 1U);
    QVERIFY(m_sampler->isIdle());
}

void TrafficSamplerTest::changesAloneAreABatch()
{
    m_sampler->addChange({ 5, ClientId::fromText("c"), ClientType::Admin, DeliveryState::Sent });
    QVERIFY(!m_sampler->isEmpty());
    QCOMPARE(m_filled, 1);
    const TrafficBatchPointer batch = m_sampler->take();
    QVERIFY(batch->records.empty());
    QCOMPARE(batch->changes.front().message, 5U);
    m_sampler->addChange({ 6, ClientId::fromText("c") });
    m_sampler->detach(1); // They are dropped for good: nobody asks for them any more.
    QVERIFY(m_sampler->isIdle());
}

void TrafficSamplerTest::eventsKnowTheirPlace()
{
    ClientEvent event;
    event.client = ClientId::fromText("c");
    m_sampler->addEvent(event);
    QCOMPARE(m_filled, 1);
    QVERIFY(!m_sampler->isEmpty());
    QVERIFY(add("one"));
    event.kind = ClientEvent::Kind::Left;
    m_sampler->addEvent(event);
    const TrafficBatchPointer batch = m_sampler->take();
    QCOMPARE(batch->events.size(), 2U);
    QCOMPARE(batch->events[0].after, 0U);
    QCOMPARE(batch->events[1].after, 1U);
    QCOMPARE(batch->events[1].kind, ClientEvent::Kind::Left);
    QVERIFY(m_sampler->isIdle());
}

void TrafficSamplerTest::eventsAreBounded()
{
    for (int i = 0; i < limits::TrafficBatchEvents + 3; ++i)
        m_sampler->addEvent({});
    const TrafficBatchPointer full = m_sampler->take();
    QCOMPARE(full->events.size(), static_cast<size_t>(limits::TrafficBatchEvents));
    QVERIFY(!m_sampler->isIdle()); // Those behind it are told of, also when nothing comes.
    QCOMPARE(m_sampler->take()->droppedEvents, 3U);
}

void TrafficSamplerTest::observersCountOnce()
{
    m_sampler->attach(2);
    m_sampler->attach(2);
    m_sampler->detach(1);
    m_sampler->detach(1);
    QVERIFY(m_sampler->isWanted());
    QVERIFY(add("for the other one"));
    QVERIFY(m_sampler->rosters().knows(m_sampler->rosters().version()));
    m_sampler->detach(2);
    QVERIFY(!m_sampler->isWanted());
    QVERIFY(m_sampler->isIdle());
    QVERIFY(!m_sampler->rosters().knows(m_sampler->rosters().version()));
}

void TrafficSamplerTest::batchesUnderWayAreBounded()
{
    for (int i = 0; i < limits::TrafficBatchesUnderWay; ++i) {
        QVERIFY(add("x"));
        QVERIFY(m_sampler->take());
    }
    QVERIFY(add("waits"));
    QVERIFY(!m_sampler->take());
    m_sampler->acknowledge();
    QCOMPARE(m_sampler->take()->bytes, "waits");
    QVERIFY(add("x"));
    QVERIFY(!m_sampler->take());
}

void TrafficSamplerTest::cutsTargetsOff_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<qsizetype>("size");
    const auto most = limits::TrafficTargetBytes;
    QTest::newRow("fits") << QByteArray(most, 'x') << most;
    QTest::newRow("too long") << QByteArray(most + 1, 'x') << most;
    QTest::newRow("inside a character") << QByteArray(most - 1, 'x') + "\xc3\xa9" << most - 1;
    QTest::newRow("inside a longer one")
        << QByteArray(most - 3, 'x') + "\xf0\x9f\x98\x80" << most - 3;
    QTest::newRow("behind a character") << QByteArray(most - 2, 'x') + "\xc3\xa9y" << most;
}

void TrafficSamplerTest::cutsTargetsOff()
{
    QFETCH(const QByteArray, target);
    QFETCH(const qsizetype, size);
    const std::string_view view(target.constData(), static_cast<size_t>(target.size()));
    QVERIFY(add(First, m_mark, "message", view));
    const TrafficBatchPointer batch = m_sampler->take();
    const TrafficRecord &record = batch->records.front();
    QCOMPARE(batch->bytes.mid(record.targetBegin, record.targetSize), target.first(size));
    QCOMPARE(batch->bytes.mid(record.begin, record.size), "message");
}

void TrafficSamplerTest::keepsNoMoreMemoryThanItNeeds()
{
    for (int i = 0; i < 3000; ++i)
        QVERIFY(add(QByteArray(100, 'x')));
    (void)m_sampler->take();
    QVERIFY(add("x"));
    const TrafficBatchPointer batch = m_sampler->take();
    QVERIFY(batch->records.capacity() < 10);
    QVERIFY(batch->bytes.capacity() < 100);
}

void TrafficSamplerTest::forgetsWhatIsNoLongerWanted()
{
    for (int i = 0; i <= limits::TrafficBatchRecords; ++i)
        (void)add("x");
    m_sampler->detach(1);
    QVERIFY(!m_sampler->isWanted());
    QVERIFY(m_sampler->isIdle());
    m_sampler->attach(1);
    QVERIFY(add("new"));
    const TrafficBatchPointer batch = m_sampler->take();
    QCOMPARE(batch->bytes, "new");
    QCOMPARE(batch->dropped, 0U);
}

void TrafficSamplerTest::remembersTheMembers_data()
{
    QTest::addColumn<int>("steps");
    QTest::addColumn<QByteArray>("there");
    // a and b join, a leaves, c joins, b leaves, c leaves, d joins.
    QTest::newRow("before anybody") << 0 << QByteArray();
    QTest::newRow("a joined") << 1 << QByteArray("a");
    QTest::newRow("b joined") << 2 << QByteArray("ab");
    QTest::newRow("a left") << 3 << QByteArray("b");
    QTest::newRow("c joined") << 4 << QByteArray("bc");
    QTest::newRow("b left") << 5 << QByteArray("c");
    QTest::newRow("c left") << 6 << QByteArray();
    QTest::newRow("d joined") << 7 << QByteArray("d");
}

void TrafficSamplerTest::remembersTheMembers()
{
    QFETCH(const int, steps);
    RosterHistory &rosters = m_sampler->rosters();
    const quint64 start = rosters.version();
    const quint64 a = rosters.advance();
    const quint64 b = rosters.advance();
    rosters.leave(First, member("a", a));
    const quint64 c = rosters.advance();
    rosters.leave(First, member("b", b));
    rosters.leave(First, member("c", c));
    const quint64 d = rosters.advance();
    rosters.leave(Second, member("other", start));

    const quint64 asked = start + static_cast<quint64>(steps);
    QVERIFY(rosters.knows(asked));
    QTEST(names(rosters.membersAt(First, asked, { member("d", d) })), "there");
    QCOMPARE(names(rosters.membersAt(Second, asked, {})), "other");
}

void TrafficSamplerTest::knowsOnlySinceItRemembers()
{
    RosterHistory rosters(1000);
    QVERIFY(!rosters.knows(1000));
    rosters.advance();
    rosters.setRemembering(true);
    const quint64 since = rosters.version();
    QVERIFY(rosters.knows(since));
    QVERIFY(!rosters.knows(since - 1));
    QVERIFY(!rosters.knows(since + 1));
    rosters.advance();
    QVERIFY(rosters.knows(since + 1));
    rosters.setRemembering(true); // Changes nothing.
    QVERIFY(rosters.knows(since));
    rosters.setRemembering(false);
    QVERIFY(!rosters.knows(rosters.version()));
    rosters.setRemembering(true);
    QVERIFY(!rosters.knows(since));
    QVERIFY(rosters.knows(rosters.version()));
}

void TrafficSamplerTest::departuresAreBounded()
{
    RosterHistory rosters(1000);
    rosters.setRemembering(true);
    const quint64 first = rosters.advance();
    rosters.leave(First, member("first", first));
    const quint64 second = rosters.advance();
    for (int i = 1; i < limits::RememberedDepartures; ++i)
        rosters.leave(Second, member("other", second));
    QVERIFY(rosters.knows(first));
    QCOMPARE(names(rosters.membersAt(First, first, {})), "first");
    rosters.leave(Second, member("last", second));
    // Now the first version is forgotten, and with it all rosters that had its member.
    QVERIFY(!rosters.knows(first));
    QVERIFY(rosters.knows(first + 1));
    QCOMPARE(names(rosters.membersAt(First, first + 1, {})), "");
    QCOMPARE(rosters.membersAt(Second, second, {}).size(),
        static_cast<size_t>(limits::RememberedDepartures));
}

void TrafficSamplerTest::tellsTheOutcome()
{
    DeliveryQuery query;
    query.kind = TrafficKind::ToType;
    query.sender = "me";
    query.target = "runtime";
    const QList<DeliveryLine> lines = deliveryLines(query,
        { member("me", 1), member("you", 3), member("agent", 4, ClientType::DataAgent),
            member("admin", 5, ClientType::Admin) });
    const QList<Verdict> expected { Verdict::SkippedSender, Verdict::Delivered,
        Verdict::SkippedOtherType, Verdict::Mirrored };
    QCOMPARE(lines.size(), expected.size());
    QVERIFY(std::equal(lines.begin(), lines.end(), expected.begin(),
        [](const DeliveryLine &line, Verdict verdict) { return line.verdict == verdict; }));
    QCOMPARE(lines.constLast().client, ClientId::fromText("admin"));
    QCOMPARE(lines.constLast().type, ClientType::Admin);
    QVERIFY(lines.constLast().broker.isEmpty());

    RosterMember elsewhere = member("you", 3);
    elsewhere.broker = BrokerId(0xa3);
    QCOMPARE(deliveryLines(query, { elsewhere }).constFirst().broker,
        QStringLiteral("00000000000000a3"));
}

QTEST_GUILESS_MAIN(TrafficSamplerTest)
#include "tst_trafficsampler.moc"
