// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

#include "server/base/tuning.h"
#include "server/console/keptmessages.h"
#include "server/console/trafficwatch.h"
#include "tests/support/testclient.h"

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TrafficWatch::Time Start { 1000s };

class BatchMaker final {
public:
    BatchMaker &add(const char *project, const QByteArray &message)
    {
        const ProjectId id = projectId(project);
        if (!m_batch->projects.contains(id))
            m_batch->projects.append(id);
        TrafficRecord record;
        record.number = ++m_number;
        record.project = static_cast<quint32>(m_batch->projects.indexOf(id));
        record.begin = static_cast<quint32>(m_batch->bytes.size());
        record.size = static_cast<quint32>(message.size());
        const qsizetype type = message.lastIndexOf("\"type\":\"");
        if (type >= 0) {
            record.typeBegin = record.begin + static_cast<quint32>(type + 8);
            record.typeSize = static_cast<quint32>(message.indexOf('"', type + 8) - type - 8);
        }
        m_batch->bytes += message;
        record.targetBegin = static_cast<quint32>(m_batch->bytes.size());
        record.targetSize = 7;
        m_batch->bytes += "runtime";
        m_batch->records.push_back(record);
        return *this;
    }
    BatchMaker &addEvent(const char *project)
    {
        m_batch->events.push_back({ ClientEvent::Kind::Joined, ClientType::Admin, 0,
            static_cast<quint32>(m_batch->records.size()), projectId(project), ClientId::create(),
            1, {} });
        return *this;
    }
    BatchMaker &addChange(quint64 number)
    {
        m_batch->changes.push_back(
            { number, ClientId::create(), ClientType::Admin, DeliveryState::TooSlow, false });
        return *this;
    }
    BatchMaker &drop(quint64 count)
    {
        m_batch->dropped += count;
        return *this;
    }
    TrafficBatchPointer take() { return std::exchange(m_batch, std::make_shared<TrafficBatch>()); }

private:
    std::shared_ptr<TrafficBatch> m_batch = std::make_shared<TrafficBatch>();
    quint64 m_number = 0;
};

QByteArrayView messageOf(const TrafficBatch &batch, size_t index)
{
    const TrafficRecord &record = batch.records.at(index);
    return QByteArrayView(batch.bytes).sliced(record.begin, record.size);
}

QByteArrayView typeOf(const TrafficBatch &batch, size_t index)
{
    const TrafficRecord &record = batch.records.at(index);
    return QByteArrayView(batch.bytes).sliced(record.typeBegin, record.typeSize);
}

TrafficWatch watchOf(const WatchTraffic &wanted)
{
    auto watch = TrafficWatch::of(wanted, Start);
    if (!watch)
        qFatal("%s", qUtf8Printable(watch.error().detail));
    return *std::move(watch);
}

} // namespace

class TrafficWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesComeInTheirOrder();
    void otherProjectsAreLeftOut();
    void largeMessagesAreCutAndKept();
    void keptMessagesHaveABound();
    void theBudgetBoundsBytesAndCountsTheRest();
    void theBudgetComesBack();
    void changesFollowMessagesThatWereSent();
    void eventsKeepTheirPlaces();
    void whatIsSkippedIsCounted();
    void wrongWishesAreRefused_data();
    void wrongWishesAreRefused();
};

void TrafficWatchTest::matchesComeInTheirOrder()
{
    TrafficWatch watch = watchOf({ u"type == \"a\""_s, {} });
    KeptMessages kept;
    BatchMaker maker;
    maker.add("p", R"({"type":"a","n":1})").add("p", R"({"type":"b"})");
    maker.add("q", R"({"type":"a","n":2})").drop(3);
    watch.take(maker.take(), kept, Start);
    watch.take(maker.add("p", R"({"type":"a","n":3})").take(), kept, Start);
    const TrafficBatchPointer batch = watch.takeDue(Start + 40ms);
    QCOMPARE(batch->records.size(), size_t(3));
    QCOMPARE(messageOf(*batch, 0), R"({"type":"a","n":1})");
    QCOMPARE(messageOf(*batch, 1), R"({"type":"a","n":2})");
    QCOMPARE(messageOf(*batch, 2), R"({"type":"a","n":3})");
    QCOMPARE(typeOf(*batch, 2), "a");
    QCOMPARE(batch->projects, (QList<ProjectId> { projectId("p"), projectId("q") }));
    QCOMPARE(batch->records[1].project, 1U);
    QCOMPARE(batch->records[2].number, quint64(4));
    QCOMPARE(batch->dropped, quint64(3)); // Messages that do not match are not missing.
    QVERIFY(!watch.takeDue(Start + 80ms));
}

void TrafficWatchTest::otherProjectsAreLeftOut()
{
    TrafficWatch watch = watchOf({ {}, projectId("q") });
    KeptMessages kept;
    BatchMaker maker;
    maker.addEvent("p").add("p", "{}").addEvent("q").add("q", "[]");
    watch.take(maker.take(), kept, Start);
    const TrafficBatchPointer batch = watch.takeDue(Start);
    QCOMPARE(batch->records.size(), size_t(1));
    QCOMPARE(messageOf(*batch, 0), "[]");
    QCOMPARE(batch->events.size(), size_t(1));
    QCOMPARE(batch->events[0].project, projectId("q"));
    QCOMPARE(batch->dropped, quint64(0));
}

void TrafficWatchTest::largeMessagesAreCutAndKept()
{
    TrafficWatch watch = watchOf({});
    KeptMessages kept;
    const QByteArray large = R"({"payload":")" + QByteArray(20'000, 'x') + R"(","type":"late"})";
    const QByteArray limit(limits::WholeMessageBytes, ' ');
    BatchMaker maker;
    watch.take(maker.add("p", large).add("p", limit).take(), kept, Start);
    const TrafficBatchPointer batch = watch.takeDue(Start);
    QCOMPARE(messageOf(*batch, 0), large.first(limits::MessagePreviewBytes));
    QCOMPARE(typeOf(*batch, 0), "late");
    QCOMPARE(batch->records[0].missing, quint32(large.size() - limits::MessagePreviewBytes));
    QCOMPARE(messageOf(*batch, 1), limit);
    QCOMPARE(batch->records[1].missing, 0U);
    QCOMPARE(kept.find(1), large);
    QVERIFY(!kept.find(2));
    kept.clear();
    QVERIFY(!kept.find(1));
}

void TrafficWatchTest::keptMessagesHaveABound()
{
    KeptMessages kept;
    BatchMaker maker;
    const QByteArray large(16 * 1024 * 1024, 'x');
    for (int i = 0; i < 6; ++i) {
        const TrafficBatchPointer batch = maker.add("p", large).take();
        kept.keep(batch, batch->records[0]);
        kept.keep(batch, batch->records[0]); // For another console.
    }
    QVERIFY(!kept.find(1));
    QVERIFY(!kept.find(3));
    QVERIFY(kept.find(4));
    QVERIFY(kept.find(6));
}

void TrafficWatchTest::theBudgetBoundsBytesAndCountsTheRest()
{
    WatchTraffic wanted;
    wanted.bytesPerSecond = 10'000;
    TrafficWatch watch = watchOf(wanted);
    KeptMessages kept;
    BatchMaker maker;
    for (int i = 0; i < 100; ++i)
        maker.add("p", QByteArray(1'000, ' '));
    watch.take(maker.take(), kept, Start);
    const TrafficBatchPointer first = watch.takeDue(Start + 40ms);
    QCOMPARE(first->records.size(), size_t(10));
    QCOMPARE(first->dropped, quint64(0));
    const TrafficBatchPointer second = watch.takeDue(Start + 80ms);
    QCOMPARE(second->records.size(), size_t(0));
    QCOMPARE(second->dropped, quint64(90));
}

void TrafficWatchTest::theBudgetComesBack()
{
    WatchTraffic wanted;
    wanted.bytesPerSecond = 10'000;
    TrafficWatch watch = watchOf(wanted);
    KeptMessages kept;
    BatchMaker maker;
    const QByteArray message(10'000, ' ');
    watch.take(maker.add("p", message).add("p", message).take(), kept, Start);
    QCOMPARE(watch.takeDue(Start)->records.size(), size_t(1));
    watch.take(maker.add("p", message).take(), kept, Start + 500ms);
    const TrafficBatchPointer half = watch.takeDue(Start + 500ms);
    QCOMPARE(half->records.size(), size_t(1));
    QCOMPARE(half->dropped, quint64(1));
    watch.take(maker.add("p", message).take(), kept, Start + 501ms);
    watch.take(maker.add("p", message).take(), kept, Start + 3s);
    const TrafficBatchPointer last = watch.takeDue(Start + 3s);
    QCOMPARE(last->records.size(), size_t(1));
    QCOMPARE(last->records[0].number, quint64(5));
    QCOMPARE(last->dropped, quint64(1));
}

void TrafficWatchTest::changesFollowMessagesThatWereSent()
{
    TrafficWatch watch = watchOf({ u"type == \"a\""_s, {} });
    KeptMessages kept;
    BatchMaker maker;
    maker.add("p", R"({"type":"a"})").add("p", R"({"type":"b"})").addChange(1).addChange(2);
    watch.take(maker.take(), kept, Start);
    QCOMPARE(watch.takeDue(Start)->changes.size(), size_t(1));
    watch.take(maker.addChange(1).addChange(2).addChange(3).take(), kept, Start + 1s);
    const TrafficBatchPointer later = watch.takeDue(Start + 1s);
    QCOMPARE(later->changes.size(), size_t(1));
    QCOMPARE(later->changes[0].message, quint64(1));
}

void TrafficWatchTest::eventsKeepTheirPlaces()
{
    TrafficWatch watch = watchOf({ u"type == \"a\""_s, {} });
    KeptMessages kept;
    BatchMaker maker;
    maker.addEvent("p").add("p", R"({"type":"b"})").addEvent("p").add("p", R"({"type":"a"})");
    maker.addEvent("p");
    watch.take(maker.take(), kept, Start);
    const TrafficBatchPointer batch = watch.takeDue(Start);
    QCOMPARE(batch->events.size(), size_t(3));
    QCOMPARE(batch->events[0].after, 0U);
    QCOMPARE(batch->events[1].after, 0U);
    QCOMPARE(batch->events[2].after, 1U);
}

void TrafficWatchTest::whatIsSkippedIsCounted()
{
    TrafficWatch watch = watchOf({});
    KeptMessages kept;
    BatchMaker maker;
    watch.take(
        maker.add("p", "{}").add("p", "{}").addEvent("p").addChange(1).drop(5).take(), kept, Start);
    watch.skip(Start);
    watch.take(maker.add("p", "{}").take(), kept, Start);
    const TrafficBatchPointer batch = watch.takeDue(Start);
    QCOMPARE(batch->records.size(), size_t(1));
    QCOMPARE(batch->dropped, quint64(7));
    QCOMPARE(batch->droppedChanges, quint64(1));
    QCOMPARE(batch->droppedEvents, quint64(1));
}

void TrafficWatchTest::wrongWishesAreRefused_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<qint64>("batches");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("fault");
    QTest::newRow("filter") << u"type = 1"_s << qint64(30) << qint64(1)
                            << u"filter: there is a fault at character 6: \"= 1\""_s;
    const QString late = u"filter: the broker filters a message when it comes; delivery, replies, "
                         "marks and comments are not known then"_s;
    QTest::newRow("delivery") << u"delivered == dropped"_s << qint64(30) << qint64(1) << late;
    QTest::newRow("reply") << u"reply.time > 1s"_s << qint64(30) << qint64(1) << late;
    QTest::newRow("batches") << QString() << qint64(31) << qint64(1)
                             << u"batchesPerSecond: 31 must be 1 to 30"_s;
    QTest::newRow("no batches") << QString() << qint64(0) << qint64(1)
                                << u"batchesPerSecond: 0 must be 1 to 30"_s;
    QTest::newRow("no bytes") << QString() << qint64(1) << qint64(0)
                              << u"bytesPerSecond: 0 must be 1 to 268435456"_s;
}

void TrafficWatchTest::wrongWishesAreRefused()
{
    QFETCH(const QString, filter);
    QFETCH(const qint64, batches);
    QFETCH(const qint64, bytes);
    const auto watch = TrafficWatch::of({ filter, {}, batches, bytes }, Start);
    QVERIFY(!watch.ok());
    QTEST(watch.error().detail, "fault");
}

QTEST_GUILESS_MAIN(TrafficWatchTest)
#include "tst_trafficwatch.moc"
