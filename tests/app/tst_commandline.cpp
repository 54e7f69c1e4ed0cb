// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commandline.h"

#include "app/optionhelp.h"
#include "server/api/nearestname.h"
#include "server/api/options.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using Mode = Invocation::Mode;

namespace {

Result<Invocation> parse(const QStringList &arguments, const QStringList &environment = {})
{
    QProcessEnvironment variables;
    for (const QString &entry : environment)
        variables.insert(entry.section(u'=', 0, 0), entry.section(u'=', 1));
    const Result<QList<GivenOption>> given = givenOptions(
        QStringList { u"broadcaster"_s } + arguments, variables);
    return given ? makeInvocation(*given, variables) : given.error();
}

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaults();
    void modes();
    void commandLineWins();
    void listenIsRepeatable();
    void originsAndHosts();
    void proxies();
    void opensAFile();
    void certificateAndKeyGoTogether();
    void databaseComesFromTheFirstThatNamesOne();
    void bytes_data();
    void bytes();
    void unknownVariables();
    void nearestName_data();
    void nearestName();
    void refusals_data();
    void refusals();
    void helpNamesEveryOption();
    void keyFiles_data();
    void keyFiles();
    void keysAreOneLine_data();
    void keysAreOneLine();
    void theClusterIsASecret();
    void savedOptionsComeLast();
    void savedOptionsAreForTheWindow();
    void invalidSavedOptionsAreLeftOut();
    void findsTheChangedOptions();
    void theSavedPairStaysTogether();
};

void CommandLineTest::defaults()
{
    const Result<Invocation> invocation = parse({});
    QVERIFY(invocation.ok());
    BrokerConfig expected;
    expected.database = invocation->config.database;
    QVERIFY(invocation->config == expected);
    QVERIFY(expected.database.endsWith(u"/broadcaster/broadcaster.db"_s));
    QCOMPARE(invocation->mode, Mode::Window);
    QCOMPARE(invocation->logLevel, u"info"_s);
    QCOMPARE(invocation->logFormat, LogFormat::Text);
    QCOMPARE(parse({ u"--log-format=json"_s })->logFormat, LogFormat::Json);
}

void CommandLineTest::modes()
{
    QCOMPARE(parse({ u"--server"_s })->mode, Mode::Server);
    QCOMPARE(parse({ u"--server"_s, u"--help"_s })->mode, Mode::Help);
    QCOMPARE(parse({ u"--version"_s, u"--server"_s })->mode, Mode::Version);
    QCOMPARE(parse({ u"-h"_s })->mode, Mode::Help);
    QCOMPARE(parse({ u"-v"_s })->mode, Mode::Version);
    QCOMPARE(parse({}, { u"BROADCASTER_SERVER=1"_s })->mode, Mode::Server);
    QCOMPARE(parse({}, { u"BROADCASTER_SERVER=0"_s })->mode, Mode::Window);
    QCOMPARE(parse({}, { u"BROADCASTER_VERSION=1.2"_s })->mode, Mode::Window);
}

void CommandLineTest::commandLineWins()
{
    const QStringList environment { u"BROADCASTER_PORT=1111"_s, u"BROADCASTER_THREADS=3"_s,
        u"BROADCASTER_MAX_QUEUE_BYTES=1MiB"_s };
    const Result<Invocation> invocation = parse(
        { u"--port=2222"_s, u"--ping-interval"_s, u"7"_s }, environment);
    QVERIFY(invocation.ok());
    QCOMPARE(invocation->config.port, 2222);
    QCOMPARE(invocation->config.threads, 3);
    QCOMPARE(invocation->config.maxQueueBytes, 1024 * 1024);
    QCOMPARE(invocation->config.pingInterval, std::chrono::seconds(7));
}

void CommandLineTest::listenIsRepeatable()
{
    QCOMPARE(parse({ u"--listen"_s, u"::1"_s, u"--listen=10.0.0.1"_s, u"--listen=::1"_s })
                 ->config.listenAddresses,
        (QStringList { u"::1"_s, u"10.0.0.1"_s }));
    const QStringList environment { u"BROADCASTER_LISTEN=127.0.0.1, ::1"_s };
    QCOMPARE(
        parse({}, environment)->config.listenAddresses, (QStringList { u"127.0.0.1"_s, u"::1"_s }));
    QCOMPARE(parse({ u"--listen=0.0.0.0"_s }, environment)->config.listenAddresses,
        QStringList { u"0.0.0.0"_s });
}

void CommandLineTest::originsAndHosts()
{
    const BrokerConfig config = parse(
        { u"--allow-origin"_s, u"HTTPS://App.example.com:443/"_s, u"--allow-origin=*"_s,
            u"--allow-origin=https://app.example.com"_s, u"--allow-host=Broker.example.com"_s,
            u"--allow-host=10.0.0.1"_s })
                                    ->config;
    QCOMPARE(config.allowedOrigins, (QStringList { u"https://app.example.com"_s, u"*"_s }));
    QCOMPARE(config.allowedHosts, (QStringList { u"broker.example.com"_s, u"10.0.0.1"_s }));
    QCOMPARE(parse({}, { u"BROADCASTER_ALLOW_ORIGIN=http://a, null"_s })->config.allowedOrigins,
        (QStringList { u"http://a"_s, u"null"_s }));
}

void CommandLineTest::proxies()
{
    const BrokerConfig config = parse(
        { u"--server"_s, u"--trusted-proxy=10.0.0.1"_s, u"--trusted-proxy"_s, u"2001:DB8::/32"_s,
            u"--proxy-protocol"_s })
                                    ->config;
    QCOMPARE(config.trustedProxies, (QStringList { u"10.0.0.1"_s, u"2001:db8::/32"_s }));
    QVERIFY(config.proxyProtocol);
    QCOMPARE(parse({}, { u"BROADCASTER_TRUSTED_PROXY=10.0.0.1, ::1"_s })->config.trustedProxies,
        (QStringList { u"10.0.0.1"_s, u"::1"_s }));
    const QStringList server { u"--server"_s };
    QVERIFY(!parse(server, { u"BROADCASTER_PROXY_PROTOCOL=0"_s })->config.proxyProtocol);
    QVERIFY(parse(server, { u"BROADCASTER_PROXY_PROTOCOL=1"_s })->config.proxyProtocol);
}

void CommandLineTest::opensAFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"traffic.jsonl"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(parse({ file.fileName() })->openFile, file.fileName());
    QCOMPARE(parse({ u"--open"_s, u"later.har"_s })->openFile, u"later.har"_s);
    QVERIFY(parse({})->openFile.isNull());
    QVERIFY(
        parse({ u"--server"_s, file.fileName() }).error().detail.contains(u"--server has none"_s));
    QVERIFY(parse({ folder.path() }).error().detail.contains(u"unknown argument"_s));
    QVERIFY(
        parse({ u"missing.jsonl"_s }).error().detail.contains(u"neither a command nor a file"_s));
}

void CommandLineTest::certificateAndKeyGoTogether()
{
    const QString certificate = u"--tls-cert=/c.pem"_s;
    const BrokerConfig config = parse({ certificate }, { u"BROADCASTER_TLS_KEY=/c.key"_s })->config;
    QCOMPARE(config.tlsCertificate, u"/c.pem"_s);
    QCOMPARE(config.tlsKey, u"/c.key"_s);
    for (const auto &alone : { parse({ certificate }), parse({ u"--tls-key=/c.key"_s }) }) {
        QCOMPARE(alone.error().code, ErrorCode::InvalidArgument);
        QVERIFY(alone.error().detail.contains(u"--tls-cert"_s));
        QVERIFY(alone.error().detail.contains(u"--tls-key"_s));
    }
}

void CommandLineTest::databaseComesFromTheFirstThatNamesOne()
{
    const QString url = u"DATABASE_URL=postgresql://h/d"_s;
    QCOMPARE(parse({}, { url })->config.database, u"postgresql://h/d"_s);
    QCOMPARE(parse({}, { url, u"BROADCASTER_DATABASE=/b"_s })->config.database, u"/b"_s);
    QCOMPARE(parse({ u"--database=/a"_s }, { url, u"BROADCASTER_DATABASE=/b"_s })->config.database,
        u"/a"_s);
    QCOMPARE(parse({}, { u"SUPERATOM_SERVICE_KEY= k "_s })->config.serviceKey.reveal(), "k");
}

void CommandLineTest::bytes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes"); // -1: refused
    QTest::newRow("plain") << u"65536"_s << qint64(65536);
    QTest::newRow("KiB") << u"64KiB"_s << qint64(65536);
    QTest::newRow("any case") << u"2mib"_s << qint64(2 * 1024 * 1024);
    QTest::newRow("B") << u"70000B"_s << qint64(70000);
    QTest::newRow("at most") << u"1GiB"_s << qint64(1) * 1024 * 1024 * 1024;
    QTest::newRow("too few") << u"65535"_s << qint64(-1);
    QTest::newRow("too many") << u"1025MiB"_s << qint64(-1);
    QTest::newRow("far too many") << u"999999999999GiB"_s << qint64(-1);
    QTest::newRow("decimal unit") << u"1MB"_s << qint64(-1);
    QTest::newRow("negative") << u"-65536"_s << qint64(-1);
    QTest::newRow("fraction") << u"1.5MiB"_s << qint64(-1);
    QTest::newRow("empty") << u""_s << qint64(-1);
}

void CommandLineTest::bytes()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);
    const Result<Invocation> invocation = parse({ u"--max-queue-bytes="_s + text });
    QCOMPARE(invocation.ok(), bytes >= 0);
    if (bytes >= 0)
        QCOMPARE(invocation->config.maxQueueBytes, bytes);
    else
        QVERIFY(invocation.error().detail.contains(u"--max-queue-bytes"_s));
}

void CommandLineTest::unknownVariables()
{
    const Result<Invocation> invocation = parse({},
        { u"BROADCASTER_PROT=1"_s, u"BROADCASTER_PORT=2"_s, u"BROADCASTER_LANGUAGE=de"_s,
            u"BROADCASTERS=3"_s });
    QCOMPARE(invocation->unknownVariables, QStringList { u"BROADCASTER_PROT"_s });
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"BROADCASTER_PROT .*BROADCASTER_PORT$"_s));
    warnOfUnknownVariables(*invocation);
}

void CommandLineTest::nearestName_data()
{
    QTest::addColumn<QString>("nearest");
    QTest::newRow("--prot") << u"--port"_s;
    QTest::newRow("--port") << u"--port"_s;
    QTest::newRow("--ports") << u"--port"_s;
    QTest::newRow("--treads") << u"--threads"_s;
    QTest::newRow("--something-else") << QString();
    QTest::newRow("") << QString();
}

void CommandLineTest::nearestName()
{
    const QStringList names { u"--threads"_s, u"--port"_s };
    QTEST(broadcaster::nearestName(QString::fromLatin1(QTest::currentDataTag()), names), "nearest");
}

void CommandLineTest::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QString>("named"); // Text that the message must name.
    const QStringList none;
    QTest::newRow("unknown") << QStringList { u"--prot"_s } << none << u"--prot"_s;
    QTest::newRow("meant") << QStringList { u"--prot"_s } << none << u"--port?"_s;
    QTest::newRow("empty") << QStringList { u"--database"_s, QString() } << none << u"--database"_s;
    QTest::newRow("empty =") << QStringList { u"--tls-cert="_s } << none << u"--tls-cert"_s;
    QTest::newRow("positional") << QStringList { u"8787"_s } << none << u"8787"_s;
    QTest::newRow("no value") << QStringList { u"--port"_s } << none << u"--port"_s;
    QTest::newRow("value for none") << QStringList { u"--server=1"_s } << none << u"--server"_s;
    QTest::newRow("port") << QStringList { u"--port=65536"_s } << none << u"65535"_s;
    QTest::newRow("port sign") << QStringList { u"--port=-1"_s } << none << u"-1"_s;
    QTest::newRow("threads") << QStringList { u"--threads=9"_s } << none << u"8"_s;
    QTest::newRow("percent") << QStringList { u"--port=%2%1"_s } << none << u"\"%2%1\""_s;
    QTest::newRow("listen") << QStringList { u"--listen=example"_s } << none << u"\"example\""_s;
    QTest::newRow("level") << QStringList { u"--log-level=loud"_s } << none << u"warning"_s;
    QTest::newRow("seconds") << QStringList { u"--ping-interval=0"_s } << none << u"seconds"_s;
    QTest::newRow("environment") << QStringList {} << QStringList { u"BROADCASTER_PORT=x"_s }
                                 << u"BROADCASTER_PORT"_s;
    QTest::newRow("proxy name") << QStringList { u"--trusted-proxy=proxy"_s } << none
                                << u"10.0.0.0/8"_s;
    QTest::newRow("proxy bits") << QStringList { u"--trusted-proxy=::1/129"_s } << none
                                << u"::1/129"_s;
    QTest::newRow("window behind a proxy")
        << QStringList { u"--proxy-protocol"_s } << none << u"--server"_s;
    QTest::newRow("server") << QStringList {} << QStringList { u"BROADCASTER_SERVER=maybe"_s }
                            << u"BROADCASTER_SERVER"_s;
}

void CommandLineTest::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, environment);
    QFETCH(QString, named);
    const Result<Invocation> invocation = parse(arguments, environment);
    QVERIFY(!invocation.ok());
    QCOMPARE(invocation.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(invocation.error().detail.contains(named), qPrintable(invocation.error().detail));
    QVERIFY(!invocation.error().detail.contains(u'\n'));
}

void CommandLineTest::helpNamesEveryOption()
{
    for (const Option &option : optionTable())
        QVERIFY(helpText().contains(u"--"_s + QString::fromLatin1(option.name)));
}

void CommandLineTest::keyFiles_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<Secret BrokerConfig::*>("member");
    QTest::newRow("service") << u"--service-key-file"_s << &BrokerConfig::serviceKey;
    QTest::newRow("viewer") << u"--viewer-key-file"_s << &BrokerConfig::viewerKey;
    QTest::newRow("cluster") << u"--cluster-secret-file"_s << &BrokerConfig::clusterSecret;
}

void CommandLineTest::keyFiles()
{
    QFETCH(const QString, option);
    using Member = Secret BrokerConfig::*;
    QFETCH(const Member, member);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"key"_s);
    Result<Invocation> invocation = parse({ option, path });
    BrokerConfig &config = invocation->config;
    QVERIFY(config.serviceKey.isEmpty());
    QCOMPARE(readKeys(*invocation).error().code, ErrorCode::NotFound);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("  \n");
    file.flush();
    QCOMPARE(readKeys(*invocation).error().code, ErrorCode::NotFound);
    file.write("secret\n");
    file.close();
    QVERIFY(readKeys(*invocation).ok());
    for (const Member each :
        { &BrokerConfig::serviceKey, &BrokerConfig::viewerKey, &BrokerConfig::clusterSecret })
        QCOMPARE((config.*each).reveal(), each == member ? "secret" : "");
    Result<Invocation> without = parse({});
    QVERIFY(readKeys(*without).ok());
}

void CommandLineTest::keysAreOneLine_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("a line") << QByteArray("a key") << true;
    QTest::newRow("lines around it") << QByteArray("\r\n a key \r\n\n") << true;
    QTest::newRow("bytes of UTF-8") << QByteArray("k\xc3\xa9y") << true;
    QTest::newRow("two lines") << QByteArray("a\nb") << false;
    QTest::newRow("a header") << QByteArray("a\r\nX-Other: b\r\n") << false;
    QTest::newRow("a null byte") << QByteArray("a\0b", 3) << false;
}

void CommandLineTest::keysAreOneLine()
{
    QFETCH(const QByteArray, content);
    QFETCH(const bool, isTaken);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    for (const QString &option : { u"--service-key-file"_s, u"--viewer-key-file"_s }) {
        Result<Invocation> invocation = parse({ option, file.fileName() });
        const Result<void> read = readKeys(*invocation);
        QCOMPARE(read.ok(), isTaken);
        if (!isTaken)
            QVERIFY(read.error().detail.contains(u"must be one line"_s));
    }
    Result<Invocation> secret = parse({ u"--cluster-secret-file"_s, file.fileName() });
    QVERIFY(readKeys(*secret).ok());
    if (content.contains('\0')) // A variable has none.
        return;
    Result<Invocation> variable = parse(
        {}, { u"SUPERATOM_SERVICE_KEY="_s + QString::fromUtf8(content) });
    QCOMPARE(readKeys(*variable).ok(), isTaken);
}

void CommandLineTest::theClusterIsASecret()
{
    const Result<Invocation> named = parse({ u"--cluster-namespace=shop"_s },
        { u"BROADCASTER_CLUSTER=redis://:secret@a, rediss://b:7000"_s });
    QCOMPARE(
        named->config.clusterUrls, (QStringList { u"redis://:secret@a"_s, u"rediss://b:7000"_s }));
    QVERIFY(changedOptions(BrokerConfig(), named->config).isEmpty());
    const Result<Invocation> wrong = parse({ u"--cluster=redis://:secret@a:b@c"_s });
    QVERIFY2(!wrong.error().detail.contains(u"secret"_s), qPrintable(wrong.error().detail));
    QVERIFY(wrong.error().detail.contains(u"redis.example.com"_s));
    const Result<Invocation> alone = parse({ u"--cluster=redis://a"_s });
    QVERIFY(alone.error().detail.contains(u"--cluster-namespace"_s));
}

void CommandLineTest::savedOptionsComeLast()
{
    Result<Invocation> invocation = parse({ u"--port=2222"_s }, { u"BROADCASTER_THREADS=3"_s });
    applySavedOptions(*invocation,
        { { u"port"_s, { u"1"_s } }, { u"threads"_s, { u"1"_s } },
            { u"listen"_s, { u"::1"_s, u"127.0.0.1"_s } }, { u"ping-interval"_s, { u"9"_s } } });
    QCOMPARE(invocation->config.port, 2222);
    QCOMPARE(invocation->config.threads, 3);
    QCOMPARE(invocation->config.listenAddresses, (QStringList { u"::1"_s, u"127.0.0.1"_s }));
    QCOMPARE(invocation->config.pingInterval, std::chrono::seconds(9));
    Result<Invocation> listens = parse({ u"--listen=10.0.0.1"_s });
    applySavedOptions(*listens, { { u"listen"_s, { u"::1"_s } } });
    QCOMPARE(listens->config.listenAddresses, QStringList { u"10.0.0.1"_s });
}

void CommandLineTest::savedOptionsAreForTheWindow()
{
    Result<Invocation> invocation = parse({ u"--server"_s });
    applySavedOptions(*invocation, { { u"port"_s, { u"1"_s } } });
    QCOMPARE(invocation->config.port, BrokerConfig().port);
}

void CommandLineTest::invalidSavedOptionsAreLeftOut()
{
    Result<Invocation> invocation = parse({});
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"saved value of --listen .*\"elsewhere\""_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"saved value of --threads .*\"99\""_s));
    applySavedOptions(*invocation,
        { { u"listen"_s, { u"::1"_s, u"elsewhere"_s } }, { u"threads"_s, { u"99"_s } },
            { u"max-connections"_s, { u"7"_s } }, { u"server"_s, { u"1"_s } },
            { u"database"_s, { u"/tmp/other.db"_s } }, { u"unknown"_s, { u"1"_s } } });
    BrokerConfig expected;
    expected.database = parse({})->config.database;
    expected.maxConnections = 7;
    QVERIFY(invocation->config == expected);
    QCOMPARE(invocation->mode, Mode::Window);
}

void CommandLineTest::findsTheChangedOptions()
{
    const BrokerConfig before;
    BrokerConfig after;
    QVERIFY(changedOptions(before, after).isEmpty());
    after.listenAddresses = { u"0.0.0.0"_s, u"::"_s };
    after.port = 1;
    after.threads = 2;
    after.maxMessageSize = 3000;
    after.maxConnections = 4;
    after.maxConnectionsPerProject = 5;
    after.maxQueueBytes = 600'000;
    after.idleProjectTimeout = std::chrono::seconds(7);
    after.pingInterval = std::chrono::seconds(8);
    after.handshakeTimeout = std::chrono::seconds(9);
    after.maxPendingHandshakes = 10;
    after.database = u"postgresql://user:secret@host/db"_s;
    after.serviceKey = "secret";
    const SavedOptions changed = changedOptions(before, after);
    QCOMPARE(changed.size(), 11);
    for (const QStringList &values : changed)
        QVERIFY(!values.join(u' ').contains(u"secret"_s));
    // The way back: saved values make the same configuration.
    Result<Invocation> invocation = parse({});
    applySavedOptions(*invocation, changed);
    after.database = invocation->config.database;
    after.serviceKey.clear();
    QVERIFY(invocation->config == after);
}

void CommandLineTest::theSavedPairStaysTogether()
{
    BrokerConfig before;
    before.tlsCertificate = u"/a.pem"_s;
    before.tlsKey = u"/a.key"_s;
    BrokerConfig after = before;
    after.tlsKey = u"/b.key"_s;
    const SavedOptions changed = changedOptions(before, after);
    QCOMPARE(changed.value(u"tls-cert"_s), QStringList { u"/a.pem"_s });
    QCOMPARE(changed.value(u"tls-key"_s), QStringList { u"/b.key"_s });
    Result<Invocation> invocation = parse({});
    applySavedOptions(*invocation, changed);
    QCOMPARE(invocation->config.tlsCertificate, u"/a.pem"_s);
    QCOMPARE(invocation->config.tlsKey, u"/b.key"_s);

    // If both are given, the saved ones do not count. If turned off, they do.
    Result<Invocation> given = parse({ u"--tls-cert=/c.pem"_s, u"--tls-key=/c.key"_s });
    applySavedOptions(*given, changed);
    QCOMPARE(given->config.tlsKey, u"/c.key"_s);
    Result<Invocation> off = parse({});
    applySavedOptions(*off, changedOptions(after, BrokerConfig()));
    QVERIFY(off->config.tlsCertificate.isEmpty() && off->config.tlsKey.isEmpty());

    // Edited by hand.
    Result<Invocation> half = parse({});
    applySavedOptions(*half, { { u"port"_s, { u"1"_s } }, { u"tls-key"_s, { u"/b.key"_s } } });
    QVERIFY(half->config.tlsKey.isEmpty());
    QCOMPARE(half->config.port, BrokerConfig().port);
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
