// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/tuning.h"
#include "server/gateway/httpconnection.h"

#include <QtTest/QTest>

#include <sys/socket.h>

#include <array>
#include <optional>

using namespace broadcaster;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray Get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
const QByteArray Upgrade = "GET /websocket HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n"
                           "Connection: Upgrade\r\n\r\n";

/// A connection over a socket pair, its owner, and the peer at the other end.
class Bench final : private HttpConnection::Owner {
public:
    Bench()
    {
        std::array<int, 2> ends {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0)
            qFatal("socketpair");
        const int small = 16 * 1024; // Small enough to fill up soon.
        setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
        peer = OwnedDescriptor(ends[1]);
        connection = std::make_unique<HttpConnection>(Stream(OwnedDescriptor(ends[0])), 1,
            HttpPeer {}, environment, static_cast<HttpConnection::Owner &>(*this));
    }

    void write(const QByteArray &bytes) const
    {
        (void)::send(peer.get(), bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL);
    }
    /// The bytes received since the start.
    const QByteArray &read()
    {
        std::array<char, 65536> part;
        for (;;) {
            const ssize_t count = ::recv(peer.get(), part.data(), part.size(), MSG_DONTWAIT);
            hasEnded = hasEnded || count == 0 || (count < 0 && errno == ECONNRESET);
            if (count <= 0)
                return received;
            received.append(part.data(), count);
        }
    }

    SocketPoller poller;
    TimerQueue deadlines;
    std::atomic<qint64> waiting { 0 };
    HttpOutputAccount account { waiting, 64 * 1024 * 1024 };
    RefusalCounts counts;
    std::vector<char> buffer = std::vector<char>(64 * 1024);
    HttpEnvironment environment { poller, deadlines, account, counts, buffer, 10s, 10s, 10s, 10s };
    std::unique_ptr<HttpConnection> connection;
    OwnedDescriptor peer;
    QByteArray received;
    bool hasEnded = false;
    int requests = 0;
    bool isOver = false;
    std::function<void()> whenAsked = [this] { connection->reply({ 200, "ok", {} }); };

private:
    void onRequest(HttpConnection &) override
    {
        ++requests;
        whenAsked();
    }
    void onFirstRequestOver(HttpConnection &) override { }
    HttpResponse refusal(int status, const QByteArray &reason, const QByteArray &) override
    {
        return { status, reason, {} };
    }
    void onConnectionEnded(HttpConnection &) override { isOver = true; }
};

} // namespace

class HttpConnectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsReadBehindAFault_data();
    void nothingIsReadBehindAFault();
    void answersBeforeAFaultAreSent();
    void lingeringIsBounded();
    void aMissingAnswerIsReplaced();
    void aLateAnswerIsKnown();
    void anUpgradeWaitsForTheAnswersBeforeIt();
    void slowReadersEnd();
    void readersThatTrickleEnd();
    void answersAreBoundedInAll();
};

void HttpConnectionTest::nothingIsReadBehindAFault_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("malformed") << QByteArray("GET\r\n\r\n");
    QTest::newRow("two hosts") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    QTest::newRow("too long a body")
        << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\n");
    QTest::newRow("HEAD upgrade") << QByteArray(Upgrade).replace("GET", "HEAD");
}

void HttpConnectionTest::nothingIsReadBehindAFault()
{
    QFETCH(const QByteArray, fault);
    Bench bench;
    bench.connection->start();
    bench.write(fault);
    QTRY_VERIFY(bench.read().contains("HTTP/1.1 4"));
    for (int packet = 0; packet < 3; ++packet) {
        bench.write(Get);
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY((bench.read(), bench.hasEnded));
    QCOMPARE(bench.requests, 0);
    QCOMPARE(bench.received.count("HTTP/1.1"), 1);
    QVERIFY(bench.received.contains("Connection: close"));
    if (fault.startsWith("HEAD"))
        QVERIFY(bench.received.endsWith("\r\n\r\n"));
    QCOMPARE(bench.counts.malformed, 1);
}

void HttpConnectionTest::answersBeforeAFaultAreSent()
{
    Bench bench;
    bench.connection->start();
    bench.write(Get + Get + "x\r\n\r\n" + Get);
    QTRY_VERIFY((bench.read(), bench.hasEnded));
    QCOMPARE(bench.received.count("HTTP/1.1 200"), 2);
    QCOMPARE(bench.received.count("HTTP/1.1 400"), 1);
}

void HttpConnectionTest::lingeringIsBounded()
{
    Bench bench;
    bench.connection->start();
    bench.write("x\r\n\r\n");
    QTRY_VERIFY((bench.read(), bench.hasEnded));
    qsizetype sent = 0;
    const QByteArray more(16 * 1024, 'x');
    const auto sendOn = [&] {
        const ssize_t count = ::send(
            bench.peer.get(), more.constData(), size_t(more.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        sent += count > 0 ? count : 0;
        return bench.isOver;
    };
    QTRY_VERIFY(sendOn());
    QVERIFY(sent > limits::MaxLingerBytes / 2);
    QVERIFY2(sent < 4 * limits::MaxLingerBytes, qPrintable(QString::number(sent)));
    QCOMPARE(bench.counts.lingering, 1);
}

void HttpConnectionTest::aMissingAnswerIsReplaced()
{
    Bench bench;
    bench.environment.answerTimeout = 20ms;
    bench.whenAsked = [] {};
    bench.connection->start();
    bench.write(Get);
    QTRY_VERIFY(bench.read().contains("HTTP/1.1 503"));
    QVERIFY(bench.received.contains("\r\nRetry-After: "));
    QCOMPARE(bench.counts.unanswered, 1);
    bench.whenAsked = [&] { bench.connection->reply({ 200, "ok", {} }); };
    bench.write(Get); // The connection goes on.
    QTRY_VERIFY(bench.read().contains("HTTP/1.1 200"));
}

void HttpConnectionTest::aLateAnswerIsKnown()
{
    Bench bench;
    bench.environment.answerTimeout = 20ms;
    bench.whenAsked = [&] {
        if (bench.requests == 2)
            bench.environment.answerTimeout = 10s;
    };
    bench.connection->start();
    bench.write(Get + Get);
    QTRY_COMPARE(bench.requests, 1);
    const quint64 first = bench.connection->requestNumber();
    QVERIFY(bench.connection->isAnswering(first));
    QTRY_COMPARE(bench.requests, 2);
    QVERIFY(!bench.connection->isAnswering(first));
    QVERIFY(bench.connection->isAnswering(bench.connection->requestNumber()));
}

void HttpConnectionTest::anUpgradeWaitsForTheAnswersBeforeIt()
{
    Bench bench;
    const QByteArray body(1024 * 1024, 'b');
    bench.whenAsked = [&] {
        if (!bench.connection->request().wantsWebSocket())
            bench.connection->reply({ 200, body, {} });
    };
    bench.connection->start();
    bench.write(Get + Upgrade + "frames");
    QTRY_COMPARE(bench.requests, 1);
    for (int i = 0; i < 100; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(bench.requests, 1); // The peer has not read the answer.
    QTRY_COMPARE((bench.read(), bench.requests), 2);
    const HttpConnection::Remains remains = bench.connection->takeOver();
    QCOMPARE(remains.rest, "frames");
    QVERIFY(bench.received.endsWith(body));
}

void HttpConnectionTest::slowReadersEnd()
{
    Bench bench;
    bench.environment.slowReaderTimeout = 20ms;
    bench.whenAsked = [&] { bench.connection->reply({ 200, QByteArray(64 * 1024, 'b'), {} }); };
    bench.connection->start();
    bench.write(Get);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isOver, 15'000);
    QCOMPARE(bench.counts.slowReaders, 1);
    QCOMPARE(bench.account.total(), 0);
}

/// Reading a byte now and then keeps no connection open.
void HttpConnectionTest::readersThatTrickleEnd()
{
    Bench bench;
    bench.environment.slowReaderTimeout = 20ms;
    bench.whenAsked = [&] { bench.connection->reply({ 200, QByteArray(64 * 1024, 'b'), {} }); };
    bench.connection->start();
    bench.write(Get);
    const auto trickle = [&] {
        std::array<char, 16> buffer;
        (void)::recv(bench.peer.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        return bench.isOver;
    };
    QTRY_VERIFY_WITH_TIMEOUT(trickle(), 15'000);
    QCOMPARE(bench.counts.slowReaders, 1);
}

void HttpConnectionTest::answersAreBoundedInAll()
{
    Bench bench;
    bench.account.setLimit(limits::HttpOutputShare * 1024 * 1024);
    HttpOutput other(bench.account, 7);
    QVERIFY(other.admits(1024 * 1024));
    other.append(QByteArray(1024 * 1024, 'x'));
    bench.whenAsked = [&] { bench.connection->reply({ 200, QByteArray(10'000, 'b'), {} }); };
    bench.connection->start();
    bench.write(Get);
    QTRY_VERIFY(bench.read().contains("HTTP/1.1 503"));
    QVERIFY(bench.received.contains("\r\nRetry-After: "));
    QCOMPARE(bench.counts.largeAnswers, 1);
    other.clear();
    bench.write(Get);
    QTRY_VERIFY(bench.read().contains("HTTP/1.1 200"));
}

QTEST_GUILESS_MAIN(HttpConnectionTest)
#include "tst_httpconnection.moc"
