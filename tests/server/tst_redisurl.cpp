// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/redisurl.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class RedisUrlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodOnes_data();
    void goodOnes();
    void parts();
    void badOnes_data();
    void badOnes();
};

void RedisUrlTest::goodOnes_data()
{
    QTest::addColumn<QString>("normal"); // Empty: the text itself.
    QTest::addColumn<QString>("masked"); // Empty: the normal text.
    const auto row = [](const char *text, const char *normal = "", const char *masked = "") {
        QTest::newRow(text) << QString::fromUtf8(normal) << QString::fromUtf8(masked);
    };
    row("redis://redis.example.com");
    row("redis://localhost:6379", "redis://localhost");
    row("REDIS://Redis.Example.com:7000/0", "redis://redis.example.com:7000");
    row("rediss://10.0.0.1:1/", "rediss://10.0.0.1:1");
    row("redis://[2001:DB8::1]:7000", "redis://[2001:db8::1]:7000");
    row("redis://[::1]");
    row("redis://:secret@a", "", "redis://a");
    row("redis://me:s%40c%3A%2Fret@a:1", "", "redis://me@a:1");
    row("redis://me@a");
    row("redis://me:a:b!@host", "redis://me:a%3Ab%21@host", "redis://me@host");
    row("redis://%C3%BC:%C3%BC@a", "", "redis://%C3%BC@a");
    row("unix:///run/redis/redis.sock");
    row("unix://me:secret@/run/a%20b.sock", "", "unix://me@/run/a%20b.sock");
    row("unix://:secret@/r", "", "unix:///r");
}

void RedisUrlTest::goodOnes()
{
    QFETCH(QString, normal);
    QFETCH(QString, masked);
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    if (normal.isEmpty())
        normal = text;
    if (masked.isEmpty())
        masked = normal;
    QCOMPARE(normalRedisUrl(text), normal);
    QCOMPARE(normalRedisUrl(normal), normal);
    QCOMPARE(maskedRedisUrl(text), masked);
    QCOMPARE(normalRedisUrl(masked), masked);
    QCOMPARE(RedisUrl::parse(normal), RedisUrl::parse(text));
}

void RedisUrlTest::parts()
{
    const std::optional<RedisUrl> host = RedisUrl::parse(u"rediss://me:s%40c%2C%25@[::1]:7000"_s);
    QVERIFY(host);
    QCOMPARE(host->host, u"[::1]"_s);
    QCOMPARE(host->port, 7000);
    QCOMPARE(host->user, u"me"_s);
    QCOMPARE(host->password, u"s@c,%"_s);
    QVERIFY(host->isTls);
    QVERIFY(host->path.isNull());
    const std::optional<RedisUrl> socket = RedisUrl::parse(u"unix://:x@/run/a%20b.sock"_s);
    QVERIFY(socket);
    QCOMPARE(socket->path, u"/run/a b.sock"_s);
    QVERIFY(socket->user.isNull());
    QCOMPARE(socket->password, u"x"_s);
    QVERIFY(socket->host.isNull());
    QVERIFY(!socket->isTls);
}

void RedisUrlTest::badOnes_data()
{
    QTest::addColumn<int>("unused");
    for (const char *text : { "", "redis", "redis:", "redis://", "a.example", "a:6379", "http://a",
             "redis:/a", "redis://a:0", "redis://a:65536", "redis://a:", "redis://a:x",
             "redis://a/1", "redis://a/x", "redis://a?db=1", "redis://a#b", "redis://@a",
             "redis://:@a", "redis://me:@a", "redis://me:a%4@b", "redis://me:a%FF@b",
             "redis://me:a%00@b", "redis://me:a b@c", "redis://me:a/b@c", "redis://me:a@b@c",
             "redis://me:a#b@c", "redis://a b", "redis://[::1", "redis://[1.2.3.4]",
             "redis://1.2.3", "redis://a,redis://b", "unix://", "unix:///", "unix:/run/a",
             "unix://run/a", "unix://host/run/a", "unix:///a?db=1" })
        QTest::newRow(text) << 0;
    QTest::newRow(QByteArray("unix:///").append(107, 'a').constData()) << 0;
}

void RedisUrlTest::badOnes()
{
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    QVERIFY(!RedisUrl::parse(text));
    QVERIFY(normalRedisUrl(text).isNull());
    QCOMPARE(maskedRedisUrl(text), u"redis://…"_s);
}

QTEST_GUILESS_MAIN(RedisUrlTest)
#include "tst_redisurl.moc"
