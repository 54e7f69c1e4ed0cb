// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filter.h"
#include "inspect/traffic/undelivered.h"
#include "tests/support/trafficbatches.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class UndeliveredTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsForNobody_data();
    void countsForNobody();
    void countsDroppedOnce();
    void countsByProject();
    void isBounded();
};

namespace {

ProjectId project(const QByteArray &name)
{
    return *ProjectId::fromUtf8(name);
}

DeliveryChange change(quint64 message, const QByteArray &client, DeliveryState state,
    ClientType type = ClientType::DataAgent)
{
    return { message, ClientId::fromText(client), type, state, false };
}

const QByteArray One = "41d00000-0000-4000-8000-000000000002";
const QByteArray Two = "41d00000-0000-4000-8000-000000000003";

} // namespace

void UndeliveredTest::countsForNobody_data()
{
    QTest::addColumn<TrafficKind>("kind");
    QTest::addColumn<quint32>("addressed");
    QTest::addColumn<bool>("isCounted");

    QTest::newRow("to a client that is gone") << TrafficKind::ToClient << 0U << true;
    QTest::newRow("to a type that nobody has") << TrafficKind::ToType << 0U << true;
    QTest::newRow("to a type") << TrafficKind::ToType << 2U << false;
    QTest::newRow("broadcast in an empty room") << TrafficKind::Broadcast << 0U << false;
    QTest::newRow("ping") << TrafficKind::Ping << 0U << false;
    QTest::newRow("rejected") << TrafficKind::Rejected << 0U << false;
    QTest::newRow("system, to nobody") << TrafficKind::SystemToAll << 0U << false;
    QTest::newRow("pong, to a client that is gone") << TrafficKind::SystemToOne << 0U << false;
    QTest::newRow("error, to a client that is gone") << TrafficKind::Error << 0U << false;
    QTest::newRow("a file that does not tell")
        << TrafficKind::ToType << TrafficRecord::UnknownCount << false;
}

// The filter shows exactly the messages that are counted.
void UndeliveredTest::countsForNobody()
{
    QFETCH(const TrafficKind, kind);
    QFETCH(const quint32, addressed);
    SomeMessage message;
    message.kind = kind;
    message.addressed = message.delivered = addressed;
    const TrafficBatchPointer batch = BatchMaker().add(message).batch();
    UndeliveredCounter counter;
    counter.take(*batch);
    QTEST(counter.count({}).nobody == 1, "isCounted");
    QCOMPARE(counter.count({}).dropped, 0);
    TrafficStore store({});
    store.append(*batch);
    const auto filter = Filter::parse(UndeliveredCounter::filterText());
    QTEST(std::get<Filter>(filter).matches(store.at(0)), "isCounted");
}

void UndeliveredTest::countsDroppedOnce()
{
    TrafficStore store({});
    UndeliveredCounter counter;
    QObject::connect(&store, &TrafficStore::changed, &store,
        [&](const std::vector<quint64> &sequences) { counter.takeChanged(store, sequences); });
    SomeMessage message;
    message.kind = TrafficKind::ToType;
    message.addressed = message.delivered = 2;
    message.number = 1;
    store.append(*BatchMaker()
                      .add(message)
                      .change(change(1, One, DeliveryState::Queued))
                      .change(change(1, Two, DeliveryState::Queued))
                      .batch());
    QCOMPARE(counter.count({}).total(), 0);
    store.apply({ change(1, One, DeliveryState::Sent) });
    QCOMPARE(counter.count({}).total(), 0);
    store.apply({ change(1, Two, DeliveryState::TooSlow) });
    QCOMPARE(counter.count({}).dropped, 1);
    store.apply({ change(1, One, DeliveryState::ConnectionLost) });
    QCOMPARE(counter.count({}).dropped, 1);
    const auto filter = Filter::parse(UndeliveredCounter::filterText());
    QVERIFY(std::get<Filter>(filter).matches(store.at(0)));

    // A mirror is not somebody that the message was for.
    message.number = 2;
    store.append(*BatchMaker()
                      .add(message)
                      .change(change(2, Two, DeliveryState::TooSlow, ClientType::Admin))
                      .batch());
    QCOMPARE(counter.count({}).dropped, 1);
    QVERIFY(!std::get<Filter>(filter).matches(store.at(1)));
}

void UndeliveredTest::countsByProject()
{
    SomeMessage lost;
    lost.kind = TrafficKind::ToClient;
    lost.addressed = lost.delivered = 0;
    SomeMessage other = lost;
    other.project = "other";
    UndeliveredCounter counter;
    counter.take(*BatchMaker().add(lost).add(lost).add(other).batch());
    QCOMPARE(counter.count({}).nobody, 3);
    QCOMPARE(counter.count(project(lost.project)).nobody, 2);
    QCOMPARE(counter.count(project("other")).nobody, 1);
    QCOMPARE(counter.count(project("third")).nobody, 0);
    counter.forget(project("other"));
    QCOMPARE(counter.count({}).nobody, 2);
    counter.take(*BatchMaker().add(other).batch());
    QCOMPARE(counter.count(project("other")).nobody, 1);
    counter.forget({});
    QCOMPARE(counter.count({}).total(), 0);
    QCOMPARE(counter.count(project(lost.project)).total(), 0);
}

void UndeliveredTest::isBounded()
{
    UndeliveredCounter counter;
    SomeMessage lost;
    lost.kind = TrafficKind::ToClient;
    lost.addressed = lost.delivered = 0;
    BatchMaker maker;
    for (int i = 0; i < UndeliveredCounter::MaxProjects + 5; ++i) {
        lost.project = "p" + QByteArray::number(i);
        maker.add(lost);
    }
    counter.take(*maker.batch());
    QCOMPARE(counter.count({}).nobody, UndeliveredCounter::MaxProjects + 5);
    QCOMPARE(counter.count(project("p1")).nobody, 1);
    QCOMPARE(counter.count(project(lost.project)).nobody, 0);
}

QTEST_GUILESS_MAIN(UndeliveredTest)
#include "tst_undelivered.moc"
