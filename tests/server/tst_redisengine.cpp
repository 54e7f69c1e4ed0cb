// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/redisengine.h"

#include "server/cluster/jumphash.h"
#include "server/net/tlscontext.h"
#include "server/protocol/envelope.h"
#include "tests/support/linkproxy.h"
#include "tests/support/redisserver.h"

#include <QtTest/QTest>

#include <set>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The engine of one broker, on the test's thread.
struct Node {
    explicit Node(const QStringList &urls, const std::shared_ptr<const TlsContext> &tls = {})
        : engine(optionsFor(urls, tls), poller, timers)
    {
        open(BrokerId::create());
    }

    static RedisEngineOptions optionsFor(
        const QStringList &urls, const std::shared_ptr<const TlsContext> &tls)
    {
        RedisEngineOptions options { {}, "test", "node", tls };
        for (const QString &url : urls)
            options.servers.append(RedisUrl::parse(url).value());
        return options;
    }
    void open(BrokerId as)
    {
        id = as;
        engine.open(id,
            { [this](const QByteArray &batch) { received.append(batch); }, [this] { ++changes; } });
    }
    bool comesUp()
    {
        return QTest::qWaitFor([this] { return engine.isUp(); }, 20'000);
    }
    QString trouble() const { return engine.states().constFirst().trouble; }
    /// Every server that there is, is up.
    bool isWhole() const
    {
        const QList<EngineState> states = engine.states();
        return std::all_of(
            states.begin(), states.end(), [](const auto &state) { return state.isUp; });
    }

    // The answers, waited for. Nothing: no answer of a server.
    template <typename T>
    static T await(const std::function<void(std::function<void(T)>)> &ask)
    {
        std::optional<T> answer;
        int calls = 0;
        ask([&](T given) {
            answer = std::move(given);
            ++calls;
        });
        if (calls > 0)
            qFatal("the answer came from inside the call");
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
            qFatal("no answer came");
        return *answer;
    }
    std::optional<qint64> publish(BrokerId to, const QByteArray &batch = "batch")
    {
        return await<std::optional<qint64>>(
            [&](auto done) { engine.publish(to, batch, std::move(done)); });
    }
    std::optional<std::vector<BrokerId>> enter(const QByteArray &project)
    {
        return await<std::optional<std::vector<BrokerId>>>(
            [&](auto done) { engine.enter(project, std::move(done)); });
    }
    std::optional<std::vector<BrokerId>> brokersOf(const QByteArray &project)
    {
        return await<std::optional<std::vector<BrokerId>>>(
            [&](auto done) { engine.brokersOf(project, std::move(done)); });
    }
    std::optional<ClusterEngine::Renewal> renew()
    {
        return await<std::optional<ClusterEngine::Renewal>>(
            [&](auto done) { engine.renewLease(std::move(done)); });
    }
    std::optional<bool> hasLease(BrokerId broker)
    {
        return await<std::optional<bool>>(
            [&](auto done) { engine.hasLease(broker, std::move(done)); });
    }
    bool fence(BrokerId broker)
    {
        return await<bool>([&](auto done) { engine.fence(broker, std::move(done)); });
    }

    SocketPoller poller;
    TimerQueue timers;
    RedisEngine engine;
    BrokerId id;
    QList<QByteArray> received;
    int changes = 0;
};

/// The rights that the guide tells people to give.
const QStringList LeastRights { u"on"_s, u">p@ss"_s, u"~bc:test:*"_s, u"&bc:test:*"_s, u"+ping"_s,
    u"+client|setname"_s, u"+publish"_s, u"+subscribe"_s, u"+set"_s, u"+exists"_s, u"+del"_s,
    u"+hset"_s, u"+hkeys"_s, u"+hdel"_s, u"+pexpire"_s };

} // namespace

class RedisEngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void batchesCome();
    void batchesForAll();
    void theOrderIsKept();
    void largeBatches();
    void oneOfTwoSeesTheOther();
    void theRegister();
    void leasesAndFences();
    void aNewIdHasAnotherInbox();
    void redisDiesAndComesBackEmpty();
    void redisStopsForAWhile();
    void theSubscriberIsKilled();
    void aHalfOpenConnection();
    void reconnecting();
    void troubles_data();
    void troubles();
    void leastRights();
    void aMissingRight();
    void aReplica();
    void notRedis();
    void tls();
    void tlsTroubles_data();
    void tlsTroubles();
    void tlsOnOneSideOnly();
    void authorities();
    void aSocketOfThisMachine();
    void twoServers();
    void closing();
    void theHash();

private:
    std::unique_ptr<RedisServer> m_server;
};

void RedisEngineTest::init()
{
    if (!RedisServer::isInstalled())
        QSKIP("redis-server is not installed");
    m_server = std::make_unique<RedisServer>();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
}

void RedisEngineTest::batchesCome()
{
    Node a({ m_server->url() });
    Node b({ m_server->url() });
    QVERIFY(!a.engine.isUp());
    QVERIFY(a.comesUp() && b.comesUp());
    const QByteArray batch("with \0 and \r\n in it", 20);
    QCOMPARE(a.publish(b.id, batch), 1);
    QTRY_COMPARE(b.received, QList<QByteArray> { batch });
    QVERIFY(b.received.constFirst().capacity() >= batch.size() + ScanPadding);
    QCOMPARE(a.publish(a.id), 1);
    QCOMPARE(a.publish(BrokerId::create()), 0);
    QTRY_COMPARE(a.received.size(), 1);
    QCOMPARE(b.received.size(), 1);
    QTRY_COMPARE(a.engine.unsentBytes(), 0); // A ping may be on its way.
    const EngineState state = a.engine.states().constFirst();
    QVERIFY(state.isUp && state.trouble.isEmpty());
    QCOMPARE(state.url, m_server->url());
    QCOMPARE(state.reconnects, 0);
    QVERIFY(state.commands > 3);
    QVERIFY(a.changes > 0);
    QVERIFY(m_server->ask({ u"client"_s, u"list"_s }).contains("name=bc:test:node "));
}

void RedisEngineTest::batchesForAll()
{
    Node a({ m_server->url() });
    Node b({ m_server->url() });
    QVERIFY(a.comesUp() && b.comesUp());
    a.engine.publishToAll("all");
    QTRY_COMPARE(a.received, QList<QByteArray> { "all" });
    QTRY_COMPARE(b.received, QList<QByteArray> { "all" });
}

void RedisEngineTest::theOrderIsKept()
{
    constexpr int Count = 100'000;
    Node a({ m_server->url() });
    Node b({ m_server->url() });
    QVERIFY(a.comesUp() && b.comesUp());
    int answers = 0;
    for (int i = 0; i < Count; ++i)
        a.engine.publish(b.id, QByteArray::number(i),
            [&](std::optional<qint64> receivers) { answers += receivers == 1; });
    QVERIFY(a.engine.unsentBytes() > 0);
    QTRY_COMPARE_WITH_TIMEOUT(answers, Count, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(b.received.size(), Count, 60'000);
    for (int i = 0; i < Count; ++i)
        QCOMPARE(b.received[i], QByteArray::number(i));
    QTRY_COMPARE(a.engine.unsentBytes(), 0); // A ping may be on its way.
}

void RedisEngineTest::largeBatches()
{
    const auto setLimit = [this](const QString &limit) {
        return m_server->ask({ u"config"_s, u"set"_s, u"client-output-buffer-limit"_s,
            QString(u"pubsub "_s + limit + u" 0 0"_s) });
    };
    const QByteArray batch(8 * 1024 * 1024, 'x');
    Node a({ m_server->url() });
    QVERIFY(a.comesUp());
    QCOMPARE(setLimit(u"1mb"_s), "OK");
    QCOMPARE(a.publish(a.id, batch), 1); // Redis cuts the subscriber.
    QTRY_COMPARE_WITH_TIMEOUT(a.engine.states().constFirst().reconnects, 1, 30'000);
    QVERIFY(a.comesUp());
    QVERIFY(a.received.isEmpty());
    QCOMPARE(setLimit(u"256mb"_s), "OK");
    QCOMPARE(a.publish(a.id, batch), 1);
    QTRY_COMPARE_WITH_TIMEOUT(a.received.size(), 1, 60'000);
    QVERIFY(a.received.constFirst() == batch);
    QCOMPARE(a.engine.states().constFirst().reconnects, 1);
}

void RedisEngineTest::oneOfTwoSeesTheOther()
{
    Node a({ m_server->url() });
    Node b({ m_server->url() });
    QVERIFY(a.comesUp() && b.comesUp());
    for (int i = 0; i < 200; ++i) {
        const QByteArray project = QByteArray::number(i);
        int answers = 0;
        int seen = 0;
        const auto entered = [&](const std::optional<std::vector<BrokerId>> &brokers) {
            ++answers;
            seen += brokers && brokers->size() == 2;
        };
        (i % 2 == 0 ? a : b).engine.enter(project, entered);
        (i % 2 == 0 ? b : a).engine.enter(project, entered);
        QTRY_COMPARE(answers, 2);
        QVERIFY(seen >= 1);
    }
}

void RedisEngineTest::theRegister()
{
    Node a({ m_server->url() });
    Node b({ m_server->url() });
    QVERIFY(a.comesUp() && b.comesUp());
    QVERIFY(a.brokersOf("p")->empty());
    QCOMPARE(a.enter("p").value(), std::vector { a.id });
    QCOMPARE(b.brokersOf("p").value(), std::vector { a.id });
    QCOMPARE(b.enter("p")->size(), 2U);
    QVERIFY(b.brokersOf("q")->empty());
    const qint64 left = m_server->ask({ u"pttl"_s, u"bc:test:p:p"_s }).toLongLong();
    QVERIFY(left > 23 * 3'600'000LL && left <= 24 * 3'600'000LL);
    b.engine.remove("p", a.id);
    QCOMPARE(b.brokersOf("p").value(), std::vector { b.id });
    b.engine.remove("p", b.id);
    QVERIFY(b.brokersOf("p")->empty());
}

void RedisEngineTest::leasesAndFences()
{
    Node a({ m_server->url() });
    Node b({ m_server->url() });
    QVERIFY(a.comesUp() && b.comesUp());
    QCOMPARE(b.hasLease(a.id), false);
    QCOMPARE(a.renew()->wasHeld, false);
    QCOMPARE(a.renew()->wasHeld, true);
    QCOMPARE(b.hasLease(a.id), true);
    const QString name = u"bc:test:lease:"_s + QString::fromLatin1(a.id.text());
    const qint64 left = m_server->ask({ u"pttl"_s, name }).toLongLong();
    QVERIFY(left > 5000 && left <= 10'000);
    a.engine.giveUpLease();
    QCOMPARE(a.hasLease(a.id), false);
    QCOMPARE(a.renew()->wasHeld, false);
    QVERIFY(b.fence(a.id));
    QVERIFY(b.fence(a.id));
    QVERIFY(a.renew()->isFenced);
    QVERIFY(!b.renew()->isFenced);
}

void RedisEngineTest::aNewIdHasAnotherInbox()
{
    Node a({ m_server->url() });
    QVERIFY(a.comesUp());
    const BrokerId before = a.id;
    a.open(BrokerId::create());
    QVERIFY(a.comesUp());
    QCOMPARE(a.publish(a.id), 1);
    QTRY_COMPARE(a.publish(before), 0); // Redis may not have seen the end of the old connection.
}

void RedisEngineTest::redisDiesAndComesBackEmpty()
{
    Node a({ m_server->url() });
    QVERIFY(a.comesUp());
    QVERIFY(a.enter("p"));
    m_server->kill();
    QTRY_VERIFY(!a.engine.isUp());
    QCOMPARE(a.publish(a.id), std::nullopt);
    QCOMPARE(a.enter("p"), std::nullopt);
    QVERIFY(!a.renew());
    QCOMPARE(a.hasLease(a.id), std::nullopt);
    QVERIFY(!a.fence(a.id));
    QTRY_VERIFY2(a.trouble().contains(u"nothing listens at 127.0.0.1"_s), qPrintable(a.trouble()));
    const int changes = a.changes;
    QVERIFY(m_server->start());
    QVERIFY(a.comesUp());
    QVERIFY(a.trouble().isEmpty());
    QCOMPARE(a.publish(a.id), 1);
    QVERIFY(a.brokersOf("p")->empty());
    QVERIFY(a.changes > changes);
    QCOMPARE(a.engine.states().constFirst().reconnects, 2);
}

void RedisEngineTest::redisStopsForAWhile()
{
    Node a({ m_server->url() });
    QVERIFY(a.comesUp());
    m_server->pause();
    int answers = 0;
    std::optional<qint64> receivers;
    a.engine.publish(a.id, "late", [&](std::optional<qint64> count) {
        ++answers;
        receivers = count;
    });
    bool isOver = false;
    QTimer::singleShot(3s, this, [&] {
        QCOMPARE(answers, 0);
        m_server->resume();
        isOver = true;
    });
    QTRY_VERIFY_WITH_TIMEOUT(isOver && answers > 0, 10'000);
    QCOMPARE(receivers, 1);
    QTRY_COMPARE(a.received, QList<QByteArray> { "late" });
    QCOMPARE(answers, 1);
    QCOMPARE(a.engine.states().constFirst().reconnects, 0);
}

void RedisEngineTest::theSubscriberIsKilled()
{
    Node a({ m_server->url() });
    QVERIFY(a.comesUp());
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(m_server->ask({ u"client"_s, u"kill"_s, u"type"_s, u"pubsub"_s }), "1");
        QTRY_COMPARE(a.engine.states().constFirst().reconnects, i);
        QVERIFY(a.comesUp());
        QCOMPARE(a.publish(a.id), 1);
    }
    QTRY_COMPARE(a.received.size(), 3);
}

void RedisEngineTest::aHalfOpenConnection()
{
    LinkProxy proxy(m_server->port());
    Node a({ u"redis://127.0.0.1:%1"_s.arg(proxy.port()) });
    QVERIFY(a.comesUp());
    proxy.setStalled(true);
    QCOMPARE(a.publish(a.id), std::nullopt);
    QTRY_VERIFY2(a.trouble().contains(u"does not answer"_s), qPrintable(a.trouble()));
    QVERIFY(!a.engine.isUp());
    proxy.setStalled(false);
    QVERIFY(a.comesUp());
    QCOMPARE(a.publish(a.id), 1);
}

void RedisEngineTest::reconnecting()
{
    Node a({ m_server->url() });
    QVERIFY(a.comesUp());
    int answers = 0;
    a.engine.publish(a.id, "lost or not", [&](std::optional<qint64>) { ++answers; });
    a.engine.reconnect();
    QVERIFY(!a.engine.isUp());
    QCOMPARE(answers, 0);
    QVERIFY(a.comesUp());
    QTRY_COMPARE(answers, 1);
    QCOMPARE(a.publish(a.id), 1);
    QCOMPARE(answers, 1);
}

void RedisEngineTest::troubles_data()
{
    QTest::addColumn<QString>("setting"); // A setting of Redis.
    QTest::addColumn<QString>("user"); // In the URL.
    QTest::addColumn<QString>("trouble");
    QTest::newRow("wrong password")
        << u"requirepass right"_s << u":wrong@"_s << u"refuses the user or the password"_s;
    QTest::newRow("no password") << u"requirepass right"_s << QString() << u"asks for a password"_s;
    QTest::newRow("password for nothing")
        << u"appendonly no"_s << u":any@"_s << u"asks for no password"_s;
    QTest::newRow("wrong user") << u"appendonly no"_s << u"me:any@"_s
                                << u"refuses the user or the password"_s;
    QTest::newRow("clients") << u"maxclients 1"_s << QString() << u"too many clients"_s;
}

void RedisEngineTest::troubles()
{
    QFETCH(const QString, setting);
    QFETCH(const QString, user);
    QFETCH(const QString, trouble);
    m_server->ask(QStringList { u"config"_s, u"set"_s } + setting.split(u' '));
    Node a({ m_server->url(user) });
    QTRY_VERIFY2(a.trouble().contains(trouble), qPrintable(a.trouble()));
    QVERIFY(!a.trouble().contains(u"wrong@"_s));
    QVERIFY(!a.engine.isUp());
}

void RedisEngineTest::leastRights()
{
    const QStringList rights = QStringList { u"acl"_s, u"setuser"_s, u"broker"_s } + LeastRights;
    QCOMPARE(m_server->ask(rights), "OK");
    QCOMPARE(m_server->ask({ u"acl"_s, u"setuser"_s, u"default"_s, u"resetpass"_s }), "OK");
    Node a({ m_server->url(u"broker:p%40ss@"_s) });
    QVERIFY2(a.comesUp(), qPrintable(a.trouble()));
    QCOMPARE(a.publish(a.id), 1);
    a.engine.publishToAll("all");
    QTRY_COMPARE(a.received.size(), 2);
    QCOMPARE(a.enter("p").value(), std::vector { a.id });
    a.engine.remove("p", a.id);
    QVERIFY(a.brokersOf("p")->empty());
    QVERIFY(a.renew());
    QCOMPARE(a.hasLease(a.id), true);
    QVERIFY(a.fence(a.id));
    a.engine.giveUpLease();
    QCOMPARE(a.hasLease(a.id), false);
    QVERIFY(a.isWhole());
    QCOMPARE(a.engine.states().constFirst().reconnects, 0);
}

void RedisEngineTest::aMissingRight()
{
    for (const QString &right : LeastRights.sliced(4)) {
        if (right == "+client|setname"_L1)
            continue; // Only the name is lost.
        const QString withdrawn = u'-' + right.sliced(1);
        m_server->ask({ u"acl"_s, u"deluser"_s, u"broker"_s });
        QCOMPARE(m_server->ask(QStringList { u"acl"_s, u"setuser"_s, u"broker"_s } + LeastRights
                     + QStringList { withdrawn }),
            "OK");
        Node a({ m_server->url(u"broker:p%40ss@"_s) });
        QTRY_VERIFY2(a.trouble().contains(u"the user lacks a right"_s),
            qPrintable(right + u": "_s + a.trouble()));
        QVERIFY(!a.engine.isUp());
    }
}

void RedisEngineTest::aReplica()
{
    RedisServer replica({ u"--replicaof"_s, u"127.0.0.1"_s, QString::number(m_server->port()) });
    QVERIFY2(replica.start(), qPrintable(replica.errorText()));
    Node a({ replica.url() });
    QTRY_VERIFY2(a.trouble().contains(u"is a replica"_s), qPrintable(a.trouble()));
    replica.ask({ u"replicaof"_s, u"no"_s, u"one"_s }); // As a failover does.
    QVERIFY(a.comesUp());
    m_server->ask({ u"ping"_s });
    QCOMPARE(
        replica.ask({ u"replicaof"_s, u"127.0.0.1"_s, QString::number(m_server->port()) }), "OK");
    QVERIFY(!a.renew());
    QTRY_VERIFY2(a.trouble().contains(u"is a replica"_s), qPrintable(a.trouble()));
}

void RedisEngineTest::notRedis()
{
    QTcpServer http;
    QVERIFY(http.listen(QHostAddress::LocalHost));
    connect(&http, &QTcpServer::newConnection, &http,
        [&] { http.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    Node a({ u"redis://127.0.0.1:%1"_s.arg(http.serverPort()) });
    QTRY_VERIFY2(a.trouble().contains(u"does not speak Redis"_s), qPrintable(a.trouble()));
    Node silent({ u"redis://a-host-of-nobody.invalid"_s });
    QTRY_VERIFY2(
        silent.trouble().contains(u"a-host-of-nobody.invalid"_s), qPrintable(silent.trouble()));
    Node missing({ u"unix://"_s + m_server->path(u"nothing.sock"_s) });
    QTRY_VERIFY2(
        missing.trouble().contains(u"there is no socket"_s), qPrintable(missing.trouble()));
}

void RedisEngineTest::tls()
{
    RedisServer server;
    QVERIFY2(server.setTls(u"localhost"_s) && server.start(), qPrintable(server.errorText()));
    const std::shared_ptr<const TlsContext> tls = std::move(
        *TlsContext::loadAuthorities(server.authority()));
    Node a({ server.tlsUrl(u"localhost"_s) }, tls);
    Node b({ server.tlsUrl(u"localhost"_s) }, tls);
    QVERIFY2(a.comesUp(), qPrintable(a.trouble()));
    QVERIFY(b.comesUp());
    const QByteArray batch(1024 * 1024, 'x');
    constexpr int Count = 20;
    int answers = 0;
    for (int i = 0; i < Count; ++i)
        a.engine.publish(
            b.id, batch, [&](std::optional<qint64> receivers) { answers += receivers == 1; });
    QTRY_COMPARE_WITH_TIMEOUT(answers, Count, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(b.received.size(), Count, 30'000);
    QVERIFY(std::all_of(b.received.begin(), b.received.end(),
        [&](const QByteArray &received) { return received == batch; }));
}

void RedisEngineTest::tlsTroubles_data()
{
    QTest::addColumn<QString>("certified"); // Name in the server's certificate.
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isOtherAuthority");
    QTest::addColumn<QString>("trouble");
    QTest::newRow("address") << u"localhost"_s << u"127.0.0.1"_s << false
                             << u"IP address mismatch"_s;
    QTest::newRow("name") << u"redis.example"_s << u"localhost"_s << false
                          << u"hostname mismatch"_s;
    QTest::newRow("authority") << u"localhost"_s << u"localhost"_s << true
                               << u"self-signed certificate"_s;
}

void RedisEngineTest::tlsTroubles()
{
    QFETCH(const QString, certified);
    QFETCH(const QString, host);
    QFETCH(const bool, isOtherAuthority);
    QFETCH(const QString, trouble);
    RedisServer server;
    QVERIFY2(server.setTls(certified) && server.start(), qPrintable(server.errorText()));
    const std::shared_ptr<const TlsContext> tls = std::move(*TlsContext::loadAuthorities(
        isOtherAuthority ? server.otherAuthority() : server.authority()));
    Node a({ server.tlsUrl(host) }, tls);
    QTRY_VERIFY2(a.trouble().contains(u"certificate is refused"_s), qPrintable(a.trouble()));
    QVERIFY2(a.trouble().contains(trouble), qPrintable(a.trouble()));
    QVERIFY(!a.engine.isUp());
}

void RedisEngineTest::tlsOnOneSideOnly()
{
    RedisServer server;
    QVERIFY2(server.setTls(u"localhost"_s) && server.start(), qPrintable(server.errorText()));
    const std::shared_ptr<const TlsContext> tls = std::move(
        *TlsContext::loadAuthorities(server.authority()));
    Node encrypted({ u"rediss://127.0.0.1:%1"_s.arg(m_server->port()) }, tls);
    Node plain({ server.url() });
    QTRY_VERIFY2(encrypted.trouble().contains(u"TLS"_s), qPrintable(encrypted.trouble()));
    QTRY_VERIFY2(plain.trouble().contains(u"TLS"_s), qPrintable(plain.trouble()));
}

void RedisEngineTest::authorities()
{
    QCOMPARE(TlsContext::loadAuthorities(u"/nothing/here"_s).error().reason,
        ErrorReason::CertificateUnreadable);
    QCOMPARE(TlsContext::loadAuthorities(u"/etc/passwd"_s).error().reason,
        ErrorReason::CertificateMissing);
    QVERIFY(TlsContext::loadAuthorities({}).ok());
}

void RedisEngineTest::aSocketOfThisMachine()
{
    Node a({ m_server->socketUrl() });
    QVERIFY2(a.comesUp(), qPrintable(a.trouble()));
    QCOMPARE(a.publish(a.id), 1);
    QTRY_COMPARE(a.received.size(), 1);
}

void RedisEngineTest::twoServers()
{
    RedisServer second;
    QVERIFY2(second.start(), qPrintable(second.errorText()));
    const QStringList urls { m_server->url(), second.url() };
    Node a(urls);
    Node b(urls);
    QTRY_VERIFY(a.isWhole() && b.isWhole());
    BrokerId atSecond = b.id;
    while (jumpHash(atSecond.value(), 2) != 1)
        atSecond = BrokerId::create();
    b.open(atSecond);
    QTRY_VERIFY(b.isWhole());
    a.engine.publishToAll("all");
    QTRY_COMPARE(b.received, (QList<QByteArray> { "all", "all" })); // Once from each.
    QVERIFY(b.renew() && b.enter("p"));

    second.kill();
    QTRY_VERIFY(!a.isWhole() && !b.isWhole());
    QVERIFY(a.engine.isUp());
    b.received.clear();
    QCOMPARE(a.publish(b.id), 1); // By the first one.
    QTRY_COMPARE(b.received.size(), 1);
    QCOMPARE(a.hasLease(b.id), true);
    QCOMPARE(b.renew()->wasHeld, true);
    QCOMPARE(a.brokersOf("p").value(), std::vector { b.id });
    QVERIFY(b.fence(a.id));

    QVERIFY(second.start());
    QTRY_VERIFY_WITH_TIMEOUT(a.isWhole() && b.isWhole(), 20'000);
    QCOMPARE(second.ask({ u"exists"_s, u"bc:test:p:p"_s }), "0"); // It came back empty.
    QCOMPARE(a.publish(b.id), 1);
    QTRY_COMPARE(b.received.size(), 2);
    QVERIFY(second.ask({ u"info"_s, u"commandstats"_s }).contains("cmdstat_publish"));
    QCOMPARE(a.brokersOf("p").value(), std::vector { b.id });
    QVERIFY(a.renew()->isFenced);

    m_server->kill();
    QTRY_VERIFY(!a.isWhole());
    QVERIFY(a.engine.isUp());
    QCOMPARE(a.publish(b.id), 1);
    QVERIFY(a.brokersOf("p")->empty()); // Entered there by nobody.
}

void RedisEngineTest::closing()
{
    Node other({ m_server->url() });
    QVERIFY(other.comesUp());
    int answers = 0;
    {
        Node a({ m_server->url() });
        QVERIFY(a.comesUp());
        m_server->pause();
        for (int i = 0; i < 3; ++i)
            a.engine.publish(other.id, "last",
                [&](std::optional<qint64> receivers) { answers += receivers ? 100 : 1; });
        a.engine.renewLease([&](auto renewal) { answers += renewal ? 100 : 1; });
        const int changes = a.changes;
        a.engine.close();
        QCOMPARE(answers, 0);
        m_server->resume();
        QTRY_COMPARE(answers, 4);
        QVERIFY(!a.engine.isUp());
        QTRY_COMPARE(other.received.size(), 3); // They were sent all the same.
        QCOMPARE(a.changes, changes);
        a.engine.publish(other.id, "late", [&](auto receivers) { answers += receivers ? 100 : 1; });
        QTRY_COMPARE(answers, 5);
    }
    QTRY_VERIFY(!m_server->ask({ u"client"_s, u"list"_s }).contains("never"));
    Node never({ u"redis://127.0.0.1:1"_s });
    never.engine.close();
    QVERIFY(!never.engine.isUp());
    QCOMPARE(answers, 5);
}

void RedisEngineTest::theHash()
{
    QCOMPARE(jumpHash(0, 1), 0);
    QCOMPARE(jumpHash(256, 1024), 520); // As in the paper's other implementations.
    int moved = 0;
    for (quint64 i = 1; i <= 10'000; ++i) {
        const quint64 key = i * 0x9e3779b97f4a7c15U;
        const qsizetype of3 = jumpHash(key, 3);
        const qsizetype of4 = jumpHash(key, 4);
        QVERIFY(of3 < 3 && (of4 == of3 || of4 == 3));
        moved += of4 != of3;
    }
    QVERIFY(moved > 2'200 && moved < 2'800);
}

QTEST_GUILESS_MAIN(RedisEngineTest)
#include "tst_redisengine.moc"
