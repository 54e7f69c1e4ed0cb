// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/wrongkeys.h"

#include "server/base/tuning.h"
#include "server/gateway/wrongkeyguard.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QHostAddress Somebody(u"192.0.2.1"_s);

HttpRequest requestWith(const QByteArray &header, const QByteArray &value)
{
    HttpRequest request;
    request.target = "/websocket?projectId=p";
    request.headers.emplaceBack(header, value);
    return request;
}

HttpRequest withKey(int number)
{
    return requestWith("x-api-key", QByteArray::number(number));
}

} // namespace

class WrongKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersForAWhile();
    void tableHasABound();
    void partsDoNotRunTogether();
    void guessingIsSlowed();
    void oneDeadKeyIsNotGuessing();
    void serviceKeysHaveABudgetOfTheirOwn();

private:
    const WrongKeys::Time m_now = WrongKeys::Time() + 24h;
};

void WrongKeysTest::remembersForAWhile()
{
    WrongKeys keys;
    QVERIFY(!keys.contains("a", m_now));
    QVERIFY(keys.note("a", m_now));
    QVERIFY(!keys.note("a", m_now + 1s)); // This does not prolong it.
    QVERIFY(keys.contains("a", m_now + limits::WrongKeyMemory - 1ms));
    QVERIFY(!keys.contains("a", m_now + limits::WrongKeyMemory));
    QVERIFY(keys.note("a", m_now + limits::WrongKeyMemory));
    QCOMPARE(keys.size(), 1);
}

void WrongKeysTest::tableHasABound()
{
    WrongKeys keys;
    for (int i = 0; i <= limits::MaxRememberedWrongKeys; ++i)
        QVERIFY(keys.note(QByteArray::number(i), m_now));
    QCOMPARE(keys.size(), limits::MaxRememberedWrongKeys);
    QVERIFY(!keys.contains("0", m_now)); // The oldest one went.
    QVERIFY(keys.contains("1", m_now));
}

void WrongKeysTest::partsDoNotRunTogether()
{
    QCOMPARE(WrongKeys::digestOf({ "ab", "c" }), WrongKeys::digestOf({ "ab", "c" }));
    QVERIFY(WrongKeys::digestOf({ "ab", "c" }) != WrongKeys::digestOf({ "a", "bc" }));
    QVERIFY(WrongKeys::digestOf({ "", "a" }) != WrongKeys::digestOf({ "a", "" }));
}

void WrongKeysTest::guessingIsSlowed()
{
    WrongKeyGuard guard;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"192\\.0\\.2\\.1: it is slowed"_s));
    for (int i = 0; i < limits::FailedTryBurst; ++i)
        QCOMPARE(guard.note(withKey(i), Somebody, m_now), 0s);
    QCOMPARE(guard.note(withKey(-1), Somebody, m_now), 1s);
    QCOMPARE(guard.note(withKey(-2), Somebody, m_now + limits::FailedTryInterval), 0s);
    QCOMPARE(guard.note(withKey(-3), QHostAddress(u"192.0.2.2"_s), m_now), 0s);
}

void WrongKeysTest::oneDeadKeyIsNotGuessing()
{
    WrongKeyGuard guard;
    for (int i = 0; i < 2 * limits::FailedTryBurst; ++i)
        QCOMPARE(guard.note(withKey(1), Somebody, m_now), 0s);
    for (int i = 2; i < limits::FailedTryBurst; ++i)
        QCOMPARE(guard.note(withKey(i), Somebody, m_now), 0s);
}

void WrongKeysTest::serviceKeysHaveABudgetOfTheirOwn()
{
    WrongKeyGuard guard;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"it is slowed"_s));
    for (int i = 0; i < limits::FailedTryBurst + 1; ++i)
        (void)guard.note(withKey(i), Somebody, m_now);
    QVERIFY(guard.note(withKey(-1), Somebody, m_now) > 0s);
    QCOMPARE(guard.note(requestWith("Authorization", "Bearer x"), Somebody, m_now), 0s);
}

QTEST_GUILESS_MAIN(WrongKeysTest)
#include "tst_wrongkeys.moc"
