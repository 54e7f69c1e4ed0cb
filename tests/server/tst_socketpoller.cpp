// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/socketpoller.h"

#include "server/base/tuning.h"
#include "server/net/descriptorlimit.h"

#include <QtTest/QTest>

#include <sys/socket.h>

#include <array>
#include <chrono>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

void spin(std::chrono::microseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) { }
}

/// One end of a socket pair, watched by the poller; the test holds the other.
class Probe final : public PolledSocket {
public:
    explicit Probe(SocketPoller &poller)
        : m_poller(poller)
    {
        std::array<int, 2> ends {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0)
            qFatal("socketpair");
        own = OwnedDescriptor(ends[0]);
        other = OwnedDescriptor(ends[1]);
        if (!poller.add(own.get(), this))
            qFatal("add");
    }
    ~Probe() { m_poller.remove(own.get(), this); }

    void onReadable() override
    {
        char byte = 0;
        if (::recv(own.get(), &byte, 1, 0) == 1)
            ++readable;
        if (whenReadable)
            whenReadable();
    }
    void onWritable() override { ++writable; }
    void onFlush() override
    {
        ++flushed;
        if (whenFlushed)
            whenFlushed();
    }
    void poke() const { QCOMPARE(::send(other.get(), "x", 1, 0), ssize_t(1)); }

    OwnedDescriptor own;
    OwnedDescriptor other;
    int readable = 0;
    int writable = 0;
    int flushed = 0;
    std::function<void()> whenReadable;
    std::function<void()> whenFlushed;

    using PolledSocket::setBusy;

private:
    SocketPoller &m_poller;
};

} // namespace

class SocketPollerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportsWhatIsAskedFor();
    void flushesAtTheEndOfTheTurn();
    void flushesThatAskForMore();
    void forgetsARemovedSocket();
    void servesBusySocketsLast();
    void goesOnWithThoseThatWaited();
    void servesOthersBesideAGroupThatOwesMuch();
    void sendsAPieceAtATime();
    void seesAllThatAreReady();
    void readsAgainInALaterTurn();
};

void SocketPollerTest::reportsWhatIsAskedFor()
{
    SocketPoller poller;
    Probe probe(poller);
    probe.poke();
    QTRY_COMPARE(probe.readable, 1);
    QCOMPARE(probe.writable, 0);
    poller.setInterest(probe.own.get(), &probe, true, true);
    QTRY_VERIFY(probe.writable > 0);
    poller.setInterest(probe.own.get(), &probe, false, false);
    Probe barrier(poller);
    probe.poke();
    barrier.poke();
    QTRY_COMPARE(barrier.readable, 1);
    QCOMPARE(probe.readable, 1);
}

void SocketPollerTest::flushesAtTheEndOfTheTurn()
{
    SocketPoller poller;
    int turns = 0;
    poller.setBeforeFlush([&] { ++turns; });
    Probe probe(poller);
    probe.whenReadable = [&] {
        poller.requestFlush(&probe);
        QCOMPARE(probe.flushed, 0);
    };
    probe.poke();
    QTRY_COMPARE(probe.flushed, 1);
    QVERIFY(turns > 0);
    probe.whenReadable = {};
    poller.requestFlush(&probe); // Outside of a turn.
    QCOMPARE(probe.flushed, 1);
    QTRY_COMPARE(probe.flushed, 2);
}

void SocketPollerTest::flushesThatAskForMore()
{
    SocketPoller poller;
    Probe first(poller);
    Probe second(poller);
    first.whenFlushed = [&] { poller.requestFlush(&second); };
    poller.requestFlush(&first);
    QTRY_COMPARE(second.flushed, 1);
    QCOMPARE(first.flushed, 1);
}

void SocketPollerTest::forgetsARemovedSocket()
{
    SocketPoller poller;
    Probe survivor(poller);
    auto goner = std::make_unique<Probe>(poller);
    int calls = 0;
    survivor.whenReadable = [&] { goner.reset(); };
    goner->whenReadable = [&] {
        ++calls;
        survivor.whenReadable = {};
    };
    goner->whenFlushed = [&] { ++calls; };
    poller.requestFlush(goner.get());
    goner.reset();
    survivor.poke();
    QTRY_COMPARE(survivor.readable, 1);
    QCOMPARE(calls, 0);
}

void SocketPollerTest::servesBusySocketsLast()
{
    SocketPoller poller;
    QStringList order;
    Probe busy(poller);
    busy.setBusy(true);
    busy.whenReadable = [&] { order += u"busy"_s; };
    Probe light(poller);
    light.whenReadable = [&] { order += u"light"_s; };
    busy.poke();
    light.poke();
    QTRY_COMPARE(order, (QStringList { u"light"_s, u"busy"_s }));
}

// A turn serves at least one busy socket, and the next turn those that were not served.
void SocketPollerTest::goesOnWithThoseThatWaited()
{
    SocketPoller poller;
    int turns = 0;
    poller.setAfterTurn([&] { ++turns; });
    QList<int> served;
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < 5; ++i) {
        probes.push_back(std::make_unique<Probe>(poller));
        probes.back()->setBusy(true);
        probes.back()->whenReadable = [&, i] {
            served += i;
            spin(limits::TurnTime);
        };
        probes.back()->poke();
        probes.back()->poke(); // Ready again, and behind all others.
    }
    QTRY_COMPARE(served.size(), 10);
    QCOMPARE(served, (QList<int> { 0, 1, 2, 3, 4, 0, 1, 2, 3, 4 }));
    QVERIFY(turns >= 10);
}

// The output caused by a crowd is sent in several turns, in which others are served and flushed.
void SocketPollerTest::servesOthersBesideAGroupThatOwesMuch()
{
    SocketPoller poller;
    constexpr int PiecesOfACrowd = 5;
    int pieces = 0;
    bool isOwed = false;
    poller.setSendShared([&](auto) {
        if (isOwed && ++pieces % PiecesOfACrowd == 0)
            isOwed = false;
        return !isOwed;
    });
    ServiceGroup crowd;
    QList<int> piecesWhenServed;
    std::vector<std::unique_ptr<Probe>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<Probe>(poller));
        clients.back()->service.group = &crowd;
        clients.back()->whenReadable = [&] {
            piecesWhenServed += pieces;
            poller.budget().addFanoutDebt(limits::WorkBytesPerTurn, 1);
            isOwed = true;
            poller.requestSendShared();
        };
        clients.back()->poke();
    }
    ServiceGroup small;
    Probe other(poller);
    other.service.group = &small;
    QList<int> piecesWhenFlushed;
    other.whenReadable = [&] { poller.requestFlush(&other); };
    other.whenFlushed = [&] {
        piecesWhenFlushed += pieces;
        if (piecesWhenFlushed.size() < 3)
            other.poke();
    };
    other.poke();
    QTRY_COMPARE(piecesWhenServed.size(), 3);
    QCOMPARE(piecesWhenServed, (QList<int> { 0, PiecesOfACrowd, 2 * PiecesOfACrowd }));
    QTRY_COMPARE(piecesWhenFlushed, (QList<int> { 0, 1, 2 }));
}

// Flushes that take too long continue in the next turn, in their order.
void SocketPollerTest::sendsAPieceAtATime()
{
    SocketPoller poller;
    int turns = 0;
    poller.setAfterTurn([&] { ++turns; });
    QList<int> flushed;
    QList<int> inTurn;
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < 3; ++i) {
        probes.push_back(std::make_unique<Probe>(poller));
        probes.back()->whenFlushed = [&, i] {
            flushed += i;
            inTurn += turns;
            spin(limits::FlushTime);
        };
        poller.requestFlush(probes.back().get());
    }
    QTRY_COMPARE(flushed, (QList<int> { 0, 1, 2 }));
    QCOMPARE(inTurn, (QList<int> { 0, 1, 2 }));
    QVERIFY(!poller.hasUnsent());
}

// Many are ready, and none of them is served yet: a further one does not wait until they are.
void SocketPollerTest::seesAllThatAreReady()
{
    raiseDescriptorLimit();
    SocketPoller poller;
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < limits::EventsPerCall + 10; ++i) {
        probes.push_back(std::make_unique<Probe>(poller));
        probes.back()->setBusy(true);
        probes.back()->whenReadable = [] { spin(limits::TurnTime); };
        probes.back()->poke();
    }
    Probe last(poller);
    last.poke();
    int turns = 0;
    int servedInTurn = -1;
    poller.setAfterTurn([&] { ++turns; });
    last.whenReadable = [&] { servedInTurn = turns; };
    QTRY_COMPARE(servedInTurn, 0);
}

void SocketPollerTest::readsAgainInALaterTurn()
{
    SocketPoller poller;
    int turns = 0;
    poller.setAfterTurn([&] { ++turns; });
    Probe probe(poller);
    QList<int> readInTurn;
    probe.whenReadable = [&] {
        readInTurn += turns;
        if (readInTurn.size() < 3) {
            poller.requestRead(&probe);
            poller.requestRead(&probe); // Once is enough.
        }
    };
    probe.poke();
    QTRY_COMPARE(readInTurn.size(), 3);
    QCOMPARE(readInTurn, (QList<int> { 0, 1, 2 }));
}

QTEST_GUILESS_MAIN(SocketPollerTest)
#include "tst_socketpoller.moc"
