// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/closeframe.h"
#include "tests/protocol/clientframes.h"

#include <QtTest/QtTest>

#include <QtCore/QtEndian>

using namespace broadcaster;

class CloseFrameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersEveryCode();
    void answers_data();
    void answers();
};

namespace {

CloseAnswer answerTo(const QByteArray &payload)
{
    const QByteArray frame = clientFrame(Opcode::Close, payload);
    return closeAnswer({ frame.constData(), static_cast<std::size_t>(frame.size()) });
}

} // namespace

void CloseFrameTest::answersEveryCode()
{
    for (int code = 0; code <= 0xffff; ++code) {
        const bool maySend = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
            || (code >= 3000 && code <= 4999);
        QByteArray payload(2, '\0');
        qToBigEndian(static_cast<quint16>(code), payload.data());
        QCOMPARE(int(answerTo(payload).code), maySend ? code : 1002);
        QCOMPARE(answerTo(payload).reason.empty(), maySend);
    }
}

void CloseFrameTest::answers_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("code");
    QTest::newRow("nothing") << QByteArray() << 1000;
    QTest::newRow("half a code") << QByteArray("\x03") << 1002;
    QTest::newRow("a reason") << QByteArray("\x03\xe9 gone") << 1001;
    QTest::newRow("longest reason") << QByteArray("\x0f\xa0") + somePayload(123) << 4000;
    QTest::newRow("not UTF-8") << QByteArray("\x03\xe8 \xff") << 1007;
    QTest::newRow("half a character") << QByteArray("\x03\xe8 \xe2\x82") << 1007;
}

void CloseFrameTest::answers()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const int, code);
    QCOMPARE(int(answerTo(payload).code), code);
}

QTEST_GUILESS_MAIN(CloseFrameTest)
#include "tst_closeframe.moc"
