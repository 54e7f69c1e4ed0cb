// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/backlog.h"

#include <QtTest/QTest>

#include <optional>

using namespace broadcaster;
using namespace std::chrono_literals;

class BacklogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsWhatWaitsTooLong();
    void sparesWhoMovesOn();
    void endsTheLongestOfAll();
    void givesBackWhatItCounted();
};

namespace {

constexpr qint64 Plenty = 1'000'000;
constexpr qsizetype Begun = 50; ///< Of a frame partly sent, what has to follow.

struct Fixture {
    Deadlines deadlines;
    std::atomic<qint64> total { 0 };
    Backlog backlog { deadlines, total };
};

struct Client {
    explicit Client(Backlog &backlog)
        : place(backlog, [this](TooSlow reason) {
            why = reason;
            place.setWaiting(Begun);
        })
    {
    }
    std::optional<TooSlow> why;
    Backlog::Place place;
};

} // namespace

void BacklogTest::endsWhatWaitsTooLong()
{
    Fixture test;
    test.backlog.setLimits(200ms, Plenty);
    Client client(test.backlog);
    client.place.setWaiting(10);
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(client.why.has_value());
    QCOMPARE(*client.why, TooSlow::OldBytes);
    QVERIFY2(timer.elapsed() >= 180, qPrintable(QString::number(timer.elapsed())));
}

void BacklogTest::sparesWhoMovesOn()
{
    Fixture test;
    test.backlog.setLimits(200ms, Plenty);
    Client slow(test.backlog);
    Client moving(test.backlog);
    slow.place.setWaiting(1000);
    moving.place.setWaiting(1000);
    QTimer timer;
    // Ever more waits, but each byte for 20 ms or so.
    connect(&timer, &QTimer::timeout, this, [&] {
        moving.place.sent(1000);
        moving.place.setWaiting(1000);
    });
    timer.start(10ms);
    QTRY_VERIFY(slow.why.has_value());
    slow.why.reset();
    QElapsedTimer elapsed;
    elapsed.start();
    QTRY_VERIFY(elapsed.elapsed() > 400);
    QVERIFY(!moving.why.has_value());
    QVERIFY(!slow.why.has_value()); // Once is enough.
}

void BacklogTest::endsTheLongestOfAll()
{
    Fixture test;
    test.backlog.setLimits(1h, 1000);
    Client little(test.backlog);
    Client most(test.backlog);
    Client more(test.backlog);
    most.place.setWaiting(500);
    more.place.setWaiting(400);
    QVERIFY(!most.why && !more.why && !little.why);
    little.place.setWaiting(101);
    QCOMPARE(most.why, std::optional(TooSlow::TotalFull));
    QVERIFY(!more.why && !little.why);
    QCOMPARE(test.total.load(), 551);
    little.place.setWaiting(200); // The longest has not gone yet, but makes room already.
    QVERIFY(!more.why && !little.why);
    little.place.setWaiting(551);
    QCOMPARE(little.why, std::optional(TooSlow::TotalFull));
    QVERIFY(!more.why);
    more.place.setWaiting(1000);
    QCOMPARE(more.why, std::optional(TooSlow::TotalFull));
    QCOMPARE(test.total.load(), 3 * Begun);
}

void BacklogTest::givesBackWhatItCounted()
{
    Fixture test;
    test.backlog.setLimits(1h, 1000);
    {
        Client one(test.backlog);
        Client other(test.backlog);
        one.place.setWaiting(300);
        other.place.setWaiting(200);
        one.place.setWaiting(100);
        QCOMPARE(test.total.load(), 300);
    }
    QCOMPARE(test.total.load(), 0);
}

QTEST_GUILESS_MAIN(BacklogTest)
#include "tst_backlog.moc"
