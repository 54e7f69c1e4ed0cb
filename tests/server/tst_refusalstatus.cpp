// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
// The texts of the Qt that is there, for answers of a real HTTP server.
#include "server/codec/refusalstatus.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class RefusalStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersHaveAStatus_data();
    void answersHaveAStatus();
    void laterTextsHaveAStatus();
};

void RefusalStatusTest::answersHaveAStatus_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    for (const int status : { 200, 301, 400, 401, 403, 404, 426, 429, 502, 503, 504 })
        QTest::addRow("%d", status)
            << "HTTP/1.1 " + QByteArray::number(status) + " Reason\r\nContent-Length: 0\r\n\r\n"
            << status;
    QTest::newRow("401 with a challenge")
        << "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n"_ba
        << 401;
    QTest::newRow("400 with a version")
        << "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n"_ba
        << 400;
    QTest::newRow("no WebSocket") << "HTTP/1.1 101 Switching Protocols\r\n\r\n"_ba << 0;
    QTest::newRow("no HTTP") << "220 mail.example.com\r\n\r\n"_ba << 0;
    QTest::newRow("nothing") << QByteArray() << 0;
}

void RefusalStatusTest::answersHaveAStatus()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const int, status);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *caller = server.nextPendingConnection();
        connect(caller, &QTcpSocket::readyRead, caller, [caller, &answer] {
            if (!caller->readAll().endsWith("\r\n\r\n"))
                return;
            caller->write(answer);
            caller->disconnectFromHost();
        });
    });
    QWebSocket socket;
    socket.open(QUrl(u"ws://127.0.0.1:%1"_s.arg(server.serverPort())));
    const auto isRefused = [&socket] { return !socket.errorString().isEmpty(); };
    QTRY_VERIFY(isRefused() && socket.state() == QAbstractSocket::UnconnectedState);
    QVERIFY2(refusalStatus(socket.errorString()) == status, qPrintable(socket.errorString()));
}

/// Qt 6.6 and later.
void RefusalStatusTest::laterTextsHaveAStatus()
{
    QCOMPARE(refusalStatus(u"QWebSocketPrivate::processHandshake: Unsupported WWW-Authenticate "
                           "challenge(s) encountered."_s),
        401);
}

QTEST_GUILESS_MAIN(RefusalStatusTest)
#include "tst_refusalstatus.moc"
