// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/handshakes.h"

#include <QtTest/QTest>

using namespace broadcaster;

/// The answers of QWebSocketServer to handshakes, one after the other on one socket.
class HandshakesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers();
    void tellsOfExtensions();
    void answersAgainAfterABadKey();
};

namespace {

/// The answer is whole, and nothing is behind it.
void checkAnswer(const QByteArray &answer, const QByteArray &acceptKey)
{
    QVERIFY2(answer.startsWith("HTTP/1.1 101 Switching Protocols\r\n"), answer.constData());
    QVERIFY2(
        answer.contains("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"), answer.constData());
    QVERIFY2(answer.contains(QByteArray("\r\nSec-WebSocket-Accept: " + acceptKey + "\r\n")),
        answer.constData());
    QVERIFY2(answer.contains("\r\nServer: broadcaster\r\n"), answer.constData());
    QCOMPARE(answer.indexOf("\r\n\r\n"), answer.size() - 4);
}

} // namespace

/// The first key is that of RFC 6455 1.3.
void HandshakesTest::answers()
{
    Handshakes handshakes;
    checkAnswer(handshakes.answer("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    checkAnswer(handshakes.answer("AAAAAAAAAAAAAAAAAAAAAA=="), "ICX+Yqv66kxgM0FcWaLWlFLwTAI=");
    checkAnswer(handshakes.answer("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

void HandshakesTest::tellsOfExtensions()
{
    Handshakes handshakes;
    const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ==";
    const QByteArray answer = handshakes.answer(key, "permessage-deflate");
    checkAnswer(answer, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    QVERIFY(answer.endsWith("\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"));
    QVERIFY(!handshakes.answer(key).contains("Extensions"));
}

void HandshakesTest::answersAgainAfterABadKey()
{
    Handshakes handshakes;
    QVERIFY(handshakes.answer({}).isEmpty());
    checkAnswer(handshakes.answer("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

QTEST_GUILESS_MAIN(HandshakesTest)
#include "tst_handshakes.moc"
