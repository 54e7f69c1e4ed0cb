// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/limits.h"
#include "server/protocol/requestreader.h"
#include "tests/protocol/somerequests.h"

#include <QtTest/QtTest>

using namespace broadcaster;
using State = RequestReader::State;

class RequestLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limitsHead_data();
    void limitsHead();
    void limitsBody_data();
    void limitsBody();
};

void RequestLimitsTest::limitsHead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("ok");
    const qsizetype max = limits::MaxRequestHeadBytes;
    const auto padded = [](const QByteArray &before, const QByteArray &behind,
                            qsizetype size) -> QByteArray {
        return before + QByteArray(size - before.size() - behind.size(), 'x') + behind;
    };
    const QByteArray target = "GET /";
    const QByteArray targetEnd = " HTTP/1.1\r\nHost: h\r\n\r\n";
    QTest::newRow("longest target") << padded(target, targetEnd, max) << true;
    QTest::newRow("target too long") << padded(target, targetEnd, max + 1) << false;
    const QByteArray header = "GET / HTTP/1.1\r\nHost: h\r\nX: ";
    QTest::newRow("longest header") << padded(header, "\r\n\r\n", max) << true;
    QTest::newRow("header too long") << padded(header, "\r\n\r\n", max + 1) << false;
    const QByteArray both = "GET /" + QByteArray(max / 2, 'x') + " HTTP/1.1\r\nHost: h\r\nX: ";
    QTest::newRow("longest together") << padded(both, "\r\n\r\n", max) << true;
    QTest::newRow("together too long") << padded(both, "\r\n\r\n", max + 1) << false;
    QTest::newRow("without end") << padded(target, {}, max + 1) << false;
    QTest::newRow("headers without end") << header + QByteArray(max, 'x') << false;
    QTest::newRow("far too long") << header + QByteArray(10 * max, 'x') + "\r\n\r\n" << false;
}

void RequestLimitsTest::limitsHead()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, ok);
    for (const qsizetype piece : { bytes.size(), qsizetype { 1000 }, qsizetype { 7 } }) {
        RequestReader reader;
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            reader.feed(view(bytes.sliced(at, qMin(piece, bytes.size() - at))));
        QCOMPARE(reader.state(), ok ? State::Complete : State::Failed);
        if (!ok)
            QCOMPARE(reader.status(), 431);
    }
    RequestReader behindAnother;
    behindAnother.feed(view(Get + bytes));
    QCOMPARE(behindAnother.next(), ok ? State::Complete : State::Failed);
}

void RequestLimitsTest::limitsBody_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const qsizetype tooMany = limits::MaxRequestBodyBytes + 1;
    QTest::newRow("announced") << post(QByteArray(tooMany, 'x')).chopped(tooMany);
    QTest::newRow("huge") << QByteArray(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551615\r\n\r\n");
    QTest::newRow("one chunk") << Chunked + "10001\r\n";
    QTest::newRow("huge chunk") << Chunked + "ffffffffffffffff\r\n";
    QTest::newRow("many chunks") << Chunked + QByteArray("8\r\n01234567\r\n").repeated(8192)
            + "1\r\n";
    QTest::newRow("chunk extension without end") << Chunked + "1;" + QByteArray(20'000, 'x');
    QTest::newRow("chunk size without end") << Chunked + QByteArray(20'000, '0');
    QTest::newRow("trailer without end") << Chunked + "0\r\nX: " + QByteArray(20'000, 'x');
}

void RequestLimitsTest::limitsBody()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype piece : { bytes.size(), qsizetype { 1000 }, qsizetype { 13 } }) {
        RequestReader reader;
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            reader.feed(view(bytes.sliced(at, qMin(piece, bytes.size() - at))));
        QCOMPARE(reader.state(), State::Failed);
        QCOMPARE(reader.status(), 413);
    }
}

QTEST_GUILESS_MAIN(RequestLimitsTest)
#include "tst_requestlimits.moc"
