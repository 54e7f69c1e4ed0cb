// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/tuning.h"
#include "server/gateway/httpoutput.h"
#include "server/gateway/httpoutputaccount.h"
#include "server/net/stream.h"

#include <QtTest/QTest>

#include <sys/socket.h>

#include <array>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype Large = limits::LargeAnswerBytes + 1;
constexpr qint64 Total = 8 * 1024 * 1024;

std::pair<Stream, OwnedDescriptor> socketPair()
{
    std::array<int, 2> ends {};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0)
        qFatal("socketpair");
    return { Stream(OwnedDescriptor(ends[0])), OwnedDescriptor(ends[1]) };
}

qsizetype readAll(const OwnedDescriptor &peer)
{
    std::array<char, 4096> buffer;
    qsizetype all = 0;
    for (;;) {
        const ssize_t count = ::recv(peer.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count <= 0)
            return all;
        all += count;
    }
}

} // namespace

class HttpOutputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatWaits();
    void fewLargeAnswersAtATime();
    void aFullAccountTakesSmallAnswersOnly();
    void clientsMayFillTheTotalToo();
    void placesAreThoseOfTheClient();
    void aReservedPlaceIsGivenBack();
    void periodsDependOnTheSize();
};

void HttpOutputTest::countsWhatWaits()
{
    std::atomic<qint64> all { 0 };
    HttpOutputAccount account(all, Total);
    auto [stream, peer] = socketPair();
    {
        HttpOutput output(account, 1);
        QVERIFY(output.admits(2 * 1024 * 1024));
        output.append(QByteArray(2 * 1024 * 1024, 'x'));
        QVERIFY(account.total() >= 2 * 1024 * 1024);
        QCOMPARE(all.load(), account.total());
        qsizetype read = 0;
        while (!output.isEmpty()) {
            QVERIFY(output.flush(stream));
            read += readAll(peer);
            // Memory shrinks as output is sent, not only at the end.
            QVERIFY(account.total() <= 2 * output.size() + limits::MaxUnreadHttpBytes + 64);
        }
        QCOMPARE(read + readAll(peer), 2 * 1024 * 1024);
        QCOMPARE(account.total(), 0);
        QCOMPARE(account.largeAnswers(), 0);
        output.append("unsent");
        QVERIFY(account.total() > 0);
    }
    QCOMPARE(account.total(), 0);
    QCOMPARE(all.load(), 0);
}

void HttpOutputTest::fewLargeAnswersAtATime()
{
    std::atomic<qint64> all { 0 };
    HttpOutputAccount account(all, qint64 { 1024 } * 1024 * 1024);
    std::vector<std::unique_ptr<HttpOutput>> outputs;
    const auto add = [&](PeerNetwork network) {
        auto output = std::make_unique<HttpOutput>(account, network);
        const bool admitted = output->admits(Large);
        if (admitted)
            output->append(QByteArray(Large, 'x'));
        outputs.push_back(std::move(output));
        return admitted;
    };
    for (int i = 0; i < limits::MaxLargeAnswersPerAddress; ++i)
        QVERIFY(add(1));
    QVERIFY(!add(1));
    for (int i = limits::MaxLargeAnswersPerAddress; i < limits::MaxLargeAnswers; ++i)
        QVERIFY(add(100 + quint64(i)));
    QVERIFY(!add(2));
    outputs.erase(outputs.begin());
    QVERIFY(add(2));
    outputs.clear();
    QCOMPARE(account.largeAnswers(), 0);
}

void HttpOutputTest::aFullAccountTakesSmallAnswersOnly()
{
    std::atomic<qint64> all { 0 };
    HttpOutputAccount account(all, Total);
    HttpOutput huge(account, 1);
    QVERIFY(huge.admits(2 * Total)); // Alone, an answer of any size can be sent.
    huge.append(QByteArray(2 * Total, 'x'));
    QVERIFY(!account.hasRoomFor(0));
    HttpOutput other(account, 2);
    QVERIFY(other.admits(limits::SmallAnswerBytes));
    QVERIFY(!other.admits(limits::SmallAnswerBytes + 1));
    QVERIFY(!other.admits(Large));
    huge.clear();
    QVERIFY(other.admits(Large));
}

void HttpOutputTest::clientsMayFillTheTotalToo()
{
    std::atomic<qint64> all { Total };
    HttpOutputAccount account(all, Total);
    HttpOutput output(account, 1);
    QVERIFY(output.admits(limits::SmallAnswerBytes));
    QVERIFY(!output.admits(limits::SmallAnswerBytes + 1));
    all = 0;
    QVERIFY(output.admits(limits::SmallAnswerBytes + 1));
}

/// Behind a proxy, all connections come from one address.
void HttpOutputTest::placesAreThoseOfTheClient()
{
    std::atomic<qint64> all { 0 };
    HttpOutputAccount account(all, Total);
    constexpr PeerNetwork Proxy = 1;
    std::vector<std::unique_ptr<HttpOutput>> outputs;
    for (int i = 0; i < 2 * limits::MaxLargeAnswersPerAddress; ++i) {
        outputs.push_back(std::make_unique<HttpOutput>(account, Proxy));
        outputs.back()->setNetwork(100 + quint64(i % 2));
        QVERIFY(outputs.back()->reserveLarge());
        // The next request of another client, while that answer is sent.
        outputs.back()->setNetwork(Proxy);
    }
    HttpOutput output(account, Proxy);
    output.setNetwork(100);
    QVERIFY(!output.reserveLarge());
    outputs.clear();
    for (int i = 0; i < limits::MaxLargeAnswersPerAddress; ++i) {
        outputs.push_back(std::make_unique<HttpOutput>(account, 100));
        QVERIFY(outputs.back()->reserveLarge());
    }
}

void HttpOutputTest::aReservedPlaceIsGivenBack()
{
    std::atomic<qint64> all { 0 };
    HttpOutputAccount account(all, Total);
    HttpOutput output(account, 1);
    QVERIFY(output.reserveLarge());
    QVERIFY(output.reserveLarge()); // The same place.
    QCOMPARE(account.largeAnswers(), 1);
    output.append("small after all");
    QCOMPARE(account.largeAnswers(), 0);
}

void HttpOutputTest::periodsDependOnTheSize()
{
    std::atomic<qint64> all { 0 };
    HttpOutputAccount account(all, Total);
    auto [stream, peer] = socketPair();
    HttpOutput output(account, 1);
    output.append(QByteArray(limits::MinHttpReadRate * 10, 'x'));
    QCOMPARE(output.beginPeriod(5s), 15s);
    QVERIFY(output.isBehind());
    while (!output.isEmpty()) {
        QVERIFY(output.isBehind());
        QVERIFY(output.flush(stream));
        readAll(peer);
    }
    QVERIFY(!output.isBehind());
}

QTEST_GUILESS_MAIN(HttpOutputTest)
#include "tst_httpoutput.moc"
