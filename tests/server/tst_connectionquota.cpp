// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/connectionquota.h"

#include <QtTest/QTest>

using namespace broadcaster;
using Answer = ConnectionQuota::Answer;

class ConnectionQuotaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limitsAllAndEachProject();
    void countsWhyConnectionsEnded();
    void closesForGood();
};

void ConnectionQuotaTest::limitsAllAndEachProject()
{
    const ProjectId a = *ProjectId::fromUtf8("a");
    const ProjectId b = *ProjectId::fromUtf8("b");
    ConnectionQuota places(3, 2);
    QCOMPARE(places.take(a), Answer::Taken);
    QCOMPARE(places.take(a), Answer::Taken);
    QCOMPARE(places.take(a), Answer::ProjectFull);
    QCOMPARE(places.take(b), Answer::Taken);
    QCOMPARE(places.take(b), Answer::Full);
    QCOMPARE(places.open(), 3);
    QCOMPARE(places.refused(), 2);
    places.giveBack(a, 1000);
    QCOMPARE(places.take(b), Answer::Taken);
    QCOMPARE(places.take(a), Answer::Full);
    places.giveBack(b, 1000);
    QCOMPARE(places.take(a), Answer::Taken);
}

void ConnectionQuotaTest::countsWhyConnectionsEnded()
{
    const ProjectId a = *ProjectId::fromUtf8("a");
    ConnectionQuota places(10, 10);
    for (const quint16 code : std::initializer_list<quint16> { 1000, 4002, 1000 }) {
        QCOMPARE(places.take(a), Answer::Taken);
        places.giveBack(a, code);
    }
    QCOMPARE(places.endedByCode(), (QMap<quint16, qint64> { { 1000, 2 }, { 4002, 1 } }));
    QCOMPARE(places.open(), 0);
}

void ConnectionQuotaTest::closesForGood()
{
    const ProjectId a = *ProjectId::fromUtf8("a");
    ConnectionQuota places(10, 10);
    QCOMPARE(places.take(a), Answer::Taken);
    QVERIFY(!places.isClosed());
    places.close();
    QVERIFY(places.isClosed());
    QCOMPARE(places.take(a), Answer::Closed);
    QCOMPARE(places.refused(), 0); // It was not for want of room.
    QCOMPARE(places.open(), 1);
    places.giveBack(a, 1000);
    QCOMPARE(places.take(a), Answer::Closed);
}

QTEST_GUILESS_MAIN(ConnectionQuotaTest)
#include "tst_connectionquota.moc"
