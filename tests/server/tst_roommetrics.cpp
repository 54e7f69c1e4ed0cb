// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/metrics/roommetrics.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

ProjectMetrics project(int number, qint64 messages)
{
    return { *ProjectId::fromUtf8(QByteArray::number(number)), 1, 10, { messages, 0, 0, 0 } };
}

} // namespace

class RoomMetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void buckets_data();
    void buckets();
    void boundsGrow();
    void histogramsAdd();
    void keepsTheBusiest();
    void forgottenProjectsCount();
};

void RoomMetricsTest::buckets_data()
{
    QTest::addColumn<qint64>("took"); // In microseconds.
    QTest::addColumn<int>("bucket");
    QTest::newRow("negative") << qint64(-1) << 0;
    QTest::newRow("nothing") << qint64(0) << 0;
    QTest::newRow("first") << qint64(16) << 0;
    QTest::newRow("second") << qint64(17) << 1;
    QTest::newRow("its end") << qint64(24) << 1;
    QTest::newRow("third") << qint64(25) << 2;
    QTest::newRow("power of two") << qint64(32) << 2;
    QTest::newRow("behind it") << qint64(33) << 3;
    QTest::newRow("last") << qint64(12'582'912) << LatencyHistogram::BucketCount - 1;
    QTest::newRow("beyond") << qint64(12'582'913) << LatencyHistogram::BucketCount;
    QTest::newRow("an hour") << qint64(3'600'000'000) << LatencyHistogram::BucketCount;
}

void RoomMetricsTest::buckets()
{
    QFETCH(qint64, took);
    QFETCH(int, bucket);
    LatencyHistogram histogram;
    histogram.record(std::chrono::microseconds(took), 3);
    QCOMPARE(histogram.countIn(bucket), 3);
    QCOMPARE(histogram.count(), 3);
    QCOMPARE(histogram.sum().count(), 3 * took);
}

void RoomMetricsTest::boundsGrow()
{
    for (int bucket = 1; bucket < LatencyHistogram::BucketCount; ++bucket) {
        const auto bound = LatencyHistogram::upperBound(bucket);
        QVERIFY(bound > LatencyHistogram::upperBound(bucket - 1));
        LatencyHistogram histogram;
        histogram.record(bound, 1);
        histogram.record(LatencyHistogram::upperBound(bucket - 1) + 1us, 1);
        QCOMPARE(histogram.countIn(bucket), 2);
    }
}

void RoomMetricsTest::histogramsAdd()
{
    LatencyHistogram one;
    one.record(10us, 1);
    LatencyHistogram other;
    other.record(10us, 2);
    other.record(1h, 1);
    one.add(other);
    QCOMPARE(one.countIn(0), 3);
    QCOMPARE(one.count(), 4);
    QCOMPARE(one.sum(), 1h + 30us);
}

void RoomMetricsTest::keepsTheBusiest()
{
    // The usual order: each thread on its own, then all together.
    RoomMetrics all;
    for (int thread = 0; thread < 2; ++thread) {
        RoomMetrics ofThread;
        for (int i = thread; i < 2 * limits::MaxMetricProjects; i += 2)
            ofThread.addProject(project(i, i));
        ofThread.projects = limits::MaxMetricProjects;
        all.add(ofThread);
    }
    all.sortBusiest();
    QCOMPARE(all.busiest.size(), limits::MaxMetricProjects);
    QCOMPARE(all.projects, 2 * limits::MaxMetricProjects);
    qint64 expected = 2 * limits::MaxMetricProjects;
    for (const ProjectMetrics &busy : std::as_const(all.busiest))
        QCOMPARE(busy.traffic.messagesIn, --expected);
    QCOMPARE(all.rest.clients, limits::MaxMetricProjects);
    QCOMPARE(all.rest.traffic.messagesIn, expected * (expected - 1) / 2);
    QCOMPARE(all.total().clients, 2 * limits::MaxMetricProjects);
    QCOMPARE(all.total().queueBytes, 20 * limits::MaxMetricProjects);
}

void RoomMetricsTest::forgottenProjectsCount()
{
    RoomMetrics metrics;
    metrics.addProject(project(1, 5));
    metrics.gone = { 1, 2, 4, 5 };
    metrics.sortBusiest();
    const TrafficCounts total = metrics.total().traffic;
    QCOMPARE(total.messagesIn, 6);
    QCOMPARE(total.messagesOut, 2);
    QCOMPARE(total.bytesIn, 4);
    QCOMPARE(total.bytesOut, 5);
}

QTEST_GUILESS_MAIN(RoomMetricsTest)
#include "tst_roommetrics.moc"
