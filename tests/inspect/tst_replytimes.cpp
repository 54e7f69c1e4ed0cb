// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/replytimes.h"
#include "server/api/loglinear.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using namespace broadcaster;

class ReplyTimesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bucketsFollowEachOther_data();
    void bucketsFollowEachOther();
    void isEmptyAtFirst();
    void quantiles_data();
    void quantiles();
    void keepsItsError();
    void addsOthers();
    void isSmall();
};

void ReplyTimesTest::bucketsFollowEachOther_data()
{
    QTest::addColumn<int>("bits");
    for (const int bits : { 0, 1, 3, 4 })
        QTest::addRow("%d bits", bits) << bits;
}

void ReplyTimesTest::bucketsFollowEachOther()
{
    QFETCH(int, bits);
    quint64 expected = 0;
    for (int bucket = 0; bucket < 200; ++bucket) {
        QCOMPARE(logLinearLowest(bucket, bits), expected);
        const quint64 last = expected + logLinearWidth(bucket, bits) - 1;
        QCOMPARE(logLinearBucket(expected, bits), bucket);
        QCOMPARE(logLinearBucket(last, bits), bucket);
        expected = last + 1;
        if (expected == 0) // Beyond 64 bits.
            break;
    }
    QVERIFY(logLinearBucket(~quint64 { 0 }, bits) <= 64 << bits);
}

void ReplyTimesTest::isEmptyAtFirst()
{
    const ReplyTimes times;
    QCOMPARE(times.count(), 0U);
    QCOMPARE(times.quantile(0.5), 0);
    QCOMPARE(times.longest(), 0);
    QCOMPARE(times.bytes(), 0);
}

void ReplyTimesTest::quantiles_data()
{
    QTest::addColumn<QList<qint64>>("recorded");
    QTest::addColumn<double>("share");
    QTest::addColumn<qint64>("expected");
    const QList<qint64> ten { 1, 2, 3, 4, 5, 6, 7, 8, 9, 31 };
    QTest::newRow("one") << QList<qint64> { 7 } << 0.99 << qint64 { 7 };
    QTest::newRow("median") << ten << 0.5 << qint64 { 5 };
    QTest::newRow("p90") << ten << 0.9 << qint64 { 9 };
    QTest::newRow("p91") << ten << 0.91 << qint64 { 31 };
    QTest::newRow("all") << ten << 1.0 << qint64 { 31 };
    QTest::newRow("in no order") << QList<qint64> { 30, 1, 20 } << 0.5 << qint64 { 20 };
    QTest::newRow("never above the longest") << QList<qint64> { 1'000 } << 0.5 << qint64 { 1'000 };
    QTest::newRow("negative") << QList<qint64> { -5 } << 0.5 << qint64 { 0 };
    QTest::newRow("endless") << QList<qint64> { std::numeric_limits<qint64>::max() } << 0.5
                             << ReplyTimes::MaxMs;
}

void ReplyTimesTest::quantiles()
{
    QFETCH(QList<qint64>, recorded);
    QFETCH(double, share);
    QFETCH(qint64, expected);
    ReplyTimes times;
    for (const qint64 ms : recorded)
        times.record(ms);
    QCOMPARE(times.count(), static_cast<quint64>(recorded.size()));
    QVERIFY(std::abs(times.quantile(share) - expected) <= expected / 32);
    if (expected < 32)
        QCOMPARE(times.quantile(share), expected);
}

void ReplyTimesTest::keepsItsError()
{
    QRandomGenerator random(1);
    std::vector<qint64> all;
    ReplyTimes times;
    for (int i = 0; i < 20'000; ++i) {
        const auto ms = static_cast<qint64>(std::exp(random.bounded(14.0)));
        all.push_back(ms);
        times.record(ms);
    }
    std::sort(all.begin(), all.end());
    for (const double share : { 0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0 }) {
        const auto rank = static_cast<size_t>(std::ceil(share * 20'000)) - 1;
        const auto exact = static_cast<double>(all[rank]);
        const auto told = static_cast<double>(times.quantile(share));
        QVERIFY2(std::abs(told - exact) <= exact / 32, qPrintable(QString::number(share)));
    }
    QCOMPARE(times.longest(), all.back());
}

void ReplyTimesTest::addsOthers()
{
    ReplyTimes slow;
    slow.record(20'000);
    ReplyTimes fast;
    fast.record(3);
    fast.record(4);
    ReplyTimes sum;
    sum.add(slow);
    sum.add(fast);
    sum.add({});
    QCOMPARE(sum.count(), 3U);
    QCOMPARE(sum.quantile(0.5), 4);
    QCOMPARE(sum.longest(), 20'000);
    QCOMPARE(fast.longest(), 4);
}

void ReplyTimesTest::isSmall()
{
    ReplyTimes times;
    times.record(100);
    QVERIFY(times.bytes() < 16);
    times.record(0);
    times.record(ReplyTimes::MaxMs);
    QVERIFY(times.bytes() <= 2'048);
}

QTEST_GUILESS_MAIN(ReplyTimesTest)
#include "tst_replytimes.moc"
