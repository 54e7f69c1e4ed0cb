// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/trafficcollector.h"

#include "tests/support/trafficbatches.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace broadcaster;

class TrafficStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatItTakes();
    void mergesSmallBatches();
    void isBoundedByRows();
    void isBoundedByBytes();
    void shrinksToExactlyTheLimit();
    void takesTheWaitingRowsThatWereKept();
    void keepsTheNewestWhateverItsSize();
    void shrinksWhenToldTo();
    void tellsBeforeItEvicts();
    void knowsWhereMessagesAreMissing();
    void knowsTimesThatWereNotSeen();
    void completesMessages();
    void followsDeliveries();
    void deliveriesTakeABoundedPlace();
    void tellsMirrorsApart();
    void knowsEachRunOfTheBroker();
    void splicesAnother();
    void clears();
    void collectsWhilePaused();
    void followsDeliveriesWhilePaused();
};

namespace {

constexpr TrafficLimits Roomy { 1'000'000, 1024 * 1024 * 1024 };

QByteArray messageWith(int payload)
{
    return R"({"type":"graphql_query","payload":)" + QByteArray::number(payload) + '}';
}

void fill(TrafficStore &store, int first, int count, int batchSize)
{
    for (int done = 0; done < count; done += batchSize)
        store.append(*numberedBatch(first + done, std::min(batchSize, count - done)));
}

SomeMessage numbered(quint64 number)
{
    SomeMessage message;
    message.number = number;
    return message;
}

/// Whether the kept rows are the numbers up to `last`, in their order.
bool endsWith(const TrafficStore &store, int last)
{
    int number = last;
    for (quint64 at = store.end(); at > store.first(); --at) {
        if (store.at(at - 1).message != messageWith(number--))
            return false;
    }
    return true;
}

} // namespace

void TrafficStoreTest::keepsWhatItTakes()
{
    TrafficStore store(Roomy);
    SomeMessage odd;
    odd.project = "b";
    odd.type = "a\\u0062";
    odd.payload = "[1]";
    odd.target = "nowhere";
    odd.mirrored = 3;
    SomeMessage fromBroker;
    fromBroker.sender.clear();
    store.append(*BatchMaker().add({}).add(odd).add(fromBroker).batch());
    QCOMPARE(store.count(), 3);
    const TrafficRow row = store.at(1);
    QCOMPARE(row.project->utf8(), "b");
    QCOMPARE(row.message, R"({"type":"a\u0062","payload":[1]})");
    QCOMPARE(row.type, "a\\u0062");
    QCOMPARE(row.target, "nowhere");
    QCOMPARE(row.record->mirrored, 3);
    QCOMPARE(row.sender(), odd.sender);
    QCOMPARE(store.at(0).project->utf8(), "demo");
    QVERIFY(store.at(2).isSystem());
    QCOMPARE(store.copyOf(1).row().message, row.message);
    QCOMPARE(store.copyOf(1).project, *row.project);
}

void TrafficStoreTest::mergesSmallBatches()
{
    TrafficStore single(Roomy);
    fill(single, 0, 20'000, 1);
    TrafficStore large(Roomy);
    fill(large, 0, 20'000, 4'096);
    QVERIFY(endsWith(single, 19'999));
    QVERIFY(endsWith(large, 19'999));
    // Memory spent per batch would show.
    QVERIFY2(single.bytes() < large.bytes() * 11 / 10, "single batches cost more");
    const auto text = static_cast<qsizetype>(messageWith(10'000).size()) + 36;
    QVERIFY(large.bytes() < 20'000 * (text + qsizetype { sizeof(TrafficRecord) }) * 12 / 10);
}

void TrafficStoreTest::isBoundedByRows()
{
    TrafficStore store({ 1'000, Roomy.bytes });
    for (const int batchSize : { 1, 7, 100, 4'096 }) {
        fill(store, 0, 10'000, batchSize);
        QVERIFY(store.count() <= 1'000);
        QVERIFY(store.count() > 950); // Only a segment goes at a time.
        QVERIFY(endsWith(store, 9'999));
    }
}

void TrafficStoreTest::isBoundedByBytes()
{
    constexpr qsizetype Limit = 16 * 1024 * 1024;
    TrafficStore store({ Roomy.rows, Limit });
    SomeMessage message;
    message.payload = '"' + QByteArray(10'000, 'x') + '"';
    for (int i = 0; i < 5'000; ++i) {
        store.append(*BatchMaker().add(message).batch());
        QVERIFY(store.bytes() <= Limit);
    }
    QVERIFY(store.bytes() > Limit * 9 / 10);
    QVERIFY(store.count() > 1'400);
}

void TrafficStoreTest::keepsTheNewestWhateverItsSize()
{
    TrafficStore store({ 1'000, 1024 * 1024 });
    fill(store, 0, 100, 10);
    SomeMessage huge;
    huge.payload = '"' + QByteArray(3 * 1024 * 1024, 'x') + '"';
    store.append(*BatchMaker().add(huge).batch());
    QVERIFY(store.at(store.end() - 1).message.size() > huge.payload.size());
    fill(store, 100, 1, 1);
    QVERIFY(store.bytes() <= 1024 * 1024);
    QVERIFY(endsWith(store, 100));
}

void TrafficStoreTest::shrinksWhenToldTo()
{
    TrafficStore store(Roomy);
    fill(store, 0, 10'000, 500);
    store.setLimits({ 2'000, Roomy.bytes });
    QVERIFY(store.count() <= 2'000);
    QVERIFY(store.count() > 900);
    QVERIFY(endsWith(store, 9'999));
}

void TrafficStoreTest::shrinksToExactlyTheLimit()
{
    TrafficStore store(Roomy);
    fill(store, 0, 32'510, 700);
    quint64 told = 0;
    connect(&store, &TrafficStore::evicting, this, [&](quint64 newFirst) { told = newFirst; });
    store.setLimits({ 1'000, Roomy.bytes });
    QCOMPARE(store.count(), 1'000);
    QCOMPARE(store.first(), 31'510U);
    QCOMPARE(told, 31'510U);
    QVERIFY(endsWith(store, 32'509));
    QCOMPARE(store.copyOf(store.first()).message, messageWith(31'510));
    fill(store, 32'510, 1, 1); // The next message does not drop many at once, either.
    QVERIFY(store.count() > 980);
    QVERIFY(store.count() <= 1'000);
}

void TrafficStoreTest::takesTheWaitingRowsThatWereKept()
{
    TrafficStore shown(Roomy);
    fill(shown, 0, 100, 100);
    TrafficStore waiting(Roomy);
    fill(waiting, 1'000, 2'000, 2'000);
    waiting.setLimits({ 700, Roomy.bytes });
    QSignalSpy appended(&shown, &TrafficStore::appended);
    shown.takeAll(waiting);
    QCOMPARE(shown.count(), 700);
    QCOMPARE(appended.constLast()[0].toULongLong(), shown.first());
    QCOMPARE(shown.copyOf(shown.first()).message, messageWith(2'300));
    QVERIFY(endsWith(shown, 2'999));
    QCOMPARE(waiting.count(), 0);
}

void TrafficStoreTest::tellsBeforeItEvicts()
{
    TrafficStore store({ 1'000, Roomy.bytes });
    quint64 told = 0;
    connect(&store, &TrafficStore::evicting, this, [&](quint64 newFirst) {
        QVERIFY(newFirst > store.first());
        QVERIFY(!store.at(store.first()).message.isEmpty()); // They are still there.
        told = newFirst;
    });
    QSignalSpy appended(&store, &TrafficStore::appended);
    fill(store, 0, 5'000, 300);
    QCOMPARE(told, store.first());
    QCOMPARE(appended.size(), 17);
    QCOMPARE(appended.constLast()[1].toULongLong(), store.end());
}

void TrafficStoreTest::knowsWhereMessagesAreMissing()
{
    TrafficStore store({ 1'000, Roomy.bytes });
    store.append(*numberedBatch(0, 10));
    store.append(*BatchMaker().dropped(3).batch()); // A batch may hold nothing else.
    store.append(*BatchMaker().dropped(4).add({}).add({}).batch());
    QCOMPARE(store.dropped(), 7);
    QCOMPARE(store.gapBefore(0, 10).messages, 0);
    QCOMPARE(store.gapBefore(10, 11).messages, 7);
    QCOMPARE(store.gapBefore(11, 12).messages, 0);
    QCOMPARE(store.gapBefore(0, 12).messages, 7);
    fill(store, 0, 3'000, 100);
    QCOMPARE(store.gapBefore(0, store.end()).messages, 0); // It went with its rows,
    QCOMPARE(store.dropped(), 7); // and is not forgotten.
}

void TrafficStoreTest::knowsTimesThatWereNotSeen()
{
    TrafficCollector collector(Roomy);
    collector.take(*numberedBatch(0, 3));
    collector.setPaused(true);
    TrafficBatch unseen;
    unseen.unseenFromMs = 1'000;
    unseen.unseenToMs = 5'000;
    collector.take(unseen);
    collector.take(*BatchMaker().dropped(2).add({}).batch());
    collector.setPaused(false);
    const TrafficStore &store = collector.store();
    QVERIFY(store.gapBefore(0, 3).isEmpty());
    const TrafficGap gap = store.gapBefore(3, 4);
    QCOMPARE(gap.messages, 2U);
    QCOMPARE(gap.unseenFromMs, 1'000);
    QCOMPARE(gap.unseenToMs, 5'000);
    QVERIFY(store.hasGaps());
}

void TrafficStoreTest::completesMessages()
{
    TrafficStore store(Roomy);
    TrafficBatch batch = *BatchMaker().add({}).add({}).batch();
    const QByteArray whole = messageWith(0) + QByteArray(50'000, ' ');
    TrafficRecord &cut = batch.records[1];
    cut.missing = static_cast<quint32>(whole.size()) - cut.size;
    store.append(batch);
    const qsizetype before = store.bytes();
    const QByteArray type = store.at(1).type.toByteArray();
    const QByteArray target = store.at(1).target.toByteArray();
    QSignalSpy changed(&store, &TrafficStore::changed);
    QVERIFY(!store.complete(1, whole.chopped(1)));
    QVERIFY(!store.complete(0, whole)); // It misses nothing.
    QCOMPARE(changed.size(), 0);
    QVERIFY(store.complete(1, whole));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(store.at(1).message, QByteArrayView(whole));
    QCOMPARE(store.at(1).record->missing, 0U);
    QCOMPARE(store.at(1).type, QByteArrayView(type));
    QCOMPARE(store.at(1).target, QByteArrayView(target));
    QVERIFY(store.bytes() >= before + whole.size());
    QVERIFY(!store.complete(1, whole));
}

void TrafficStoreTest::followsDeliveries()
{
    TrafficStore store({ 1'000, Roomy.bytes });
    const ClientId slow = ClientId::create();
    fill(store, 0, 500, 7);
    const qsizetype before = store.bytes();
    QSignalSpy changed(&store, &TrafficStore::changed);
    // Changes of rows in several segments, of rows in the same batch, and of missing rows.
    store.append(*BatchMaker()
                      .add(numbered(501))
                      .change({ 501, slow })
                      .change({ 10, slow })
                      .change({ 10, ClientId::create() })
                      .change({ 300, slow, ClientType::Runtime, DeliveryState::TooSlow })
                      .change({ 9'999, slow })
                      .batch());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(
        qvariant_cast<std::vector<quint64>>(changed[0][0]), (std::vector<quint64> { 9, 299, 500 }));
    QCOMPARE(store.at(9).unsent(), (UnsentCounts { 2, 0, 0 }));
    QCOMPARE(store.at(299).unsent(), (UnsentCounts { 0, 1, 0 }));
    QCOMPARE(store.copyOf(500).delivery.stateAt(slow), DeliveryState::Queued);
    QVERIFY(store.at(8).delivery == nullptr);
    QVERIFY(store.bytes() > before);

    store.append(
        *BatchMaker()
             .change({ 10, slow, ClientType::Runtime, DeliveryState::Sent, true })
             .change({ 501, slow, ClientType::Runtime, DeliveryState::ConnectionLost, true })
             .batch());
    QCOMPARE(store.at(9).unsent(), (UnsentCounts { 1, 0, 0 }));
    QCOMPARE(store.at(9).sent(), 0U);
    QCOMPARE(store.at(500).unsent(), (UnsentCounts { 0, 0, 1 }));
    fill(store, 501, 3'000, 100); // Deliveries go with their rows.
    for (quint64 at = store.first(); at < store.end(); ++at)
        QVERIFY(store.at(at).delivery == nullptr);
}

void TrafficStoreTest::deliveriesTakeABoundedPlace()
{
    constexpr qsizetype Limit = 8 * 1024 * 1024;
    TrafficStore store({ Roomy.rows, Limit });
    int number = 0;
    for (int step = 0; step < 100; ++step) {
        store.append(*numberedBatch(number, 100));
        BatchMaker maker;
        for (int i = 0; i < 400; ++i)
            for (int row = 0; row < 100; row += 10)
                maker.change({ 1 + static_cast<quint64>(number + row), ClientId::create() });
        store.append(*maker.batch());
        number += 100;
        QVERIFY(store.bytes() <= Limit);
    }
    const TrafficRow last = store.at(store.end() - 100);
    QCOMPARE(last.unsent().queued, 400U);
    QCOMPARE(last.delivery->clients.size(), MessageDelivery::MaxClients);
    QCOMPARE(last.delivery->unlisted(), 400 - MessageDelivery::MaxClients);
    // The counts stay right, also for clients that are not listed.
    BatchMaker maker;
    for (int i = 0; i < 400; ++i)
        maker.change({ 1 + static_cast<quint64>(number - 100), ClientId::create(),
            ClientType::Runtime, i < 100 ? DeliveryState::Sent : DeliveryState::TooSlow, true });
    store.append(*maker.batch());
    QCOMPARE(store.at(store.end() - 100).unsent(), (UnsentCounts { 0, 300, 0 }));
}

void TrafficStoreTest::tellsMirrorsApart()
{
    SomeMessage message = numbered(1);
    message.mirrored = 1;
    TrafficStore store(Roomy);
    store.append(*BatchMaker()
                      .add(message)
                      .change({ 1, ClientId::create(), ClientType::Admin, DeliveryState::TooSlow })
                      .batch());
    QCOMPARE(store.at(0).unsent(), UnsentCounts());
    QCOMPARE(store.at(0).sent(), 1U);
    QCOMPARE(store.at(0).sentMirrors(), 0U);
    store.append(*BatchMaker()
                      .change({ 1, ClientId::fromText(message.target), ClientType::Admin,
                          DeliveryState::TooSlow })
                      .batch());
    QCOMPARE(store.at(0).sent(), 0U); // An admin that is addressed itself.
}

void TrafficStoreTest::knowsEachRunOfTheBroker()
{
    TrafficStore store(Roomy);
    store.append(*numberedBatch(0, 10));
    store.append(*numberedBatch(0, 5)); // Numbers begin again.
    store.append(*BatchMaker().change({ 3, ClientId::create() }).batch());
    QCOMPARE(store.at(2).unsent(), UnsentCounts());
    QCOMPARE(store.at(12).unsent().queued, 1U);
}

void TrafficStoreTest::splicesAnother()
{
    TrafficStore store({ 1'000, Roomy.bytes });
    TrafficStore other({ 1'000, Roomy.bytes });
    fill(other, -5'000, 5'000, 300);
    fill(store, 0, 500, 100);
    fill(other, 500, 50, 50);
    other.append(*BatchMaker().dropped(9).batch());
    QSignalSpy appended(&store, &TrafficStore::appended);
    TrafficStore fresh({ 1'000, Roomy.bytes });
    fill(fresh, 500, 300, 30);
    fresh.append(*BatchMaker().dropped(9).batch());
    fresh.append(*numberedBatch(800, 1));
    store.takeAll(fresh);
    QCOMPARE(appended.size(), 1);
    QVERIFY(endsWith(store, 800));
    QCOMPARE(store.count(), 801);
    QCOMPARE(store.gapBefore(800, 801).messages, 9);
    QCOMPARE(fresh.count(), 0);
    QCOMPARE(fresh.bytes(), 0);
    fill(store, 801, 100, 10); // Later rows go behind.
    QVERIFY(endsWith(store, 900));
    store.takeAll(other);
    QVERIFY(store.count() <= 1'000);
    QVERIFY(store.bytes() > 0);
}

void TrafficStoreTest::clears()
{
    TrafficStore store(Roomy);
    fill(store, 0, 500, 100);
    store.append(*BatchMaker().dropped(9).batch());
    QSignalSpy cleared(&store, &TrafficStore::cleared);
    store.clear();
    QCOMPARE(cleared.size(), 1);
    QCOMPARE(store.count(), 0);
    QCOMPARE(store.bytes(), 0);
    QCOMPARE(store.dropped(), 0);
    QCOMPARE(store.first(), 500); // Numbers never come back.
    fill(store, 7, 3, 1);
    QVERIFY(endsWith(store, 9));
}

void TrafficStoreTest::collectsWhilePaused()
{
    TrafficCollector collector({ 1'000, Roomy.bytes });
    collector.take(*numberedBatch(0, 10));
    collector.setPaused(true);
    QSignalSpy appended(&collector.store(), &TrafficStore::appended);
    QSignalSpy waiting(&collector, &TrafficCollector::waitingChanged);
    collector.take(*numberedBatch(10, 500));
    QCOMPARE(appended.size(), 0);
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(collector.waitingCount(), 500);
    QCOMPARE(collector.store().count(), 10);
    collector.take(*numberedBatch(510, 5'000));
    QVERIFY(collector.waitingCount() <= 1'000);
    collector.setPaused(false);
    QCOMPARE(collector.waitingCount(), 0);
    QVERIFY(collector.store().count() <= 1'000);
    QVERIFY(endsWith(collector.store(), 5'509));
}

void TrafficStoreTest::followsDeliveriesWhilePaused()
{
    TrafficCollector collector({ 1'000, Roomy.bytes });
    collector.take(*numberedBatch(0, 10));
    collector.setPaused(true);
    collector.take(*numberedBatch(10, 10));
    const ClientId client = ClientId::create();
    collector.take(
        *BatchMaker().change({ 3, client }).change({ 13, client }).droppedChanges(2).batch());
    QCOMPARE(collector.store().at(2).unsent().queued, 1U);
    QCOMPARE(collector.store().droppedChanges(), 0U);
    collector.setPaused(false);
    QCOMPARE(collector.store().droppedChanges(), 2U);
    QCOMPARE(collector.store().at(12).unsent().queued, 1U);
    collector.take(*BatchMaker()
                        .change({ 13, client, ClientType::Runtime, DeliveryState::Sent, true })
                        .batch());
    QVERIFY(collector.store().at(12).delivery == nullptr);
}

QTEST_GUILESS_MAIN(TrafficStoreTest)
#include "tst_trafficstore.moc"
