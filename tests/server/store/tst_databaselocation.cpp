// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/storelimits.h"
#include "server/base/tuning.h"
#include "server/store/databaselocation.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class tst_DatabaseLocation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void path_data();
    void path();
    void url_data();
    void url();
    void options();
    void encryption_data();
    void encryption();
    void systemCertificates();
    void refused_data();
    void refused();
    void description_data();
    void description();
};

void tst_DatabaseLocation::path_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("filePath");
    const QString here = QDir::currentPath();
    QTest::newRow("absolute") << u"/var/lib/b/b.db"_s << u"/var/lib/b/b.db"_s;
    QTest::newRow("relative") << u"b.db"_s << QString(here % "/b.db"_L1);
    QTest::newRow("dots") << u"/var/../srv/./b.db"_s << u"/srv/b.db"_s;
    QTest::newRow("spaces, unicode")
        << u"/srv/a b/\u00fc\U0001f600.db"_s << u"/srv/a b/\u00fc\U0001f600.db"_s;
    QTest::newRow("looks like SQLite's URI")
        << u"file:b.db?mode=memory"_s << QString(here % "/file:b.db?mode=memory"_L1);
    QTest::newRow("colon") << u"postgresql:b"_s << QString(here % "/postgresql:b"_L1);
}

void tst_DatabaseLocation::path()
{
    QFETCH(const QString, text);
    QFETCH(const QString, filePath);
    const Result<DatabaseLocation> location = DatabaseLocation::parse(text);
    QVERIFY(location);
    QCOMPARE(location->engine, DatabaseLocation::Engine::Sqlite);
    QCOMPARE(location->filePath, filePath);
}

void tst_DatabaseLocation::url_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("database");
    QTest::newRow("whole") << u"postgresql://u:p@h.example:5433/d"_s << u"h.example"_s << 5433
                           << u"u"_s << u"p"_s << u"d"_s;
    QTest::newRow("other scheme") << u"postgres://u:p@h/d"_s << u"h"_s << 0 << u"u"_s << u"p"_s
                                  << u"d"_s;
    QTest::newRow("scheme in capitals")
        << u"PostgreSQL://h/d"_s << u"h"_s << 0 << u""_s << u""_s << u"d"_s;
    QTest::newRow("nothing") << u"postgresql://"_s << u""_s << 0 << u""_s << u""_s << u""_s;
    QTest::newRow("no password") << u"postgresql://u@h"_s << u"h"_s << 0 << u"u"_s << u""_s
                                 << u""_s;
    QTest::newRow("empty port") << u"postgresql://h:/d"_s << u"h"_s << 0 << u""_s << u""_s
                                << u"d"_s;
    QTest::newRow("encoded")
        << u"postgresql://a%40b:p%40%2F%3A%3F%23%25%26%3B%20%27%5C%C3%BC@h/d%2Fx"_s << u"h"_s << 0
        << u"a@b"_s << u"p@/:?#%&; '\\\u00fc"_s << u"d/x"_s;
    QTest::newRow("decoded once") << u"postgresql://u:%2540@h"_s << u"h"_s << 0 << u"u"_s
                                  << u"%40"_s << u""_s;
    QTest::newRow("plus is a plus")
        << u"postgresql://u:a+b@h"_s << u"h"_s << 0 << u"u"_s << u"a+b"_s << u""_s;
    QTest::newRow("colon in password")
        << u"postgresql://u:a:b@h"_s << u"h"_s << 0 << u"u"_s << u"a:b"_s << u""_s;
    QTest::newRow("raw @ in password")
        << u"postgresql://u:a@b@h"_s << u"h"_s << 0 << u"u"_s << u"a@b"_s << u""_s;
    QTest::newRow("IPv6") << u"postgresql://u@[::1]:5433/d"_s << u"::1"_s << 5433 << u"u"_s << u""_s
                          << u"d"_s;
    QTest::newRow("IPv6 without port") << u"postgresql://[fe80::1%25eth0]/d"_s << u"fe80::1%eth0"_s
                                       << 0 << u""_s << u""_s << u"d"_s;
    QTest::newRow("socket as host") << u"postgresql://u@%2Ftmp%2Fsock:5433/d"_s << u"/tmp/sock"_s
                                    << 5433 << u"u"_s << u""_s << u"d"_s;
    QTest::newRow("socket as option") << u"postgresql:///d?host=/tmp/sock&port=5433"_s
                                      << u"/tmp/sock"_s << 5433 << u""_s << u""_s << u"d"_s;
    QTest::newRow("all as options")
        << u"postgresql://?host=h&port=1&user=u%3D&password=p%26&dbname=d"_s << u"h"_s << 1
        << u"u="_s << u"p&"_s << u"d"_s;
}

void tst_DatabaseLocation::url()
{
    QFETCH(const QString, text);
    const Result<DatabaseLocation> location = DatabaseLocation::parse(text);
    QVERIFY2(location.ok(), location ? "" : qPrintable(location.error().detail));
    QCOMPARE(location->engine, DatabaseLocation::Engine::Postgres);
    QTEST(location->host, "host");
    QTEST(location->port, "port");
    QTEST(location->user, "user");
    QTEST(location->password, "password");
    QTEST(location->database, "database");
    QVERIFY(location->options.isEmpty());
}

void tst_DatabaseLocation::options()
{
    const Result<DatabaseLocation> location = DatabaseLocation::parse(
        u"postgresql://h/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fa%20b.pem&connect_timeout=1"_s);
    QVERIFY(location);
    QCOMPARE(location->options,
        (QMap<QString, QString> { { u"sslmode"_s, u"verify-full"_s },
            { u"sslrootcert"_s, u"/etc/a b.pem"_s }, { u"connect_timeout"_s, u"1"_s } }));
    const QMap<QString, QString> passed = location->connectParameters();
    QCOMPARE(passed.value(u"sslmode"_s), u"verify-full"_s);
    QCOMPARE(passed.value(u"sslrootcert"_s), u"/etc/a b.pem"_s);
    QCOMPARE(passed.value(u"client_encoding"_s), u"UTF8"_s);
    QCOMPARE(location->connectTimeout(), 1s);
    const DatabaseLocation plain = DatabaseLocation::parse(u"postgresql://h/d"_s).value();
    QCOMPARE(plain.connectTimeout(), limits::DatabaseConnectTimeout);
    QCOMPARE(plain.connectParameters().value(u"host"_s), u"h"_s);
    QVERIFY(!plain.connectParameters().contains(u"port"_s));
}

void tst_DatabaseLocation::encryption_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("mode"); // Null: libpq's default.
    QTest::newRow("remote") << u"postgresql://db.example.com/d"_s << u"require"_s;
    QTest::newRow("remote address") << u"postgresql://192.0.2.7/d"_s << u"require"_s;
    QTest::newRow("remote, as an option")
        << u"postgresql:///d?host=db.example.com"_s << u"require"_s;
    QTest::newRow("local name, remote address")
        << u"postgresql://localhost/d?hostaddr=192.0.2.7"_s << u"require"_s;
    QTest::newRow("as asked for") << u"postgresql://h/d?sslmode=disable"_s << u"disable"_s;
    QTest::newRow("socket") << u"postgresql://%2Frun%2Fpostgresql/d"_s << QString();
    QTest::newRow("default socket") << u"postgresql:///d"_s << QString();
    QTest::newRow("localhost") << u"postgresql://LocalHost/d"_s << QString();
    QTest::newRow("loopback") << u"postgresql://127.0.0.9/d"_s << QString();
    QTest::newRow("loopback, IPv6") << u"postgresql://[::1]/d"_s << QString();
}

void tst_DatabaseLocation::encryption()
{
    QFETCH(const QString, text);
    QFETCH(const QString, mode);
    const Result<DatabaseLocation> location = DatabaseLocation::parse(text);
    QVERIFY(location.ok());
    QCOMPARE(location->connectParameters().value(u"sslmode"_s), mode);
}

void tst_DatabaseLocation::systemCertificates()
{
    const QTemporaryDir home;
    qputenv("HOME", home.path().toUtf8());
    const auto certificates = [](const QString &options) {
        return DatabaseLocation::parse("postgresql://h/d?"_L1 % options)
            .value()
            .connectParameters()
            .value(u"sslrootcert"_s);
    };
    QVERIFY(certificates(u"sslmode=require"_s).isEmpty());
    const QString found = certificates(u"sslmode=verify-full"_s);
    if (found.isEmpty())
        QSKIP("This system has no certificates");
    QVERIFY(QFile::exists(found));
    QCOMPARE(certificates(u"sslmode=verify-ca"_s), found);
    QCOMPARE(certificates(u"sslmode=verify-full&sslrootcert=system"_s), found);
    QCOMPARE(certificates(u"sslmode=verify-full&sslrootcert=/x"_s), u"/x"_s);
    // libpq finds this one by itself.
    QVERIFY(QDir(home.path()).mkdir(u".postgresql"_s));
    QFile own(home.filePath(u".postgresql/root.crt"_s));
    QVERIFY(own.open(QFile::WriteOnly));
    QVERIFY(certificates(u"sslmode=verify-full"_s).isEmpty());
}

void tst_DatabaseLocation::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named"); // The name that the error has to contain.
    QTest::newRow("empty") << u""_s << u"empty"_s;
    QTest::newRow("blank") << u"  "_s << u"empty"_s;
    QTest::newRow("memory") << u":memory:"_s << u":memory:"_s;
    QTest::newRow("NUL in a path") << u"/srv/a\0b"_s << u"U+0000"_s;
    QTest::newRow("scheme") << u"mysql://u:SECRET@h/d"_s << u"mysql"_s;
    QTest::newRow("unknown option")
        << u"postgresql://u:SECRET@h/d?sslmod=require"_s << u"'sslmod'"_s;
    QTest::newRow("service file") << u"postgresql://u:SECRET@h/d?service=x"_s << u"'service'"_s;
    QTest::newRow("password file") << u"postgresql://u:SECRET@h/d?passfile=/x"_s << u"'passfile'"_s;
    QTest::newRow("encoding") << u"postgresql://h/d?client_encoding=LATIN1"_s
                              << u"'client_encoding'"_s;
    QTest::newRow("option without value")
        << u"postgresql://u:SECRET@h/d?sslmode"_s << u"name=value"_s;
    QTest::newRow("option without name")
        << u"postgresql://u:SECRET@h/d?=require"_s << u"name=value"_s;
    for (const char *option : { "channel_binding=maybe", "gssencmode=1", "connect_timeout=5s",
             "target_session_attrs=primry", "ssl_min_protocol_version=1.2", "keepalives=yes",
             "tcp_user_timeout=-1", "sslmode=" })
        QTest::newRow(option) << u"postgresql://u:SECRET@h/d?"_s + QLatin1StringView(option)
                              << u'\'' + QString::fromLatin1(option).section(u'=', 0, 0) + u'\'';
    QTest::newRow("TLS mode") << u"postgresql://u:SECRET@h/d?sslmode=sometimes"_s << u"sslmode"_s;
    QTest::newRow("port") << u"postgresql://u:SECRET@h:x/d"_s << u"port"_s;
    QTest::newRow("port 0") << u"postgresql://u:SECRET@h:0/d"_s << u"port"_s;
    QTest::newRow("port 65536") << u"postgresql://u:SECRET@h:65536/d"_s << u"port"_s;
    QTest::newRow("port with a sign") << u"postgresql://u:SECRET@h:+5432/d"_s << u"port"_s;
    QTest::newRow("port with a space") << u"postgresql://u:SECRET@h/d?port=%205432"_s << u"port"_s;
    QTest::newRow("port as option") << u"postgresql://u:SECRET@h/d?port=-1"_s << u"port"_s;
    QTest::newRow("raw / in password") << u"postgresql://u:SEC/RET@h/d"_s << u"'@'"_s;
    QTest::newRow("raw ? in password") << u"postgresql://u:12?SECRET=1@h/d"_s << u"'@'"_s;
    QTest::newRow("raw # and no @") << u"postgresql://u:SECRET#/d"_s << u"port"_s;
    QTest::newRow("half percent") << u"postgresql://u:SECRET%4@h/d"_s << u"'%'"_s;
    QTest::newRow("percent and letters") << u"postgresql://u:SECRET%zz@h/d"_s << u"'%'"_s;
    QTest::newRow("not UTF-8") << u"postgresql://u:SECRET%ff@h/d"_s << u"UTF-8"_s;
    QTest::newRow("NUL") << u"postgresql://u:SECRET%00@h/d"_s << u"U+0000"_s;
    QTest::newRow("open bracket") << u"postgresql://u:SECRET@[::1/d"_s << u"]"_s;
    QTest::newRow("name in brackets") << u"postgresql://u:SECRET@[db]:5432/d"_s << u"brackets"_s;
    QTest::newRow("half an address") << u"postgresql://u:SECRET@[::1.2.3]/d"_s << u"brackets"_s;
    QTest::newRow("IPv4 in brackets") << u"postgresql://u:SECRET@[10.0.0.1]/d"_s << u"brackets"_s;
    QTest::newRow("hostaddr is a name")
        << u"postgresql://u:SECRET@h/d?hostaddr=db.example"_s << u"hostaddr"_s;
    QTest::newRow("hostaddr with zeros")
        << u"postgresql://u:SECRET@h/d?hostaddr=10.0.0.01"_s << u"hostaddr"_s;
    QTest::newRow("behind bracket") << u"postgresql://u:SECRET@[::1]5432/d"_s << u"]"_s;
    QTest::newRow("several hosts") << u"postgresql://u:SECRET@a,b/d"_s << u"several hosts"_s;
}

void tst_DatabaseLocation::refused()
{
    QFETCH(const QString, text);
    QFETCH(const QString, named);
    const Result<DatabaseLocation> location = DatabaseLocation::parse(text);
    QVERIFY(!location);
    QCOMPARE(location.error().code, ErrorCode::InvalidArgument);
    const QString detail = location.error().detail;
    QVERIFY2(detail.contains(named), qPrintable(detail));
    for (const QString &secret : { u"SECRET"_s, u"SEC"_s, u"RET@"_s })
        QVERIFY2(!detail.contains(secret), qPrintable(detail));
}

void tst_DatabaseLocation::description_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("path") << u"/srv/b.db"_s << u"/srv/b.db"_s;
    QTest::newRow("path with a line end") << u"/srv/a\nb.db"_s << u"/srv/a?b.db"_s;
    QTest::newRow("whole") << u"postgresql://u:SECRET@h:5433/d?sslpassword=SECRET"_s
                           << u"postgresql://u@h:5433/d"_s;
    QTest::newRow("password as option")
        << u"postgresql://h/d?password=SECRET"_s << u"postgresql://h/d"_s;
    QTest::newRow("line end in user")
        << u"postgresql://a%0Ab:SECRET@h/d"_s << u"postgresql://a%0Ab@h/d"_s;
    QTest::newRow("IPv6") << u"postgresql://u:SECRET@[::1]:1/d"_s << u"postgresql://u@[::1]:1/d"_s;
    QTest::newRow("socket") << u"postgresql:///d?host=/tmp/s"_s << u"postgresql://%2Ftmp%2Fs/d"_s;
}

void tst_DatabaseLocation::description()
{
    QFETCH(const QString, text);
    const DatabaseLocation location = DatabaseLocation::parse(text).value();
    QTEST(location.describe(), "shown");
    // A description is a location again, without the secrets.
    if (location.engine == DatabaseLocation::Engine::Postgres)
        QCOMPARE(DatabaseLocation::parse(location.describe()).value().host, location.host);
}

QTEST_GUILESS_MAIN(tst_DatabaseLocation)
#include "tst_databaselocation.moc"
