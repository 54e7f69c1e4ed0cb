// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/waitingbytes.h"

#include <QtTest/QTest>

#include <memory>
#include <optional>

using namespace broadcaster;
using namespace std::chrono_literals;

class WaitingBytesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsClientsThatWaitTooLong();
    void sparesClientsThatMoveOn();
    void endsTheLargestOfTheLargestProject();
    void asksTheOtherThreads();
    void closesAsManyAsNeeded();
    void givesBackWhatItCounted();
};

namespace {

constexpr qint64 Plenty = 1'000'000;
constexpr qsizetype Begun = 50; ///< Bytes that must follow a frame partly sent.

struct Fixture {
    TimerQueue deadlines;
    std::atomic<qint64> total { 0 };
    int overflows = 0;
    WaitingBytes waiting { deadlines, total, [this] { ++overflows; } };
};

struct Client {
    explicit Client(WaitingBytes &waiting, const QByteArray &project = "p")
        : account(waiting, *ProjectId::fromUtf8(project), [this](TooSlow reason) {
            why = reason;
            account.setWaiting(Begun);
        })
    {
    }
    std::optional<TooSlow> why;
    WaitingBytes::Account account;
};

} // namespace

void WaitingBytesTest::endsClientsThatWaitTooLong()
{
    Fixture test;
    test.waiting.setLimits(200ms, Plenty);
    Client client(test.waiting);
    client.account.setWaiting(10);
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(client.why.has_value());
    QCOMPARE(*client.why, TooSlow::OldBytes);
    QVERIFY2(timer.elapsed() >= 180, qPrintable(QString::number(timer.elapsed())));
}

void WaitingBytesTest::sparesClientsThatMoveOn()
{
    Fixture test;
    test.waiting.setLimits(200ms, Plenty);
    Client slow(test.waiting);
    Client moving(test.waiting);
    slow.account.setWaiting(1000);
    moving.account.setWaiting(1000);
    QTimer timer;
    // Ever more bytes wait, but each for only about 20 ms.
    connect(&timer, &QTimer::timeout, this, [&] {
        moving.account.sent(1000);
        moving.account.setWaiting(1000);
    });
    timer.start(10ms);
    QTRY_VERIFY(slow.why.has_value());
    slow.why.reset();
    QElapsedTimer elapsed;
    elapsed.start();
    QTRY_VERIFY(elapsed.elapsed() > 400);
    QVERIFY(!moving.why.has_value());
    QVERIFY(!slow.why.has_value()); // One call is enough.
}

void WaitingBytesTest::endsTheLargestOfTheLargestProject()
{
    Fixture test;
    test.waiting.setLimits(1h, 1000);
    Client little(test.waiting, "small");
    Client most(test.waiting, "large");
    Client more(test.waiting, "large");
    most.account.setWaiting(500);
    more.account.setWaiting(400);
    test.waiting.endTurn();
    QVERIFY(!most.why && !more.why && !little.why);
    little.account.setWaiting(101);
    test.waiting.endTurn();
    QCOMPARE(most.why, std::optional(TooSlow::TotalFull));
    QVERIFY(!more.why && !little.why);
    QCOMPARE(test.total.load(), 551);
    little.account.setWaiting(449);
    test.waiting.endTurn();
    QVERIFY(!more.why && !little.why);
    QCOMPARE(test.overflows, 0);
}

// No project of this thread is certainly the largest of all.
void WaitingBytesTest::asksTheOtherThreads()
{
    Fixture test;
    test.waiting.setLimits(1h, 1000);
    test.total = 700; // Bytes of other threads.
    Client one(test.waiting, "one");
    Client other(test.waiting, "other");
    one.account.setWaiting(300);
    other.account.setWaiting(200);
    test.waiting.endTurn();
    QCOMPARE(test.overflows, 1);
    QVERIFY(!one.why && !other.why);
    QCOMPARE(test.waiting.largestProject(), 300);
    test.waiting.endTurn(); // Nothing has grown since.
    QCOMPARE(test.overflows, 1);

    test.waiting.relieve(350); // Another thread has a larger one.
    QVERIFY(!one.why && !other.why);
    test.waiting.relieve(100);
    QCOMPARE(one.why, std::optional(TooSlow::TotalFull));
    QVERIFY(!other.why); // 950 is within the limit.
    test.total += 100;
    test.waiting.relieve(Begun);
    QCOMPARE(other.why, std::optional(TooSlow::TotalFull));
    test.total += 1000;
    test.waiting.relieve(0); // No client is left to be closed.
}

void WaitingBytesTest::closesAsManyAsNeeded()
{
    Fixture test;
    test.waiting.setLimits(1h, 10'000);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 100; ++i) {
        clients.push_back(std::make_unique<Client>(test.waiting));
        clients.back()->account.setWaiting(150 + i);
    }
    test.waiting.endTurn();
    int closed = 0;
    for (int i = 0; i < 100; ++i) {
        closed += clients[static_cast<size_t>(i)]->why ? 1 : 0;
        if (i > 0 && clients[static_cast<size_t>(i - 1)]->why)
            QVERIFY(clients[static_cast<size_t>(i)]->why); // The largest first.
    }
    QVERIFY(closed > 0 && closed < 100);
    QVERIFY(test.total <= 10'000);
    QVERIFY(test.total > 10'000 - 300);
}

void WaitingBytesTest::givesBackWhatItCounted()
{
    Fixture test;
    test.waiting.setLimits(1h, 1000);
    {
        Client one(test.waiting);
        Client other(test.waiting);
        one.account.setWaiting(300);
        other.account.setWaiting(200);
        one.account.setWaiting(100);
        QCOMPARE(test.total.load(), 300);
    }
    QCOMPARE(test.total.load(), 0);
}

QTEST_GUILESS_MAIN(WaitingBytesTest)
#include "tst_waitingbytes.moc"
