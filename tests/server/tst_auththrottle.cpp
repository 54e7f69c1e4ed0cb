// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/auththrottle.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QHostAddress Somebody(u"192.0.2.1"_s);

void noteMany(AuthThrottle &tries, const QHostAddress &peer, int count, AuthThrottle::Time now)
{
    for (int i = 0; i < count; ++i)
        tries.note(peer, now);
}

} // namespace

class AuthThrottleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slowsAddressesThatFailTooOften();
    void forgivesOneAnInterval();
    void waitHasABound();
    void networks_data();
    void networks();
    void tableHasABound();

private:
    const AuthThrottle::Time m_now = AuthThrottle::Time() + 24h;
};

void AuthThrottleTest::slowsAddressesThatFailTooOften()
{
    AuthThrottle tries;
    for (int i = 1; i < limits::FailedTryBurst; ++i) {
        QCOMPARE(tries.waitOf(Somebody, m_now), 0ms);
        QVERIFY(!tries.note(Somebody, m_now));
    }
    QCOMPARE(tries.waitOf(Somebody, m_now), 0ms);
    QVERIFY(tries.note(Somebody, m_now)); // Returned only once.
    QCOMPARE(tries.waitOf(Somebody, m_now), limits::FailedTryInterval);
    QVERIFY(!tries.note(Somebody, m_now));
    QCOMPARE(tries.waitOf(QHostAddress(u"192.0.2.2"_s), m_now), 0ms);
}

void AuthThrottleTest::forgivesOneAnInterval()
{
    AuthThrottle tries;
    noteMany(tries, Somebody, limits::FailedTryBurst, m_now);
    QCOMPARE(tries.waitOf(Somebody, m_now + limits::FailedTryInterval - 1ms), 1ms);
    const auto later = m_now + limits::FailedTryInterval;
    QCOMPARE(tries.waitOf(Somebody, later), 0ms);
    QVERIFY(tries.note(Somebody, later));
    QCOMPARE(tries.waitOf(Somebody, later), limits::FailedTryInterval);
    const auto muchLater = m_now + limits::FailedTryInterval * (limits::FailedTryBurst + 1);
    noteMany(tries, Somebody, limits::FailedTryBurst - 1, muchLater);
    QCOMPARE(tries.waitOf(Somebody, muchLater), 0ms);
}

void AuthThrottleTest::waitHasABound()
{
    AuthThrottle tries;
    noteMany(tries, Somebody, limits::FailedTryBurst * 10, m_now);
    QCOMPARE(tries.waitOf(Somebody, m_now), std::chrono::milliseconds(limits::MaxFailedTryWait));
}

void AuthThrottleTest::networks_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("the same") << u"10.0.0.1"_s << u"10.0.0.1"_s << true;
    QTest::newRow("neighbours") << u"10.0.0.1"_s << u"10.0.0.2"_s << false;
    QTest::newRow("mapped") << u"10.0.0.1"_s << u"::ffff:10.0.0.1"_s << true;
    QTest::newRow("one network") << u"2001:db8::1"_s << u"2001:db8::ffff:ffff:1:1"_s << true;
    QTest::newRow("two networks") << u"2001:db8::1"_s << u"2001:db8:0:1::1"_s << false;
    QTest::newRow("of either kind") << u"0.0.0.0"_s << u"::2"_s << false;
}

void AuthThrottleTest::networks()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    AuthThrottle tries;
    noteMany(tries, QHostAddress(one), limits::FailedTryBurst, m_now);
    QTEST(tries.waitOf(QHostAddress(other), m_now) > 0ms, "isSame");
}

void AuthThrottleTest::tableHasABound()
{
    AuthThrottle tries;
    noteMany(tries, Somebody, limits::FailedTryBurst, m_now);
    for (quint32 i = 0; i < limits::MaxFailedAddresses + 10; ++i)
        tries.note(QHostAddress(0x0a000000 + i), m_now);
    QCOMPARE(tries.size(), limits::MaxFailedAddresses);
    QVERIFY(tries.waitOf(Somebody, m_now) > 0ms); // That address has the longest wait.
    const auto later = m_now + limits::FailedTryInterval;
    tries.note(QHostAddress(0x0b000000), later);
    QCOMPARE(tries.size(), 2); // All others are forgiven.
}

QTEST_GUILESS_MAIN(AuthThrottleTest)
#include "tst_auththrottle.moc"
