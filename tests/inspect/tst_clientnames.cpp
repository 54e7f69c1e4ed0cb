// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/clients/clientnames.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ClientNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsUserAgents_data();
    void readsUserAgents();
    void numbersWhatLooksAlike();
    void countsEachProjectByItself();
    void keepsNamesApart();
    void renames();
    void refusesNames_data();
    void refusesNames();
    void remembersNamesOfPrograms();
    void remembersNoNameOfManyPrograms();
    void forgetsAtItsBounds();
    void skipsDamagedMemory();
    void noticesWhatIsWanted();
    void reportsChangesOnce();
    void givesDifferentColours();
};

namespace {

const ProjectId Shop = *ProjectId::fromUtf8("shop");
const ProjectId Bank = *ProjectId::fromUtf8("bank");
constexpr auto Runtime = ClientType::Runtime;
constexpr auto Agent = ClientType::DataAgent;

QString nameIn(const ClientNames &names, const ProjectId &project, const QByteArray &id)
{
    const ClientName *name = names.find(project, id);
    return name ? name->text : QString();
}

} // namespace

void ClientNamesTest::readsUserAgents_data()
{
    QTest::addColumn<QString>("userAgent");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("isProgram");
    QTest::newRow("none") << QString() << u"runtime"_s << false;
    QTest::newRow("program") << u"data-agent-slow/2.3 (node 18)"_s << u"data-agent-slow"_s << true;
    QTest::newRow("no version") << u"robot"_s << u"robot"_s << true;
    QTest::newRow("comment only") << u"(robot)"_s << u"runtime"_s << false;
    QTest::newRow("chrome")
        << u"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"_s
        << u"Chrome"_s << false;
    QTest::newRow("edge") << u"Mozilla/5.0 Chrome/126.0 Safari/537.36 Edg/126.0"_s << u"Edge"_s
                          << false;
    QTest::newRow("firefox") << u"Mozilla/5.0 (X11; rv:127.0) Gecko/20100101 Firefox/127.0"_s
                             << u"Firefox"_s << false;
    QTest::newRow("safari") << u"Mozilla/5.0 (Macintosh) Version/17.4 Safari/605.1"_s << u"Safari"_s
                            << false;
    QTest::newRow("unknown browser") << u"Mozilla/5.0 (compatible)"_s << u"runtime"_s << false;
    QTest::newRow("python") << u"Python/3.11 websockets/10.4"_s << u"runtime"_s << false;
    QTest::newRow("node") << u"node-fetch/3.3.2 (data-agent 4.1.0)"_s << u"runtime"_s << false;
    QTest::newRow("a type") << u"Data-Agent/1"_s << u"runtime"_s << false;
    QTest::newRow("no letter") << u"1.0/2"_s << u"runtime"_s << false;
    QTest::newRow("markup") << u"<b>/2"_s << u"runtime"_s << false;
    QTest::newRow("too long") << QString(25, u'x') << u"runtime"_s << false;
    QTest::newRow("turned around") << u"a\u202Eb/1"_s << u"runtime"_s << false;
}

void ClientNamesTest::readsUserAgents()
{
    QFETCH(const QString, userAgent);
    QFETCH(const QString, word);
    QFETCH(const bool, isProgram);
    QCOMPARE(clientKind(Runtime, userAgent), (ClientKind { word, isProgram }));
}

void ClientNamesTest::numbersWhatLooksAlike()
{
    ClientNames names;
    names.add(Shop, "a", Runtime);
    names.add(Shop, "b", Runtime);
    names.add(Shop, "c", Agent, u"slow/1"_s);
    names.add(Shop, "d", Agent, u"Slow/2"_s);
    names.add(Shop, "a", Runtime, u"later/1"_s); // It has a name already.
    QCOMPARE(nameIn(names, Shop, "a"), u"runtime 1"_s);
    QCOMPARE(nameIn(names, Shop, "b"), u"runtime 2"_s);
    QCOMPARE(nameIn(names, Shop, "c"), u"slow"_s);
    QCOMPARE(nameIn(names, Shop, "d"), u"Slow 2"_s);
    QCOMPARE(nameIn(names, Shop, "e"), QString());
}

void ClientNamesTest::countsEachProjectByItself()
{
    ClientNames names;
    names.add(Shop, "a", Runtime);
    names.add(Bank, "a", Agent);
    names.add(Bank, "b", Runtime);
    QCOMPARE(nameIn(names, Shop, "a"), u"runtime 1"_s);
    QCOMPARE(nameIn(names, Bank, "a"), u"data-agent 1"_s);
    QCOMPARE(nameIn(names, Bank, "b"), u"runtime 1"_s);
}

void ClientNamesTest::keepsNamesApart()
{
    ClientNames names;
    names.add(Shop, "a", Runtime);
    QCOMPARE(names.rename(Shop, "a", u"Runtime 2"_s), ClientNames::Fault::None);
    names.add(Shop, "b", Runtime);
    QCOMPARE(nameIn(names, Shop, "b"), u"runtime 3"_s);
}

void ClientNamesTest::renames()
{
    ClientNames names;
    names.add(Shop, "a", Runtime);
    names.add(Shop, "b", Runtime);
    QCOMPARE(names.rename(Shop, "a", u"  my   phone "_s), ClientNames::Fault::None);
    QCOMPARE(nameIn(names, Shop, "a"), u"my phone"_s);
    QVERIFY(names.find(Shop, "a")->isGiven);
    // The old name stays its own.
    QCOMPARE(names.rename(Shop, "b", u"runtime 1"_s), ClientNames::Fault::Taken);
    QCOMPARE(names.rename(Shop, "a", u"MY PHONE"_s), ClientNames::Fault::None);
    QCOMPARE(nameIn(names, Shop, "a"), u"MY PHONE"_s);
    QCOMPARE(names.rename(Shop, "a", u"runtime 1"_s), ClientNames::Fault::None);
    QCOMPARE(names.rename(Shop, "a", QString()), ClientNames::Fault::None);
    QCOMPARE(nameIn(names, Shop, "a"), u"runtime 1"_s);
    QVERIFY(!names.find(Shop, "a")->isGiven);
    QCOMPARE(names.rename(Shop, "b", u"runtime 1"_s), ClientNames::Fault::Taken);
    QCOMPARE(names.rename(Shop, "b", u"my phone"_s), ClientNames::Fault::None);
}

void ClientNamesTest::refusesNames_data()
{
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<QString>("name");
    QTest::addColumn<ClientNames::Fault>("fault");
    QTest::newRow("long enough") << "a"_ba << QString(40, u'x') << ClientNames::Fault::None;
    QTest::newRow("too long") << "a"_ba << QString(41, u'x') << ClientNames::Fault::TooLong;
    QTest::newRow("turned around") << "a"_ba << u"a\u202Eb"_s << ClientNames::Fault::NotPrintable;
    QTest::newRow("emoji") << "a"_ba << u"\U0001F680"_s << ClientNames::Fault::None;
    QTest::newRow("taken") << "a"_ba << u"RUNTIME 2"_s << ClientNames::Fault::Taken;
    QTest::newRow("unknown") << "x"_ba << u"x"_s << ClientNames::Fault::NotKnown;
}

void ClientNamesTest::refusesNames()
{
    QFETCH(const QByteArray, client);
    QFETCH(const QString, name);
    QFETCH(const ClientNames::Fault, fault);
    ClientNames names;
    names.add(Shop, "a", Runtime);
    names.add(Shop, "b", Runtime);
    QCOMPARE(names.rename(Shop, client, name), fault);
    QCOMPARE(nameIn(names, Shop, "a"), fault == ClientNames::Fault::None ? name : u"runtime 1"_s);
}

void ClientNamesTest::remembersNamesOfPrograms()
{
    ClientNames before;
    before.add(Shop, "a", Agent, u"slow/1"_s);
    before.rename(Shop, "a", u"the slow one"_s);
    before.add(Shop, "b", Agent, u"slow/2"_s);
    QCOMPARE(nameIn(before, Shop, "b"), u"the slow one 2"_s);

    ClientNames names;
    names.setRemembered(before.remembered());
    names.add(Shop, "c", Agent, u"slow/3"_s);
    names.add(Shop, "d", Runtime, u"slow/3"_s);
    names.add(Bank, "c", Agent, u"slow/3"_s);
    QCOMPARE(nameIn(names, Shop, "c"), u"the slow one"_s);
    QCOMPARE(nameIn(names, Shop, "d"), u"slow"_s);
    QCOMPARE(nameIn(names, Bank, "c"), u"slow"_s);
    names.rename(Shop, "c", QString());
    QCOMPARE(nameIn(names, Shop, "c"), u"slow 2"_s);
    QCOMPARE(names.remembered(), QStringList());
}

void ClientNamesTest::remembersNoNameOfManyPrograms()
{
    ClientNames names;
    names.add(Shop, "a", Runtime, u"Mozilla/5.0 Chrome/126.0"_s);
    names.rename(Shop, "a", u"my tab"_s);
    names.add(Shop, "b", Runtime, u"Mozilla/5.0 Chrome/126.0"_s);
    QCOMPARE(nameIn(names, Shop, "b"), u"Chrome 2"_s);
    QCOMPARE(names.remembered(), QStringList());
}

void ClientNamesTest::forgetsAtItsBounds()
{
    ClientNames names(nullptr, 3);
    for (const char *id : { "a", "b", "c" })
        names.add(Shop, id, Runtime);
    QVERIFY(names.lookUp(Shop, "a", Runtime));
    names.add(Shop, "d", Runtime);
    QCOMPARE(nameIn(names, Shop, "a"), u"runtime 1"_s);
    QCOMPARE(nameIn(names, Shop, "b"), QString());
    QCOMPARE(nameIn(names, Shop, "d"), u"runtime 4"_s);

    ClientNames many;
    for (int i = 0; i < 2 * ClientNames::MaxRemembered; ++i) {
        const QByteArray id = QByteArray::number(i);
        many.add(Shop, id, Agent, u"program%1/1"_s.arg(i));
        many.rename(Shop, id, u"name %1"_s.arg(i));
    }
    QCOMPARE(many.remembered().size(), ClientNames::MaxRemembered);
    QVERIFY(many.remembered().constFirst().endsWith(u"name 399"_s));
}

void ClientNamesTest::skipsDamagedMemory()
{
    ClientNames names;
    names.setRemembered({ u""_s, u"a\tb"_s, u"shop\t1\tslow\t"_s, u"shop\t1\tslow\t\u202E"_s,
        u"shop\t1\tslow\t"_s + QString(41, u'x'), u"a\tb\tc\td\te"_s, u"shop\t1\tslow\tgood"_s,
        u"shop\t1\tslow\ttwice"_s });
    QCOMPARE(names.remembered(), QStringList { u"shop\t1\tslow\tgood"_s });
}

void ClientNamesTest::noticesWhatIsWanted()
{
    ClientNames names;
    QSignalSpy wanted(&names, &ClientNames::wanted);
    for (int i = 0; i < ClientNames::MaxWanted + 5; ++i) {
        QVERIFY(!names.lookUp(Shop, QByteArray::number(i), Agent));
        QVERIFY(!names.lookUp(Shop, QByteArray::number(i), Agent));
    }
    QVERIFY(!names.lookUp(Bank, "0", Runtime));
    QVERIFY(!names.lookUp(Bank, "", Runtime));
    QCOMPARE(wanted.count(), 1);
    const QList<ClientNames::Wanted> all = names.takeWanted();
    QCOMPARE(all.size(), ClientNames::MaxWanted);
    QCOMPARE(all[1].client, "1"_ba);
    QCOMPARE(all[1].type, Agent);
    QVERIFY(names.takeWanted().isEmpty());
    names.lookUp(Bank, "0", Runtime);
    QCOMPARE(wanted.count(), 2);
}

void ClientNamesTest::reportsChangesOnce()
{
    ClientNames names;
    QSignalSpy changed(&names, &ClientNames::changed);
    names.add(Shop, "a", Runtime);
    names.add(Shop, "b", Runtime);
    QCOMPARE(changed.count(), 0);
    QTRY_COMPARE(changed.count(), 1);
    names.add(Shop, "b", Runtime);
    names.rename(Shop, "b", u"x"_s);
    QTRY_COMPARE(changed.count(), 2);
}

void ClientNamesTest::givesDifferentColours()
{
    ClientNames names;
    QSet<int> colours;
    for (int i = 0; i < ClientName::Colours; ++i) {
        names.add(Shop, QByteArray::number(i), Runtime);
        colours.insert(names.find(Shop, QByteArray::number(i))->colour);
    }
    QCOMPARE(colours.size(), ClientName::Colours);
}

QTEST_GUILESS_MAIN(ClientNamesTest)
#include "tst_clientnames.moc"
