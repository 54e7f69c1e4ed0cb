// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientsmodel.h"

#include "ui/base/text.h"
#include "ui/clients/clientsproxy.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <ctime>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using Model = ClientsModel;

namespace {

constexpr qint64 Now = 1'700'000'000'000;

ClientInfo client(const char *id, ClientType type = ClientType::Runtime)
{
    ClientInfo info;
    info.id = ClientId::fromText(id);
    info.type = type;
    info.connectedAtMs = Now - 1000;
    info.address = u"127.0.0.1:50000"_s;
    return info;
}

ProjectInfo project(const char *name, const QList<ClientInfo> &clients)
{
    return { *ProjectId::fromUtf8(name), Now, clients };
}

QStringList ids(const QAbstractItemModel &model)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list.append(model.index(row, Model::IdColumn).data().toString());
    return list;
}

/// Under QAbstractItemModelTester, with every signal noted.
struct Watched {
    Model model;
    QAbstractItemModelTester tester { &model,
        QAbstractItemModelTester::FailureReportingMode::QtTest };
    QSignalSpy inserted { &model, &QAbstractItemModel::rowsInserted };
    QSignalSpy removed { &model, &QAbstractItemModel::rowsRemoved };
    QSignalSpy changed { &model, &QAbstractItemModel::dataChanged };
    QSignalSpy reset { &model, &QAbstractItemModel::modelReset };

    void clear()
    {
        inserted.clear();
        removed.clear();
        changed.clear();
    }
};

qint64 counter(const QAbstractItemModel &model, int row)
{
    return model.index(row, Model::MessagesInColumn).data(Model::SortRole).toLongLong();
}

QModelIndex topLeft(const QList<QVariant> &change)
{
    return change[0].toModelIndex();
}

QModelIndex bottomRight(const QList<QVariant> &change)
{
    return change[1].toModelIndex();
}

QList<ProjectInfo> crowd(int projects, int clientsOfEach)
{
    QList<ProjectInfo> all;
    for (int i = 0; i < projects; ++i) {
        QList<ClientInfo> clients;
        for (int j = 0; j < clientsOfEach; ++j) {
            ClientInfo info = client("");
            info.id = ClientId::create();
            info.userAgent = u"Mozilla/5.0 (X11; Linux x86_64)"_s;
            info.messagesIn = (i * 7919 + j * 104'729) % 10'007;
            clients.append(info);
        }
        all.append(project(QByteArray("project" + QByteArray::number(i)).constData(), clients));
    }
    return all;
}

} // namespace

class ClientsModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinsAreAppended();
    void leavesAreRemovedInStretches();
    void manyScatteredLeavesAreOneRemoval();
    void orderOfTheSnapshotDoesNotMatter();
    void onlyWhatChangedIsReported();
    void timePassesInTwoColumns();
    void ratesComeFromTheCounters();
    void columns_data();
    void columns();
    void toolTipsShowStrangersTextAsItIs();
    void ownConnectionIsMarked();
    void headersAreExplained();
    void proxySortsByTheRawValue();
    void equalClientsKeepTheirPlaces_data();
    void equalClientsKeepTheirPlaces();
    void proxyFindsWords_data();
    void proxyFindsWords();
    void tenThousandAreMergedAtOnce();
};

void ClientsModelTest::joinsAreAppended()
{
    Watched watched;
    watched.model.merge({ project("p", { client("a"), client("b") }) }, Now);
    QCOMPARE(watched.inserted.size(), 1);
    watched.model.merge(
        { project("q", { client("c") }), project("p", { client("a"), client("b") }) }, Now);
    QCOMPARE(ids(watched.model), QStringList({ u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(watched.inserted.size(), 2);
    QCOMPARE(watched.inserted[1][1].toInt(), 2);
    QCOMPARE(watched.model.row(2).project.utf8(), "q");
    QCOMPARE(watched.model.indexOf(ClientId::fromText("c")), 2);
    QCOMPARE(watched.changed.size(), 0);
    QCOMPARE(watched.reset.size(), 0);
}

void ClientsModelTest::leavesAreRemovedInStretches()
{
    Watched watched;
    const ProjectInfo all = project(
        "p", { client("a"), client("b"), client("c"), client("d"), client("e"), client("f") });
    watched.model.merge({ all }, Now);
    watched.model.merge({ project("p", { client("a"), client("d"), client("f") }) }, Now);
    QCOMPARE(ids(watched.model), QStringList({ u"a"_s, u"d"_s, u"f"_s }));
    QCOMPARE(watched.removed.size(), 2); // e, and b with c
    QCOMPARE(watched.model.indexOf(ClientId::fromText("f")), 2);
    QCOMPARE(watched.model.indexOf(ClientId::fromText("b")), -1);
    watched.model.merge({}, Now);
    QCOMPARE(watched.model.rowCount(), 0);
    QCOMPARE(watched.reset.size(), 0);
}

void ClientsModelTest::manyScatteredLeavesAreOneRemoval()
{
    constexpr int Count = 200;
    QList<ClientInfo> clients;
    for (int i = 0; i < Count; ++i)
        clients.append(client(QByteArray::number(i).constData()));
    Watched watched;
    ClientsProxy proxy(watched.model);
    QAbstractItemModelTester proxyTester(&proxy);
    proxy.sort(Model::IdColumn, Qt::DescendingOrder);
    watched.model.merge({ project("p", clients) }, Now);
    const QPersistentModelIndex stays(watched.model.index(101, Model::AddressColumn));
    const QPersistentModelIndex goes(watched.model.index(100, 0));
    const QPersistentModelIndex selected(
        proxy.mapFromSource(watched.model.index(51, Model::IdColumn)));
    for (int i = Count - 2; i >= 0; i -= 2)
        clients.remove(i);
    watched.model.merge({ project("p", clients) }, Now);
    QCOMPARE(watched.removed.size(), 1);
    QCOMPARE(watched.reset.size(), 0);
    QCOMPARE(ids(watched.model).size(), Count / 2);
    QCOMPARE(ids(watched.model).first(), u"1"_s);
    QCOMPARE(ids(watched.model).last(), u"199"_s);
    QCOMPARE(watched.model.row(stays.row()).client.id.text(), "101");
    QCOMPARE(stays.column(), static_cast<int>(Model::AddressColumn));
    QVERIFY(!goes.isValid());
    QCOMPARE(selected.data().toString(), u"51"_s);
    QCOMPARE(watched.model.indexOf(ClientId::fromText("199")), Count / 2 - 1);
}

void ClientsModelTest::orderOfTheSnapshotDoesNotMatter()
{
    Watched watched;
    watched.model.merge(
        { project("p", { client("a"), client("b") }), project("q", { client("c") }) }, Now);
    watched.clear();
    watched.model.merge(
        { project("q", { client("c") }), project("p", { client("b"), client("a") }) }, Now);
    QCOMPARE(ids(watched.model), QStringList({ u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(watched.inserted.size() + watched.removed.size() + watched.changed.size(), 0);
}

void ClientsModelTest::onlyWhatChangedIsReported()
{
    Watched watched;
    QList<ClientInfo> clients { client("a"), client("b"), client("c"), client("d") };
    watched.model.merge({ project("p", clients) }, Now);
    watched.clear();
    clients[1].messagesIn = 5;
    clients[2].bytesWaiting = 7;
    watched.model.merge({ project("p", clients) }, Now);
    QCOMPARE(watched.changed.size(), 1);
    QCOMPARE(topLeft(watched.changed[0]),
        watched.model.index(1, static_cast<int>(Model::LastMessageColumn)));
    QCOMPARE(bottomRight(watched.changed[0]),
        watched.model.index(2, static_cast<int>(Model::WaitingColumn)));
    QCOMPARE(watched.model.index(1, Model::MessagesInColumn).data().toString(), u"5"_s);

    watched.clear();
    clients[0].messagesOut = 1;
    clients[3].messagesOut = 1;
    watched.model.merge({ project("p", clients) }, Now);
    QCOMPARE(watched.changed.size(), 2); // not of those between
    QCOMPARE(watched.inserted.size() + watched.removed.size(), 0);
}

void ClientsModelTest::timePassesInTwoColumns()
{
    Watched watched;
    ClientInfo talker = client("a");
    talker.lastMessageMs = Now - 400;
    const QList<ProjectInfo> projects { project("p", { talker, client("b") }) };
    watched.model.merge(projects, Now - 1000);
    watched.model.merge(projects, Now); // The rates are known from now on.
    watched.clear();
    const QModelIndex last = watched.model.index(0, Model::LastMessageColumn);
    QCOMPARE(last.data().toString(), u"just now"_s);
    QCOMPARE(watched.model.index(1, Model::LastMessageColumn).data().toString(), u"never"_s);
    const QModelIndex since = watched.model.index(0, Model::SinceColumn);
    QCOMPARE(since.data().toString(), u"1 s"_s);
    watched.model.merge(projects, Now + 500);
    QCOMPARE(watched.changed.size(), 0); // It still says 1 s.
    watched.model.merge(projects, Now + 600);
    QCOMPARE(watched.changed.size(), 1);
    QCOMPARE(topLeft(watched.changed[0]), since);
    QCOMPARE(bottomRight(watched.changed[0]), last);
    QCOMPARE(last.data().toString(), u"1 s ago"_s);
    watched.clear();
    watched.model.merge(projects, Now + 1000);
    QCOMPARE(watched.changed.size(), 1);
    QCOMPARE(since.data().toString(), u"2 s"_s);
    watched.model.merge(projects, Now + 121'000);
    QCOMPARE(since.data().toString(), u"2 min"_s);
    watched.clear();
    watched.model.merge(projects, Now + 150'000);
    QCOMPARE(watched.changed.size(), 0);
    QCOMPARE(last.data(Qt::ToolTipRole).toString(), dateTimeText(Now - 400));
}

void ClientsModelTest::ratesComeFromTheCounters()
{
    Watched watched;
    ClientInfo talker = client("a");
    const auto rate = [&](int row) {
        return watched.model.index(row, Model::RateColumn).data().toString();
    };
    talker.messagesIn = 500;
    watched.model.merge({ project("p", { talker, client("b") }) }, Now);
    QCOMPARE(rate(0), QString()); // Nobody knows when the 500 came.
    talker.messagesIn = 540;
    watched.model.merge({ project("p", { talker, client("b") }) }, Now + 1000);
    QCOMPARE(rate(0), u"40 /s"_s);
    QCOMPARE(rate(1), u"0 /s"_s);
    watched.clear();
    watched.model.merge({ project("p", { talker, client("b") }) }, Now + 2000);
    QCOMPARE(rate(0), u"20 /s"_s); // The counters are the same, the rate is not.
    QVERIFY(std::any_of(watched.changed.begin(), watched.changed.end(), [&](const auto &change) {
        return topLeft(change).row() == 0
            && bottomRight(change).column() >= static_cast<int>(Model::RateColumn);
    }));
    talker.messagesIn = 20'000; // While the window was minimised.
    watched.model.merge({ project("p", { talker, client("b") }) }, Now + 60'000);
    QCOMPARE(rate(0), QString());
    QCOMPARE(watched.model.index(0, Model::RateColumn).data(Model::SortRole).toDouble(), -1.0);
    talker.messagesIn += 7;
    watched.model.merge({ project("p", { talker, client("b") }) }, Now + 61'000);
    QCOMPARE(rate(0), u"7 /s"_s);
}

void ClientsModelTest::columns_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QVariant>("raw");
    QTest::addColumn<QString>("toolTip");
    const QString agent = u"agent/1"_s;
    const QString origin = u"https://example.org"_s;
    QTest::newRow("id") << int(Model::IdColumn) << u"8f1c0000"_s << QVariant(u"8f1c0000"_s)
                        << u"data-agent 8f1c0000"_s;
    QTest::newRow("type") << int(Model::TypeColumn) << u"data-agent"_s << QVariant(u"data-agent"_s)
                          << QString();
    QTest::newRow("project") << int(Model::ProjectColumn) << u"p"_s << QVariant(u"p"_s) << u"p"_s;
    QTest::newRow("in") << int(Model::MessagesInColumn) << u"12,003"_s << QVariant(qint64(12'003))
                        << QString();
    QTest::newRow("out") << int(Model::MessagesOutColumn) << u"4"_s << QVariant(qint64(4))
                         << QString();
    QTest::newRow("bytes in") << int(Model::BytesInColumn) << u"2.0 KiB"_s << QVariant(qint64(2048))
                              << u"2,048 bytes"_s;
    QTest::newRow("bytes out") << int(Model::BytesOutColumn) << u"3 B"_s << QVariant(qint64(3))
                               << u"3 bytes"_s;
    QTest::newRow("waiting") << int(Model::WaitingColumn) << u"1.0 MiB"_s
                             << QVariant(qint64(1'048'576)) << u"1,048,576 bytes"_s;
    QTest::newRow("user agent") << int(Model::UserAgentColumn) << agent << QVariant(agent) << agent;
    QTest::newRow("origin") << int(Model::OriginColumn) << origin << QVariant(origin) << origin;
}

void ClientsModelTest::columns()
{
    QFETCH(int, column);
    ClientInfo info = client("8f1c0000", ClientType::DataAgent);
    info.messagesIn = 12'003;
    info.messagesOut = 4;
    info.bytesIn = 2048;
    info.bytesOut = 3;
    info.bytesWaiting = 1'048'576;
    info.userAgent = u"agent/1"_s;
    info.origin = u"https://example.org"_s;
    Model model;
    model.merge({ project("p", { info }) }, Now);
    const QModelIndex cell = model.index(0, column);
    QTEST(cell.data().toString(), "text");
    QTEST(cell.data(Model::SortRole), "raw");
    QTEST(cell.data(Qt::ToolTipRole).toString(), "toolTip");
    const bool isRight = (model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt()
                             & Qt::AlignRight)
        != 0;
    QCOMPARE((cell.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0, isRight);
}

void ClientsModelTest::toolTipsShowStrangersTextAsItIs()
{
    ClientInfo info = client("a");
    info.userAgent = u"<img src=x>"_s;
    Model model;
    model.merge({ project("p", { info }) }, Now);
    QCOMPARE(model.index(0, Model::UserAgentColumn).data(Qt::ToolTipRole).toString(),
        u"<span>&lt;img src=x&gt;</span>"_s);
}

void ClientsModelTest::ownConnectionIsMarked()
{
    ClientInfo own = client("a", ClientType::Admin);
    own.isConsole = true;
    Model model;
    model.merge({ project("p", { own, client("b", ClientType::Admin) }) }, Now);
    const QModelIndex mine = model.index(0, Model::TypeColumn);
    const QModelIndex other = model.index(1, Model::TypeColumn);
    QCOMPARE(mine.data(Model::MarkRole).toString(), u"you"_s);
    QVERIFY(!other.data(Model::MarkRole).isValid());
    QVERIFY(mine.data(Qt::AccessibleTextRole).toString().contains(u"your own"_s));
    QVERIFY(model.index(0, Model::IdColumn).data(Qt::DecorationRole).isValid());
    QVERIFY(!model.index(1, Model::IdColumn).data(Qt::DecorationRole).isValid());
}

void ClientsModelTest::headersAreExplained()
{
    const Model model;
    QSet<QString> titles;
    for (int column = 0; column < Model::ColumnCount; ++column) {
        titles.insert(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    }
    QCOMPARE(titles.size(), int(Model::ColumnCount));
}

void ClientsModelTest::proxySortsByTheRawValue()
{
    QList<ClientInfo> clients { client("a"), client("b"), client("c") };
    clients[0].messagesIn = 9;
    clients[1].messagesIn = 10;
    clients[2].messagesIn = 1000;
    Model model;
    ClientsProxy proxy(model);
    QAbstractItemModelTester tester(&proxy);
    proxy.sort(Model::MessagesInColumn, Qt::DescendingOrder);
    model.merge({ project("p", clients) }, Now);
    QCOMPARE(ids(proxy), QStringList({ u"c"_s, u"b"_s, u"a"_s }));
    clients[0].messagesIn = 2000;
    model.merge({ project("p", clients) }, Now);
    QCOMPARE(ids(proxy), QStringList({ u"a"_s, u"c"_s, u"b"_s }));
}

void ClientsModelTest::equalClientsKeepTheirPlaces_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("order");
    for (int column = 0; column < Model::ColumnCount; ++column) {
        const QString title
            = Model().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QTest::addRow("%s, up", qPrintable(title)) << column << int(Qt::AscendingOrder);
        QTest::addRow("%s, down", qPrintable(title)) << column << int(Qt::DescendingOrder);
    }
}

void ClientsModelTest::equalClientsKeepTheirPlaces()
{
    QFETCH(int, column);
    QFETCH(int, order);
    constexpr int Count = 40;
    QList<ClientInfo> clients;
    for (int i = 0; i < Count; ++i)
        clients.append(client(QByteArray("c" + QByteArray::number(i)).constData()));
    Model model;
    ClientsProxy proxy(model);
    proxy.sort(column, static_cast<Qt::SortOrder>(order));
    model.merge({ project("p", clients) }, Now);
    QStringList stayed = ids(proxy);
    for (int turn = 1; turn < 20; ++turn) {
        // All of them talk and are equal again; one leaves, and one comes.
        for (ClientInfo &each : clients) {
            each.messagesIn = turn;
            each.messagesOut = 2 * turn;
            each.bytesWaiting = turn % 3;
            each.lastMessageMs = Now + turn;
        }
        stayed.removeOne(QString::fromLatin1(clients.takeAt(turn % 7).id.text()));
        clients.prepend(client(QByteArray("n" + QByteArray::number(turn)).constData()));
        clients.swapItemsAt(3, 9); // The order of the snapshot says nothing.
        model.merge({ project("p", clients) }, Now + turn * 1000);
        QStringList now = ids(proxy);
        QCOMPARE(now.size(), Count);
        now.removeIf([&stayed](const QString &id) { return !stayed.contains(id); });
        QCOMPARE(now, stayed);
    }
}

void ClientsModelTest::proxyFindsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing asked") << u"  "_s << QStringList { u"a1"_s, u"b2"_s };
    QTest::newRow("id") << u"B2"_s << QStringList { u"b2"_s };
    QTest::newRow("type") << u"data-ag"_s << QStringList { u"b2"_s };
    QTest::newRow("project") << u"shop"_s << QStringList { u"a1"_s };
    QTest::newRow("address") << u"192.168"_s << QStringList { u"b2"_s };
    QTest::newRow("user agent") << u"firefox"_s << QStringList { u"a1"_s };
    QTest::newRow("every word") << u"shop firefox"_s << QStringList { u"a1"_s };
    QTest::newRow("one word missing") << u"shop 192.168"_s << QStringList();
}

void ClientsModelTest::proxyFindsWords()
{
    QFETCH(QString, text);
    ClientInfo first = client("a1");
    first.userAgent = u"Firefox/120"_s;
    ClientInfo second = client("b2", ClientType::DataAgent);
    second.address = u"192.168.1.7:1234"_s;
    Model model;
    ClientsProxy proxy(model);
    model.merge({ project("shop", { first }), project("other", { second }) }, Now);
    proxy.setWords(text);
    QTEST(ids(proxy), "found");
}

void ClientsModelTest::tenThousandAreMergedAtOnce()
{
    constexpr int Projects = 20;
    constexpr int OfEach = 500;
    constexpr qint64 MostMs = 500; // For a debug build; a release build takes a tenth of it.
    QList<ProjectInfo> all = crowd(Projects, OfEach);
    Model model;
    ClientsProxy proxy(model);
    proxy.sort(Model::MessagesInColumn);
    const auto timed = [&](const char *what, qint64 nowMs) {
        const std::clock_t before = std::clock(); // Time of this process: others may be busy.
        model.merge(all, nowMs);
        const qint64 took = (std::clock() - before) * 1'000'000 / CLOCKS_PER_SEC;
        qInfo("%s: %lld us", what, static_cast<long long>(took));
        return took;
    };
    timed("10,000 join", Now);
    QCOMPARE(proxy.rowCount(), Projects * OfEach);
    const qint64 same = timed("nothing changes", Now);
    for (ProjectInfo &project : all) {
        for (ClientInfo &info : project.clients)
            info.messagesIn = (info.messagesIn * 7919) % 10'007;
    }
    const qint64 everything = timed("every counter changes", Now + 1000);
    for (ProjectInfo &project : all) {
        for (int i = 0; i < project.clients.size(); i += 2)
            ++project.clients[i].messagesIn;
    }
    const qint64 half = timed("every other changes", Now + 1000);
    for (ProjectInfo &project : all)
        project.clients[7].messagesIn = 0;
    const qint64 few = timed("one of each project changes", Now + 1000);
    for (ProjectInfo &project : all) {
        for (qsizetype i = project.clients.size() - 1; i >= 0; i -= 2)
            project.clients.remove(i);
    }
    const qint64 leave = timed("every other leaves", Now + 1000);
    QCOMPARE(proxy.rowCount(), Projects * OfEach / 2);
    for (int row = 1; row < proxy.rowCount(); ++row)
        QVERIFY(counter(proxy, row - 1) <= counter(proxy, row));
    QVERIFY(std::max({ same, everything, half, few, leave }) < MostMs * 1000);
}

QTEST_MAIN(ClientsModelTest)
#include "tst_clientsmodel.moc"
