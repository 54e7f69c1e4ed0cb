// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/broker.h"

#include <QtCore/QScopeGuard>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <arpa/inet.h>
#include <malloc.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::literals;

namespace {

constexpr int FirstClients = 100; // They pay the costs that come only once.
constexpr int Clients = 1000;
constexpr int FewProjects = 50;

using Descriptors = std::array<int, FirstClients + Clients>;

/// Plain sockets, so that the clients, which live in the broker's process, have no heap of their
/// own. Returns when the broker has greeted the client and has answered it.
bool connectClient(int &descriptor, quint16 port, int project)
{
    std::array<char, 4096> text {};
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience { 20, 0 };
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int size = std::snprintf(text.data(), text.size(),
        "GET /websocket?projectId=project-%d&type=runtime HTTP/1.1\r\nHost: localhost\r\n"
        "User-Agent: cost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        project);
    // A PING, masked with zeros: its answer shows that the session is at rest again.
    constexpr std::string_view ping = "\x81\x8f\0\0\0\0{\"type\":\"PING\"}"sv;
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        || send(descriptor, text.data(), static_cast<size_t>(size), 0) != size
        || send(descriptor, ping.data(), ping.size(), 0) != static_cast<ssize_t>(ping.size()))
        return false;
    size_t filled = 0;
    while (std::string_view(text.data(), filled).find("PONG") == std::string_view::npos) {
        const ssize_t count = recv(descriptor, text.data() + filled, text.size() - filled, 0);
        if (count <= 0)
            return false;
        filled += static_cast<size_t>(count);
    }
    return true;
}

/// Bytes in use by any thread, with those for the allocator's own books.
size_t heapBytes()
{
    return mallinfo2().uordblks;
}

/// Waits until the heap no longer changes: memory for connecting is freed a little later.
size_t settledHeapBytes()
{
    size_t before = 0;
    size_t now = heapBytes();
    const auto isSettled = [&] {
        before = std::exchange(now, heapBytes());
        return now == before;
    };
    return QTest::qWaitFor(isSettled) ? now : 0;
}

} // namespace

class CostSessionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idleSession_data();
    void idleSession();
};

void CostSessionTest::idleSession_data()
{
    QTest::addColumn<int>("projects");
    QTest::addColumn<QString>("bound");
    QTest::newRow("in few projects") << FewProjects << u"COST_SESSION_BYTES"_s;
    QTest::newRow("alone in its project")
        << FirstClients + Clients << u"COST_SESSION_AND_PROJECT_BYTES"_s;
}

void CostSessionTest::idleSession()
{
    QFETCH(const int, projects);
    QFETCH(const QString, bound);
    if (qEnvironmentVariableIsSet("COST_SKIP"))
        QSKIP(qPrintable(qEnvironmentVariable("COST_SKIP")));
    const int ceiling = qEnvironmentVariableIntValue(qPrintable(bound));
    QVERIFY2(ceiling > 0, qPrintable(bound + u" is not set: run this by ctest"_s));

    const QTemporaryDir folder;
    BrokerConfig config;
    config.port = 0;
    config.threads = 1;
    config.database = folder.filePath(u"cost.sqlite"_s);
    Broker broker;
    const auto stopping = qScopeGuard([&] {
        broker.stop();
        QTRY_COMPARE(broker.now().state, BrokerState::Stopped);
    });
    broker.start(config);
    QTRY_COMPARE(broker.now().state, BrokerState::Listening);
    const auto port = static_cast<quint16>(QUrl(broker.now().urls.constFirst()).port());

    Descriptors clients;
    clients.fill(-1);
    const auto closing = qScopeGuard([&] {
        for (const int client : clients)
            ::close(client);
    });
    size_t before = 0;
    for (int i = 0; i < FirstClients + Clients; ++i) {
        if (i == FirstClients)
            before = settledHeapBytes();
        QVERIFY2(
            connectClient(clients.at(static_cast<size_t>(i)), port, i % projects), "not greeted");
    }
    const size_t after = settledHeapBytes();
    QVERIFY(before > 0 && after > before);
    const auto each = static_cast<int>((after - before) / Clients);
    qInfo("%d bytes of heap for an idle session %s", each, QTest::currentDataTag());
    QVERIFY2(each <= ceiling, qPrintable(u"more than the %1 of CMakeLists.txt"_s.arg(ceiling)));
}

QTEST_GUILESS_MAIN(CostSessionTest)
#include "tst_cost_session.moc"
