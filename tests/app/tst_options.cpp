// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/options.h"

#include "app/optionhelp.h"
#include "server/api/keyfile.h"
#include "server/api/optionvalues.h"
#include "tests/support/optionnumber.h"

#include <QtCore/QDir>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <algorithm>
#include <type_traits>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The documents that users read.
QStringList documents()
{
    const QDir tree(QStringLiteral(SOURCE_TREE));
    QStringList paths { tree.filePath(u"README.md"_s) };
    const QDir docs(tree.filePath(u"docs"_s));
    for (const QString &name : docs.entryList({ u"*.md"_s }, QDir::Files))
        paths.append(docs.filePath(name));
    return paths;
}

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class OptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void rows();
    void topicsStayTogether();
    void everyMemberHasARow();
    void valuesGoThereAndBack_data();
    void valuesGoThereAndBack();
    void effects();
    void helpIsByTopic();
    void documentsHaveTheTable();
};

void OptionsTest::rows_data()
{
    QTest::addColumn<const Option *>("option");
    for (const Option &option : optionTable())
        QTest::newRow(option.name) << &option;
}

void OptionsTest::rows()
{
    QFETCH(const Option *, option);
    static const QRegularExpression name(u"^[a-z]+(-[a-z]+)*$"_s);
    QVERIFY(name.match(QString::fromLatin1(option->name)).hasMatch());
    QCOMPARE(findOption(QString::fromLatin1(option->name)), option);
    QVERIFY(QString::fromUtf8(option->help).endsWith(u'.'));
    QVERIFY(!QString::fromUtf8(option->help).contains(u'`'));
    QVERIFY(!option->details || QString::fromUtf8(option->details).endsWith(u'.'));
    QVERIFY(option->minimum <= option->maximum || !optionNumber(BrokerConfig(), *option));
    QVERIFY(!isList(*option) || (option->normal && option->form && option->maximum > 0));
    QVERIFY(!option->label || !option->isSecret);
    BrokerConfig defaults;
    defaults.database = u"/x.db"_s;
    QVERIFY(!optionProblem(defaults, *option));
    QVERIFY(!isList(*option) || option->reason != ErrorReason::None);
    if (const auto number = optionNumber(defaults, *option)) {
        for (const qint64 value : { option->minimum - 1, option->maximum + 1 }) {
            setOptionNumber(defaults, *option, value);
            if (optionNumber(defaults, *option) == value) // A port cannot be out of bounds.
                QVERIFY(optionProblem(defaults, *option)
                            ->detail.startsWith(u"--"_s + QString::fromLatin1(option->name)));
        }
    }
}

void OptionsTest::topicsStayTogether()
{
    const auto table = optionTable();
    QVERIFY(std::is_sorted(table.begin(), table.end(),
        [](const Option &a, const Option &b) { return a.topic < b.topic; }));
    for (const Option &a : table) {
        QCOMPARE(std::count_if(table.begin(), table.end(),
                     [&](const Option &b) { return a.member == b.member; }),
            1);
    }
}

void OptionsTest::everyMemberHasARow()
{
    // A new member does not compile here: give it a row, and count it.
    [[maybe_unused]] const auto [addresses, port, database, serviceKey, viewerKey, certificate, key,
        origins, hosts, proxies, proxyProtocol, mcp, mcpWrite, kept, a, b, c, d, e, f, g, h, i, j,
        k, l, m, n, compression, clusterUrls, clusterNamespace, clusterName, clusterCa,
        clusterSecret]
        = BrokerConfig();
    constexpr int Members = 34;
    constexpr int WithoutARow = KeyFiles.size(); // The rows of the secrets name their files.
    const auto table = optionTable();
    QCOMPARE(
        std::count_if(table.begin(), table.end(),
            [](const Option &option) {
                return std::visit(
                    [](auto member) { return std::is_invocable_v<decltype(member), BrokerConfig>; },
                    option.member);
            }),
        Members - WithoutARow);
    for (const KeyFile &file : KeyFiles)
        QVERIFY(findOption(QString::fromLatin1(file.option))->member == OptionMember(file.path));
}

void OptionsTest::valuesGoThereAndBack_data()
{
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<QString>("problem"); // Null: the values are kept.
    const QString good;
    QTest::newRow("server") << QStringList { u"1"_s } << good;
    QTest::newRow("proxy-protocol") << QStringList { u"maybe"_s } << u"true or false"_s;
    QTest::newRow("compression") << QStringList { u"remote"_s } << good;
    QTest::newRow("compression") << QStringList { u"on"_s } << u"off, remote or all"_s;
    QTest::newRow("mcp-write") << QStringList { u"0"_s } << good;
    QTest::newRow("keep-messages") << QStringList { u"10000001"_s } << u"0 to 10000000"_s;
    QTest::newRow("port") << QStringList { u"65535"_s } << good;
    QTest::newRow("threads") << QStringList { u"9"_s } << u"0 to 8"_s;
    QTest::newRow("max-queue-bytes") << QStringList { u"65536"_s } << good;
    QTest::newRow("max-message-size") << QStringList { u"1MB"_s } << u"16MiB"_s;
    QTest::newRow("ping-interval") << QStringList { u"3601"_s } << u"seconds"_s;
    QTest::newRow("drain-time") << QStringList { u"7"_s } << good;
    QTest::newRow("tls-cert") << QStringList { QString() } << good;
    QTest::newRow("listen") << QStringList { u"::1"_s, u"localhost"_s } << good;
    QTest::newRow("allow-host") << QStringList {} << good;
    QTest::newRow("allow-origin") << QStringList { u"*"_s, u"a"_s } << u"\"a\" must be"_s;
    QTest::newRow("trusted-proxy") << QStringList(101, u"::1"_s) << good;
    QTest::newRow("cluster") << QStringList { u"redis://:p%40ss@a"_s, u"rediss://b:1"_s } << good;
    QTest::newRow("cluster-namespace") << QStringList { u"a b"_s } << u"\"a b\" must be 1 to 64"_s;
    QTest::newRow("cluster-name") << QStringList { u"Broker.1_a-b"_s } << good;
    QTest::newRow("log-level") << QStringList { u"debug"_s } << good;
    QTest::newRow("log-format") << QStringList { u"xml"_s } << u"must be text or json"_s;
}

void OptionsTest::valuesGoThereAndBack()
{
    QFETCH(QStringList, values);
    QFETCH(QString, problem);
    const Option &option = *findOption(QString::fromLatin1(QTest::currentDataTag()));
    StartOptions options;
    const QString found = setOption(options, option, values);
    QVERIFY2(found.contains(problem), qPrintable(found));
    QCOMPARE(found.isNull(), problem.isNull());
    values.removeDuplicates();
    if (found.isNull())
        QCOMPARE(optionValues(options, option), values);
}

void OptionsTest::effects()
{
    const BrokerConfig before;
    BrokerConfig after;
    after.maxConnections = 7;
    QCOMPARE(effectOfChange(before, after), OptionEffect::AtOnce);
    QVERIFY(!needsRestart(before, after));
    after.port = 1;
    QCOMPARE(effectOfChange(before, after), OptionEffect::NewConnections);
    after.threads = 3;
    QVERIFY(needsRestart(before, after));
    after.threads = before.threads;
    after.database = u"/other.db"_s;
    QVERIFY(needsRestart(before, after));
}

void OptionsTest::helpIsByTopic()
{
    const QString help = helpText();
    for (const QString &line : help.split(u'\n'))
        QVERIFY2(line.size() <= 100, qPrintable(line));
    QVERIFY(help.indexOf(u"\nListening:\n"_s) < help.indexOf(u"  --port PORT"_s));
    QVERIFY(help.indexOf(u"  --port PORT"_s) < help.indexOf(u"\nTLS:\n"_s));
    QVERIFY(help.contains(u"-h, --help"_s));
    QVERIFY(!help.contains(u'`'));
}

void OptionsTest::documentsHaveTheTable()
{
    const QString table = optionReference();
    const QString head = table.section(u'\n', 0, 1);
    const QStringList paths = documents();
    const auto has = [](const QString &text) {
        return [text](const QString &path) { return contentOf(path).contains(text); };
    };
    QCOMPARE(std::count_if(paths.begin(), paths.end(), has(head)), 1);
    const QString path = *std::find_if(paths.begin(), paths.end(), has(head));
    QFile expected(QDir(QStringLiteral(BUILD_FOLDER)).filePath(u"options.md"_s));
    QVERIFY(expected.open(QIODevice::WriteOnly));
    expected.write(table.toUtf8());
    QVERIFY2(contentOf(path).contains(u'\n' + table + u'\n'),
        qPrintable(
            u"%1: replace the table of options with that in %2"_s.arg(path, expected.fileName())));
}

QTEST_GUILESS_MAIN(OptionsTest)
#include "tst_options.moc"
