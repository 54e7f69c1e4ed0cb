// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/requestsyntax.h"

#include <QtTest/QTest>

using namespace broadcaster;

class RequestSyntaxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void authorities_data();
    void authorities();
    void authoritiesOfTargets_data();
    void authoritiesOfTargets();
    void targets_data();
    void targets();
};

void RequestSyntaxTest::authorities_data()
{
    QTest::addColumn<bool>("ok");
    for (const char *good : { "h", "localhost", "LOCALHOST:8787", "localhost.", "a-b.c_d.example:1",
             "127.0.0.1", "127.0.0.1:0", "localhost:", "[::1]", "[::1]:8787", "[2001:DB8::1]",
             "[1:2:3:4:5:6:7:8]", "[::ffff:1.2.3.4]", "[::]", "xn--bcher-kva.example", "h:65535" })
        QTest::newRow(good) << true;
    for (const char *bad :
        { "", " ", ".", "a b", "a/b", "a?", "a#", "me@a", "a..b", ".a", "a..", ":80", "a:x",
            "a:65536", "a:-1", "a:1:2", "a:123456", "::1", "[::1", "[::1]x", "[::1]:x", "[]",
            "[1:2]", "[::1::2]", "[1:2:3:4:5:6:7:8:9]", "[12345::]", "[fe80::1%25eth0]", "[v1.a]",
            "[1.2.3.4::1]", "[::1.2.3.400]", "a,b", "http://a", "a\"b", "<a>", "\xc3\xa4.example" })
        QTest::newRow(bad) << false;
    QTest::addRow("longest name") << true;
    QTest::addRow("name too long") << false;
}

void RequestSyntaxTest::authorities()
{
    QByteArray text = QTest::currentDataTag();
    if (text == "longest name")
        text = QByteArray("aa.").repeated(84) + 'a';
    else if (text == "name too long")
        text = QByteArray("aa.").repeated(84) + "aa";
    QTEST(isAuthority(text), "ok");
}

void RequestSyntaxTest::authoritiesOfTargets_data()
{
    QTest::addColumn<QByteArray>("authority"); // Null: there is none.
    const auto row = [](const char *target, const char *authority) {
        QTest::newRow(target) << QByteArray(authority);
    };
    row("/a", nullptr);
    row("*", nullptr);
    row("/a?b=http://c/d", nullptr);
    row("a/http://c", nullptr);
    row("http://a/b", "a");
    row("http://a:1?b", "a:1");
    row("ws://[::1]:80", "[::1]:80");
    row("http:///b", "");
}

void RequestSyntaxTest::authoritiesOfTargets()
{
    QFETCH(const QByteArray, authority);
    const QByteArray target = QTest::currentDataTag();
    QCOMPARE(authorityOf(target).toByteArray(), authority);
    QCOMPARE(authorityOf(target).isNull(), authority.isNull());
}

void RequestSyntaxTest::targets_data()
{
    QTest::addColumn<bool>("ok");
    for (const char *good : { "GET /", "GET //", "GET /%00", "GET /a?b=%zz|", "GET http://a/b",
             "GET HTTPS://a", "GET ws://a:1/b?c", "OPTIONS *", "OPTIONS /a", "BREW /a" })
        QTest::newRow(good) << true;
    for (const char *bad : { "GET a", "GET *", "GET ?a", "GET a:80", "GET ftp://a", "GET http:///a",
             "GET http://me@a/", "GET http://", "GET /a#b", "CONNECT a:80", "CONNECT /a",
             "GET ../a", "GET http:/a" })
        QTest::newRow(bad) << false;
}

void RequestSyntaxTest::targets()
{
    const QList<QByteArray> words = QByteArray(QTest::currentDataTag()).split(' ');
    QTEST(targetFault(words[0], words[1]).isNull(), "ok");
}

QTEST_GUILESS_MAIN(RequestSyntaxTest)
#include "tst_requestsyntax.moc"
