// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/connectionsbynetwork.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ConnectionsByNetworkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLargestGivesItsOldest();
    void ofEqualOnesTheOldestGives();
    void networks_data();
    void networks();
};

void ConnectionsByNetworkTest::theLargestGivesItsOldest()
{
    ConnectionsByNetwork connections;
    QVERIFY(!connections.oldestOfLargest());
    connections.add(1, 10); // The oldest of all, alone in its network.
    for (quint64 number : { 11, 12, 13 })
        connections.add(2, number);
    QCOMPARE(connections.size(), 4);
    QCOMPARE(connections.oldestOfLargest(), 11);
    // The network has one, and with two would have fewer than three.
    QVERIFY(connections.isOutnumbered(1));
    QVERIFY(connections.isOutnumbered(3));
    QVERIFY(!connections.isOutnumbered(2));
    connections.remove(2, 11);
    QCOMPARE(connections.oldestOfLargest(), 12);
    connections.remove(2, 11); // The connection is already gone.
    QCOMPARE(connections.size(), 3);
    for (quint64 number : { 14, 15 })
        connections.add(1, number);
    QCOMPARE(connections.oldestOfLargest(), 10);
    for (quint64 number : { 10, 14, 15 })
        connections.remove(1, number);
    QCOMPARE(connections.oldestOfLargest(), 12);
    connections.remove(2, 12);
    connections.remove(2, 13);
    QVERIFY(!connections.oldestOfLargest());
    QCOMPARE(connections.size(), 0);
}

void ConnectionsByNetworkTest::ofEqualOnesTheOldestGives()
{
    ConnectionsByNetwork connections;
    connections.add(9, 1);
    connections.add(1, 2);
    connections.add(5, 3);
    QCOMPARE(connections.oldestOfLargest(), 1);
    connections.remove(9, 1);
    QCOMPARE(connections.oldestOfLargest(), 2);
}

void ConnectionsByNetworkTest::networks_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("IPv4") << u"10.0.0.1"_s << u"10.0.0.2"_s << false;
    QTest::newRow("mapped") << u"10.0.0.1"_s << u"::ffff:10.0.0.1"_s << true;
    QTest::newRow("IPv6, one network") << u"2001:db8:0:1::1"_s << u"2001:db8:0:1:f::2"_s << true;
    QTest::newRow("IPv6, two networks") << u"2001:db8:0:1::1"_s << u"2001:db8:0:2::1"_s << false;
}

void ConnectionsByNetworkTest::networks()
{
    QFETCH(const QString, first);
    QFETCH(const QString, second);
    QTEST(networkOf(QHostAddress(first)) == networkOf(QHostAddress(second)), "isSame");
}

QTEST_GUILESS_MAIN(ConnectionsByNetworkTest)
#include "tst_connectionsbynetwork.moc"
