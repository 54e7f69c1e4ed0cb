// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/server/brokerclient.h"

#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpSocket>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

/// Every path of the port with every method, asked as strangers and as the operator.
class HttpRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void routes_data();
    void routes();
    void strangersDoNotLearnWhereTheDatabaseIs();

private:
    [[nodiscard]] QByteArray answer(const QByteArray &target, const QByteArray &headers = {});

    QTemporaryDir m_folder;
    std::unique_ptr<Broker> m_broker;
    quint16 m_port = 0;
};

void HttpRoutesTest::initTestCase()
{
    BrokerConfig config;
    config.port = 0;
    config.threads = 1;
    config.database = m_folder.filePath(u"broker.db"_s);
    config.serviceKey = "the service key of this test";
    m_broker = std::make_unique<Broker>();
    m_broker->start(config);
    QTRY_COMPARE(m_broker->now().state, State::Listening);
    m_port = static_cast<quint16>(QUrl(m_broker->now().urls.constFirst()).port());
}

void HttpRoutesTest::cleanupTestCase()
{
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    m_broker.reset();
}

void HttpRoutesTest::routes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("anybody");
    QTest::addColumn<int>("theOperator");
    const auto row = [](const char *method, const char *target, int anybody, int theOperator) {
        QTest::addRow("%s %s", method, target)
            << QByteArray(method) << QByteArray(target) << anybody << theOperator;
    };
    for (const char *open : { "/", "/health", "/health?projectId=p", "/ready", "/metrics",
             "/status?projectId=p", "/usage?projectId=p" }) {
        row("GET", open, 200, 200);
        row("HEAD", open, 200, 200);
        for (const char *method : { "POST", "PUT", "DELETE", "OPTIONS", "BREW" })
            row(method, open, 405, 405);
    }
    for (const char *nowhere : { "/nothing", "/Health", "/health/", "//" }) {
        row("GET", nowhere, 404, 404);
        row("POST", nowhere, 404, 404);
    }
    row("GET", "/status", 400, 400);
    row("GET", "/usage", 400, 400);
    row("GET", "/status?projectId=%00", 400, 400);
    row("GET", "/websocket", 400, 400);
    row("GET", "/websocket?projectId=p", 426, 426);
    row("POST", "/websocket?projectId=p", 405, 405);
    row("GET", "/console", 426, 426);
    row("POST", "/console", 405, 405);
    row("OPTIONS", "*", 204, 204);
    row("GET", "/api-keys", 401, 200);
    row("GET", "/projects", 401, 200);
    row("POST", "/projects", 401, 405);
    row("DELETE", "/clients", 404, 404);
    row("DELETE", "/clients/c", 401, 400);
    row("POST", "/publish", 401, 400);
    row("POST", "/mcp", 404, 404);
    row("GET", "/mcp", 404, 404);
}

void HttpRoutesTest::routes()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, anybody);
    QFETCH(int, theOperator);
    const auto statusOf = [&](const QByteArray &headers) {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_port);
        socket.write(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
            + headers + "Connection: close\r\n\r\n");
        if (!QTest::qWaitFor([&] { return socket.canReadLine(); }))
            return 0;
        return socket.readLine().split(' ').value(1).toInt();
    };
    QCOMPARE(statusOf({}), anybody);
    QCOMPARE(statusOf("Authorization: Bearer the service key of this test\r\n"), theOperator);
}

/// A whole answer to GET; empty if none came.
QByteArray HttpRoutesTest::answer(const QByteArray &target, const QByteArray &headers)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_port);
    socket.write("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers
        + "Connection: close\r\n\r\n");
    const bool isWhole = QTest::qWaitFor(
        [&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 20'000);
    return isWhole ? socket.readAll() : QByteArray();
}

void HttpRoutesTest::strangersDoNotLearnWhereTheDatabaseIs()
{
    QVERIFY(answer("/usage?projectId=p").startsWith("HTTP/1.1 200"));
    const QString file = m_folder.filePath(u"broker.db"_s);
    QVERIFY(QFile::rename(file, file + u".away"_s));
    const QByteArray refusal = answer("/usage?projectId=p");
    QVERIFY(QFile::rename(file + u".away"_s, file));
    QVERIFY2(refusal.startsWith("HTTP/1.1 503"), refusal.constData());
    QVERIFY2(!refusal.contains(m_folder.path().toUtf8()), refusal.constData());
    QVERIFY(refusal.contains("The database cannot be used"));
    QTRY_VERIFY_WITH_TIMEOUT(answer("/usage?projectId=p").startsWith("HTTP/1.1 200"), 20'000);
}

QTEST_GUILESS_MAIN(HttpRoutesTest)
#include "tst_httproutes.moc"
