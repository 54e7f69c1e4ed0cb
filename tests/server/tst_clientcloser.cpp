// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/clientcloser.h"

#include "server/base/tuning.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QSet>
#include <QtTest/QTest>

#include <numeric>

using namespace broadcaster;
using namespace std::chrono_literals;

class ClientCloserTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closesInSlices();
    void spreadsADrain();
    void endsADrainWhenNobodyIsLeft();
    void cancels();
};

namespace {

std::vector<quint64> numbers(size_t count)
{
    std::vector<quint64> all(count);
    std::iota(all.begin(), all.end(), 1);
    return all;
}

struct Fixture {
    QObject context;
    TimerQueue deadlines;
    QSet<quint64> closed;
    std::chrono::microseconds cost { 0 };
    ClientCloser closer { &context, deadlines,
        [this](quint64 connection, quint16 code, std::string_view reason) {
            QCOMPARE(code, 4001);
            QCOMPARE(reason, std::string_view("because"));
            QVERIFY(!closed.contains(connection));
            closed.insert(connection);
            const auto end = std::chrono::steady_clock::now() + cost;
            while (std::chrono::steady_clock::now() < end) { }
        } };
};

} // namespace

void ClientCloserTest::closesInSlices()
{
    Fixture test;
    test.cost = limits::CrowdSliceTime / 10;
    test.closer.close(numbers(100), 4001, "because");
    QVERIFY(test.closed.isEmpty()); // Not from within the call.
    QVERIFY(test.closer.isClosing());
    QCoreApplication::sendPostedEvents(&test.context);
    QVERIFY(!test.closed.isEmpty() && test.closed.size() <= 11);
    QTRY_COMPARE(test.closed.size(), 100);
    QVERIFY(!test.closer.isClosing());
}

void ClientCloserTest::spreadsADrain()
{
    Fixture test;
    bool drained = false;
    QElapsedTimer timer;
    timer.start();
    test.closer.drain(
        numbers(100), 4001, "because", 400ms, [] { return false; }, [&] { drained = true; });
    QTRY_VERIFY(test.closed.size() >= 30);
    QVERIFY(!drained);
    QVERIFY2(timer.elapsed() >= 60, qPrintable(QString::number(timer.elapsed())));
    QTRY_VERIFY(drained);
    QCOMPARE(test.closed.size(), 100);
    QVERIFY2(timer.elapsed() >= 380, qPrintable(QString::number(timer.elapsed())));
}

void ClientCloserTest::endsADrainWhenNobodyIsLeft()
{
    Fixture test;
    bool drained = false;
    test.closer.drain(
        numbers(100), 4001, "because", 1h, [] { return true; }, [&] { drained = true; });
    QTRY_VERIFY(drained);
}

void ClientCloserTest::cancels()
{
    Fixture test;
    bool drained = false;
    test.closer.drain(
        numbers(100), 4001, "because", 50ms, [] { return false; }, [&] { drained = true; });
    test.closer.close(numbers(100), 4001, "because");
    test.closer.cancel();
    test.closer.close({ 1000 }, 4001, "because");
    QTRY_COMPARE(test.closed, QSet<quint64> { 1000 });
    QVERIFY(!drained);
}

QTEST_GUILESS_MAIN(ClientCloserTest)
#include "tst_clientcloser.moc"
