// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/configfile.h"

#include "app/configtext.h"
#include "app/configuration.h"
#include "server/api/options.h"
#include "server/base/configlimits.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/stat.h>

#include <memory>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ConfigFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void lines_data();
    void lines();
    void faults_data();
    void faults();
    void everyFaultIsTold();
    void theFaultsAreBounded();
    void aListIsWrongWhereItsEntryIs();
    void aListHasItsMaximum();
    void aFolderIsReadByName();
    void linksThatLeadNowhereAreTold();
    void laterFilesReplaceWholeLists();
    void placesThatMayBeMissing();
    void unreadable_data();
    void unreadable();
    void theCommandLineWinsThenTheEnvironment();
    void helpNeedsNoFile();
    void theTextIsAFile();
    void theTextHasNoPassword_data();
    void theTextHasNoPassword();
    void theTextOfTheClusterHasNoPassword();
    void valuesThatNoFileHolds();

private:
    QString write(const QString &name, const QByteArray &bytes);
    [[nodiscard]] Result<ConfigFiles> read(const QByteArray &bytes)
    {
        return readConfigFiles({ { write(u"a.conf"_s, bytes) } });
    }
    [[nodiscard]] Result<Invocation> start(
        const QStringList &arguments, const QStringList &variables = {}) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

QString ConfigFileTest::write(const QString &name, const QByteArray &bytes)
{
    const QString path = m_folder->filePath(name);
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qUtf8Printable(path));
    return path;
}

Result<Invocation> ConfigFileTest::start(
    const QStringList &arguments, const QStringList &variables) const
{
    QProcessEnvironment environment;
    for (const QString &variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    return readConfiguration(
        QStringList { u"broadcaster"_s, u"--server"_s, u"--config"_s, m_folder->path() }
            + arguments,
        environment);
}

void ConfigFileTest::lines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("read"); // name=value, with commas.
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("comment") << QByteArray("# port = 1\n\n  # more\n") << QString();
    QTest::newRow("one") << QByteArray("port = 9000\n") << u"port=9000"_s;
    QTest::newRow("no end of line") << QByteArray("port = 9000") << u"port=9000"_s;
    QTest::newRow("other ends of lines")
        << QByteArray("port=1\r\nthreads=2\r\n") << u"port=1,threads=2"_s;
    QTest::newRow("blanks") << QByteArray("\t port\t=  9000 \n") << u"port=9000"_s;
    QTest::newRow("mark of UTF-8") << QByteArray("\xEF\xBB\xBFport=1") << u"port=1"_s;
    QTest::newRow("= and # in the value")
        << QByteArray("database = /a=b #c.db") << u"database=/a=b #c.db"_s;
    QTest::newRow("list") << QByteArray("listen = ::1\nlisten = 127.0.0.1")
                          << u"listen=::1,listen=127.0.0.1"_s;
    QTest::newRow("switch") << QByteArray("mcp = true\nmcp-write = 0") << u"mcp=true,mcp-write=0"_s;
    QTest::newRow("UTF-8") << QByteArray("database = /Gr\xC3\xBC\xC3\x9F") << u"database=/Grüß"_s;
}

void ConfigFileTest::lines()
{
    QFETCH(QByteArray, bytes);
    const Result<ConfigFiles> files = read(bytes);
    QVERIFY2(files.ok(), files.ok() ? "" : qPrintable(files.error().detail));
    QStringList read;
    for (const GivenOption &given : files->options)
        read.append(QString::fromLatin1(given.option->name) + u'=' + given.value);
    QTEST(read.join(u','), "read");
}

void ConfigFileTest::faults_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown") << QByteArray("prt = 1") << u"unknown option \"prt\""_s;
    QTest::newRow("meant") << QByteArray("prot = 1") << u"did you mean port?"_s;
    QTest::newRow("dashes") << QByteArray("--port = 1") << u"did you mean port?"_s;
    QTest::newRow("like a variable")
        << QByteArray("MAX_CONNECTIONS = 1") << u"did you mean max-connections?"_s;
    QTest::newRow("no =") << QByteArray("port") << u"name = value"_s;
    QTest::newRow("no name") << QByteArray("= 1") << u"does not begin with the name"_s;
    QTest::newRow("no value") << QByteArray("port =") << u"port needs a value"_s;
    QTest::newRow("value") << QByteArray("port = 65536") << u"port: \"65536\" must be"_s;
    QTest::newRow("switch") << QByteArray("mcp = maybe") << u"true or false"_s;
    QTest::newRow("of the command line")
        << QByteArray("server = true") << u"server is for the command line only"_s;
    QTest::newRow("of itself") << QByteArray("config = /a") << u"for the command line only"_s;
    QTest::newRow("twice") << QByteArray("port = 1\nport = 2") << u":2: port is set in line 1"_s;
    QTest::newRow("Latin-1") << QByteArray("database = /Gr\xFC\xDF") << u"UTF-8"_s;
    QTest::newRow("zero") << QByteArray("port = 1\0", 9) << u"UTF-8"_s;
    QTest::newRow("forgotten name") << QByteArray("postgresql://u:pass word@h/d?sslmode=require")
                                    << u"does not begin with the name"_s;
    QTest::newRow("colon") << QByteArray("database : postgresql://u:pass word@h/d?a=b")
                           << u"does not begin with the name"_s;
    QTest::newRow("secret") << QByteArray("cluster = redis://:pass word@a") << u"the value must"_s;
}

void ConfigFileTest::faults()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, named);
    const Result<ConfigFiles> files = read(line + '\n');
    QVERIFY(!files.ok());
    QCOMPARE(files.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(files.error().detail.contains(named), qPrintable(files.error().detail));
    QVERIFY(files.error().detail.startsWith(m_folder->filePath(u"a.conf"_s) + u':'));
    QVERIFY(!files.error().detail.contains(u'\n'));
    QVERIFY(!files.error().detail.contains(u"pass word"_s));
}

void ConfigFileTest::everyFaultIsTold()
{
    write(u"1.conf"_s, "port = x\nthreads = 2\n");
    write(u"2.conf"_s, "what\n\nping-interval = 0\n");
    const Result<ConfigFiles> files = readConfigFiles({ { m_folder->path() } });
    QVERIFY(!files.ok());
    const QStringList lines = files.error().detail.split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].contains(u"1.conf:1: port"_s));
    QVERIFY(lines[1].contains(u"2.conf:1: "_s));
    QVERIFY(lines[2].contains(u"2.conf:3: ping-interval"_s));
}

void ConfigFileTest::theFaultsAreBounded()
{
    const Result<ConfigFiles> files = read(QByteArray("x\n").repeated(100'000));
    QCOMPARE(files.error().detail.count(u'\n') + 1, limits::MaxConfigFaults);
}

void ConfigFileTest::aListIsWrongWhereItsEntryIs()
{
    const Result<ConfigFiles> files = read("listen = ::1\nlisten = home\nlisten = 127.0.0.1\n");
    QVERIFY(!files.ok());
    QVERIFY(files.error().detail.contains(u":2: listen"_s));
    QVERIFY(!files.error().detail.contains(u'\n'));
}

void ConfigFileTest::aListHasItsMaximum()
{
    QVERIFY(read(QByteArray("listen = ::1\n").repeated(16)).ok());
    const Result<ConfigFiles> files = read(QByteArray("listen = ::1\n").repeated(50'000));
    QVERIFY(!files.ok());
    QVERIFY(files.error().detail.contains(u":17: listen may stand in 16 lines"_s));
}

void ConfigFileTest::linksThatLeadNowhereAreTold()
{
    write(u"1.conf"_s, "port = 1\n");
    QVERIFY(QFile::link(u"nowhere"_s, m_folder->filePath(u"2.conf"_s)));
    for (const bool mayBeMissing : { true, false }) {
        const Result<ConfigFiles> files = readConfigFiles({ { m_folder->path() }, mayBeMissing });
        QVERIFY(!files.ok());
        QCOMPARE(files.error().code, ErrorCode::NotFound);
        QVERIFY(files.error().detail.contains(u"2.conf"_s));
    }
}

void ConfigFileTest::aFolderIsReadByName()
{
    write(u"20.conf"_s, "port = 20\n");
    write(u"10.conf"_s, "port = 10\nthreads = 1\n");
    write(u"30.conf.bak"_s, "port = 30\n");
    const Result<Invocation> invocation = start({});
    QVERIFY(invocation.ok());
    QCOMPARE(invocation->config.port, 20);
    QCOMPARE(invocation->config.threads, 1);
    QCOMPARE(invocation->configFiles,
        (QStringList { m_folder->filePath(u"10.conf"_s), m_folder->filePath(u"20.conf"_s) }));
    QCOMPARE(invocation->sources[u"port"_s], m_folder->filePath(u"20.conf"_s) + u":1"_s);
    QCOMPARE(invocation->sources[u"threads"_s], m_folder->filePath(u"10.conf"_s) + u":2"_s);
}

void ConfigFileTest::laterFilesReplaceWholeLists()
{
    write(u"1.conf"_s, "listen = 127.0.0.1\nlisten = 127.0.0.2\n");
    write(u"2.conf"_s, "listen = ::1\n");
    QCOMPARE(start({})->config.listenAddresses, QStringList { u"::1"_s });
}

void ConfigFileTest::placesThatMayBeMissing()
{
    const QStringList paths { m_folder->filePath(u"no.conf"_s), m_folder->filePath(u"no.d"_s) };
    const Result<ConfigFiles> usual = readConfigFiles({ paths, true });
    QVERIFY(usual.ok());
    QVERIFY(usual->paths.isEmpty());
    QCOMPARE(readConfigFiles({ paths }).error().code, ErrorCode::NotFound);
    QVERIFY(configPlaces({}, true).mayBeMissing);
    QCOMPARE(configPlaces({}, true).paths.constFirst(), u"/etc/broadcaster/broadcaster.conf"_s);
    QVERIFY(configPlaces({}, false).paths.constFirst().endsWith(u"/broadcaster/options.conf"_s));
    QVERIFY(!configPlaces(u"/a"_s, true).mayBeMissing);
}

void ConfigFileTest::unreadable_data()
{
    QTest::addColumn<QString>("named");
    QTest::newRow("pipe") << u"not a file"_s;
    QTest::newRow("large") << u"more than"_s;
    QTest::newRow("crowd") << u"more than 100 files"_s;
    QTest::newRow("folder in its place") << u"not a file"_s;
}

void ConfigFileTest::unreadable()
{
    const QByteArray kind = QTest::currentDataTag();
    QString path = m_folder->filePath(u"x.conf"_s);
    if (kind == "pipe") {
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), S_IRUSR | S_IWUSR), 0);
    } else if (kind == "large") {
        write(u"x.conf"_s, QByteArray(limits::MaxConfigFileBytes + 1, '#'));
    } else if (kind == "folder in its place") {
        QVERIFY(QDir().mkdir(path));
    } else {
        for (int i = 0; i <= limits::MaxConfigFiles; ++i)
            write(u"%1.conf"_s.arg(i), {});
        path = m_folder->path();
    }
    const Result<ConfigFiles> files = readConfigFiles({ { path } });
    QVERIFY(!files.ok());
    QVERIFY(files.error().detail.contains(path));
    QFETCH(QString, named);
    QVERIFY2(files.error().detail.contains(named), qPrintable(files.error().detail));
    QVERIFY(readConfigFiles({ { u"/dev/null"_s } }).ok());
}

void ConfigFileTest::theCommandLineWinsThenTheEnvironment()
{
    write(u"a.conf"_s,
        "port = 1\nthreads = 1\nping-interval = 1\nlisten = ::1\ndatabase = /file.db\n");
    const Result<Invocation> invocation = start({ u"--port=3"_s, u"--listen=127.0.0.1"_s },
        { u"BROADCASTER_PORT=2"_s, u"BROADCASTER_THREADS=2"_s, u"DATABASE_URL=/url.db"_s });
    QVERIFY(invocation.ok());
    QCOMPARE(invocation->config.port, 3);
    QCOMPARE(invocation->config.threads, 2);
    QCOMPARE(invocation->config.pingInterval, std::chrono::seconds(1));
    QCOMPARE(invocation->config.listenAddresses, QStringList { u"127.0.0.1"_s });
    QCOMPARE(invocation->config.database, u"/file.db"_s);
    QCOMPARE(invocation->sources[u"port"_s], u"--port"_s);
    QCOMPARE(invocation->sources[u"threads"_s], u"BROADCASTER_THREADS"_s);
}

void ConfigFileTest::helpNeedsNoFile()
{
    write(u"a.conf"_s, "nonsense\n");
    QVERIFY(!start({}).ok());
    QVERIFY(start({ u"--help"_s })->printsHelp);
    QVERIFY(start({ u"--version"_s })->printsVersion);
}

void ConfigFileTest::theTextIsAFile()
{
    write(u"a.conf"_s,
        "port = 9000\nlisten = ::1\nlisten = 127.0.0.1\nmcp = true\nlog-format = json\n"
        "max-queue-bytes = 1MiB\ndatabase = /a.db\n");
    const Result<Invocation> first = start({ u"--drain-time=7"_s });
    QVERIFY(first.ok());
    const QString text = configText(*first);
    for (const Option &option : optionTable()) {
        const QString name = u'\n' + QString::fromLatin1(option.name) + u" = "_s;
        const QString hidden = u"\n#%1 = "_s.arg(QString::fromLatin1(option.name));
        QCOMPARE(text.contains(name) || text.contains(hidden), isOfFile(option));
    }
    QVERIFY(text.contains(u"# Set by --drain-time.\ndrain-time = 7\n"_s));
    QVERIFY(text.contains(u"a.conf:1.\nport = 9000\n"_s));
    QVERIFY(text.contains(u"\n#ping-interval = "_s));
    write(u"a.conf"_s, text.toUtf8());
    const Result<Invocation> again = start({});
    QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().detail));
    QVERIFY(again->config == first->config);
    QCOMPARE(again->logFormat, LogFormat::Json);
    QFile(m_folder->filePath(u"a.conf"_s)).remove();
    write(u"a.conf"_s,
        configText(*start({})).replace(u"#ping-interval"_s, u"ping-interval"_s).toUtf8());
    QCOMPARE(start({})->config.pingInterval, BrokerConfig().pingInterval);
}

void ConfigFileTest::theTextHasNoPassword_data()
{
    QTest::addColumn<QString>("shown"); // Null: as it is.
    const auto row = [](const char *url, const QString &shown) { QTest::newRow(url) << shown; };
    row("postgresql://me:geheim@db/x?sslmode=require", u"postgresql://me@db/x"_s);
    row("postgresql://db/x?password=geheim", u"postgresql://db/x"_s);
    row("postgresql://db/x?sslpassword=ge@heim", u"postgresql://…"_s);
    row("postgresql://u:12#geheim@h/db", u"postgresql://…"_s);
    row("postgresql://u:12/geheim@h/db", u"postgresql://…"_s);
    row("postgresql://u:12?geheim@h/db", u"postgresql://…"_s);
    row("postgresql://u:p:geheim@h/db", u"postgresql://u@h/db"_s);
    row("postgresql://me@db/x?sslmode=require", {});
    row("postgresql://DB:5432/x", {});
    row("postgresql:///x?host=/run/postgresql", {});
    row("/a b/c#d.db", {});
}

void ConfigFileTest::theTextHasNoPassword()
{
    QFETCH(QString, shown);
    const QString url = QString::fromLatin1(QTest::currentDataTag());
    Invocation invocation;
    invocation.config.database = url;
    invocation.sources.insert(u"database"_s, u"--database"_s);
    const QString text = configText(invocation);
    QVERIFY(!text.contains(u"heim"_s));
    const QString line = shown.isNull() ? u"\ndatabase = %1\n"_s.arg(url)
                                        : u"\n#database = %1 (password not shown)\n"_s.arg(shown);
    QVERIFY2(text.contains(line), qPrintable(text));
}

void ConfigFileTest::theTextOfTheClusterHasNoPassword()
{
    const Result<Invocation> invocation = start({ u"--cluster-namespace"_s, u"shop"_s },
        { u"BROADCASTER_CLUSTER=redis://:pass@a,unix://u:word@/run/redis,redis://c"_s });
    QVERIFY2(invocation.ok(), invocation.ok() ? "" : qPrintable(invocation.error().detail));
    const QString text = configText(*invocation);
    QVERIFY(!text.contains(u"pass@"_s));
    QVERIFY(!text.contains(u"word@"_s));
    QVERIFY(text.contains(u"\ncluster = redis://c\n"_s));
}

void ConfigFileTest::valuesThatNoFileHolds()
{
    for (const QString &path : { u"/a\nport = 1"_s, u" /a"_s, u"/a "_s }) {
        const Result<Invocation> invocation = start({ u"--database"_s, path });
        QVERIFY(invocation.ok());
        const QString text = configText(*invocation);
        QVERIFY(!text.contains(u"\nport = 1"_s));
        QVERIFY(!text.contains(u"\ndatabase = "_s));
    }
}

QTEST_APPLESS_MAIN(ConfigFileTest)
#include "tst_configfile.moc"
