// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/ratelimit.h"

#include <QtTest/QTest>

using namespace broadcaster;
using Verdict = RateLimit::Verdict;

class RateLimitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lawful_data();
    void lawful();
    void warnsThenCloses();
    void warnsOnceASecond();
    void forgetsOnceFull();
    void survivesAClockSetBack();
};

namespace {

constexpr qint64 Start = 1'700'000'000'000;

} // namespace

void RateLimitTest::lawful_data()
{
    QTest::addColumn<int>("perSecond");
    QTest::addColumn<int>("atOnce");
    QTest::addColumn<int>("everyMs");
    QTest::newRow("a burst a second") << 100 << 100 << 1000;
    QTest::newRow("evenly") << 100 << 1 << 10;
    QTest::newRow("one a second") << 1 << 1 << 1000;
    QTest::newRow("as many as can be set") << 1'000'000 << 1000 << 1;
}

void RateLimitTest::lawful()
{
    QFETCH(int, perSecond);
    QFETCH(int, atOnce);
    QFETCH(int, everyMs);
    RateLimit limit(Start);
    for (qint64 now = Start; now < Start + 20'000; now += everyMs) {
        for (int i = 0; i < atOnce; ++i)
            QCOMPARE(limit.take(perSecond, now), Verdict::Pass);
    }
}

void RateLimitTest::warnsThenCloses()
{
    RateLimit limit(Start);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(limit.take(10, Start), Verdict::Pass);
    QCOMPARE(limit.take(10, Start), Verdict::Warn);
    for (int i = 0; i < 9; ++i)
        QCOMPARE(limit.take(10, Start), Verdict::Drop);
    QCOMPARE(limit.take(10, Start), Verdict::Close);
}

void RateLimitTest::warnsOnceASecond()
{
    RateLimit limit(Start);
    int warnings = 0;
    for (qint64 now = Start; now < Start + 13'000; now += 10) { // 100 a second, not 90
        const Verdict verdict = limit.take(90, now);
        QVERIFY(verdict != Verdict::Close);
        warnings += verdict == Verdict::Warn;
    }
    QVERIFY2(warnings >= 3 && warnings <= 5, qPrintable(QString::number(warnings)));
}

void RateLimitTest::forgetsOnceFull()
{
    RateLimit limit(Start);
    for (int round = 0; round < 20; ++round) {
        const qint64 now = Start + round * 1000;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(limit.take(10, now), Verdict::Pass);
        QCOMPARE(limit.take(10, now), Verdict::Warn);
        QCOMPARE(limit.take(10, now), Verdict::Drop);
    }
}

void RateLimitTest::survivesAClockSetBack()
{
    RateLimit limit(Start);
    QCOMPARE(limit.take(1, Start), Verdict::Pass);
    QCOMPARE(limit.take(1, Start - 3'600'000), Verdict::Warn);
    QCOMPARE(limit.take(1, Start - 3'599'000), Verdict::Pass);
}

QTEST_GUILESS_MAIN(RateLimitTest)
#include "tst_ratelimit.moc"
