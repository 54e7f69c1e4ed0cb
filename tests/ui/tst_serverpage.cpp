// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/optionvalues.h"
#include "tests/support/optionnumber.h"
#include "ui/server/serverpage.h"

#include "server/api/ipaddress.h"
#include "server/api/options.h"
#include "tests/support/eventspy.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/server/databasesection.h"
#include "ui/server/figuressection.h"
#include "ui/server/logmodel.h"
#include "ui/server/optionfield.h"
#include "ui/server/statussection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/note.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>

#include <algorithm>
#include <ranges>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

const Error PortInUse { ErrorCode::AddressInUse, u"127.0.0.1:8787 is in use"_s };

struct Shown {
    FakeBroker broker;
    ScriptedPrompts prompts;
    LogModel log;
    OverviewFeed overviews { broker };
    ServerPage page { broker, overviews, prompts, log };
    QSignalSpy applied { &page, &ServerPage::configApplied };

    Shown()
    {
        broker.shownUrls = { u"ws://127.0.0.1:8787"_s };
        page.resize(900, 600);
        page.show();
    }
    void start(const BrokerConfig &config = {}, qint64 connections = 0)
    {
        broker.shownOverview.figures.connections = connections;
        broker.start(config);
        QTRY_COMPARE(text(u"openConnections"_s), QString::number(connections));
    }
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return page.findChild<T *>(name);
    }
    [[nodiscard]] QString text(const QString &label) const { return find<QLabel>(label)->text(); }
    [[nodiscard]] QPushButton *button(const QString &name) const { return find<QPushButton>(name); }
    [[nodiscard]] bool isBarShown() const { return button(u"revert"_s)->isEnabled(); }
    [[nodiscard]] QListWidget &sections() const { return *find<QListWidget>(u"serverSections"_s); }
    /// The titles of the marked sections.
    [[nodiscard]] QStringList wrongSections() const
    {
        QStringList titles;
        for (int row = 0; row < sections().count(); ++row) {
            if (!sections().item(row)->icon().isNull())
                titles.append(sections().item(row)->text());
        }
        return titles;
    }
    void choose(const QString &title) const
    {
        sections().setCurrentItem(sections().findItems(title, Qt::MatchExactly).constFirst());
    }
    void startWithTls(const std::optional<CertificateInfo> &certificate)
    {
        BrokerConfig config;
        config.tlsCertificate = u"/c.pem"_s;
        config.tlsKey = u"/c.key"_s;
        broker.shownUrls = { u"wss://127.0.0.1:8787"_s };
        broker.shownOverview.certificate = certificate;
        start(config);
    }
    void type(const QString &field, const QString &text) const
    {
        auto *edit = find<QLineEdit>(field);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    /// All text that a user can read or copy from the page.
    [[nodiscard]] QString allTexts() const
    {
        QString all;
        for (const QLabel *label : page.findChildren<QLabel *>())
            all += label->text() + label->toolTip();
        for (const QLineEdit *edit : page.findChildren<QLineEdit *>())
            all += edit->text() + edit->placeholderText() + edit->toolTip();
        return all;
    }
};

auto numbers()
{
    return optionTable() | std::views::filter([](const Option &option) {
        return optionNumber(BrokerConfig(), option).has_value();
    });
}

} // namespace

class ServerPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyBound_data();
    void everyBound();
    void everyFieldCanBeSet();
    void switches();
    void choices();
    void amounts_data();
    void amounts();
    void addresses_data();
    void addresses();
    void listensElsewhere();
    void choosesAddresses_data();
    void choosesAddresses();
    void addressesMustBeOnes();
    void revertGivesUp();
    void countsTheChanges();
    void narrowRowsAreStacked();
    void editsSurviveAChangeFromElsewhere();
    void appliesWithoutAQuestion();
    void restartIsSaidAndAsked_data();
    void restartIsSaidAndAsked();
    void refusalIsShownWhereItBelongs_data();
    void refusalIsShownWhereItBelongs();
    void sections();
    void errorStandsOnce();
    void sectionIsRemembered();
    void saysThatTheLogIsEmpty();
    void secondsHaveTheirUnit_data();
    void secondsHaveTheirUnit();
    void offersTheRunningWindow();
    void failedStartOffersAWay();
    void failedStartByDatabase();
    void startStopRestart();
    void serviceKey();
    void serviceKeyIsNeverShown();
    void databaseIsMasked_data();
    void databaseIsMasked();
    void databaseState();
    void figures();
    void urls();
    void pagesAndNames_data();
    void pagesAndNames();
    void allowsARefusedPage();
    void allowingNullIsAsked();
    void allowingLeavesTheDraftAlone();
    void saysWhenOthersCanListenIn();
    void certificateAndKey();
    void filesAreChosen();
    void refusedCertificate();
    void certificateInUse_data();
    void certificateInUse();
    void reloadsTheCertificate();
    void asksForTheOverviewOnceAtATime();
};

void ServerPageTest::everyBound_data()
{
    QTest::addColumn<const Option *>("option");
    QTest::addColumn<QString>("name");
    for (const Option &option : numbers()) {
        QString name;
        for (const QString &word : QString::fromLatin1(option.name).split(u'-'))
            name += name.isEmpty() ? word : word.first(1).toUpper() + word.sliced(1);
        QTest::newRow(option.name) << &option << name;
    }
}

void ServerPageTest::everyBound()
{
    QFETCH(const Option *, option);
    QFETCH(QString, name);
    struct Try {
        QString text;
        qint64 value; // -1: refused
    };
    const bool isBytes = option->unit == Unit::Bytes;
    const QList<Try> tries { { QString::number(option->minimum), option->minimum },
        { QString::number(option->maximum), option->maximum },
        { QString::number(option->minimum - 1), -1 }, { QString::number(option->maximum + 1), -1 },
        { u"many"_s, -1 }, { u" "_s, -1 }, { u"1.5"_s, -1 },
        { u"2mib"_s, isBytes ? 2 * 1024 * 1024 : -1 } };
    Shown shown;
    BrokerConfig config; // Different from any bound, so that each is a change.
    const qint64 other = option->minimum + 7 > option->maximum ? 1 : 7;
    setOptionNumber(config, *option, option->minimum + other);
    shown.start(config);
    QVERIFY(!shown.isBarShown());
    const QString explanation = shown.text(name + u"Note"_s);
    for (const Try &each : tries) {
        shown.type(name, each.text);
        const bool isTaken = each.value >= 0;
        const QByteArray what = each.text.toUtf8();
        QVERIFY2(shown.isBarShown(), what.constData());
        QVERIFY2(shown.button(u"apply"_s)->isEnabled() == isTaken, what.constData());
        const QString note = shown.text(name + u"Note"_s);
        QVERIFY2(isTaken ? note == explanation : note.startsWith(u"Must be"_s), what.constData());
        if (isTaken) {
            shown.applied.clear();
            shown.button(u"apply"_s)->click();
            QTRY_COMPARE(shown.applied.size(), 1);
            QCOMPARE(optionNumber(shown.broker.shownConfig, *option), each.value);
            QVERIFY(!shown.isBarShown());
        } else {
            QVERIFY(shown.text(u"applyText"_s).startsWith(u"To be corrected first: "_s));
            QVERIFY(!shown.button(u"apply"_s)->toolTip().isEmpty());
        }
    }
}

void ServerPageTest::everyFieldCanBeSet()
{
    const Shown shown;
    for (const Option &option : optionTable()) {
        if (!option.label)
            continue;
        const QString tip = u"--"_s + QString::fromLatin1(option.name);
        const QList<OptionField *> fields = shown.page.findChildren<OptionField *>();
        QCOMPARE(std::count_if(fields.begin(), fields.end(),
                     [&](const OptionField *field) { return field->toolTip() == tip; }),
            1);
    }
    // The other options have a section of their own, or are for brokers without a window.
    QVERIFY(!findOption(u"database")->label);
    QVERIFY(!findOption(u"proxy-protocol")->label);
}

void ServerPageTest::switches()
{
    Shown shown;
    auto *box = shown.find<QCheckBox>(u"mcp"_s);
    QVERIFY(box && !box->isChecked());
    QVERIFY(!box->accessibleName().isEmpty());
    box->click();
    QVERIFY(shown.isBarShown());
    shown.button(u"revert"_s)->click();
    QVERIFY(!box->isChecked() && !shown.isBarShown());
    box->click();
    shown.button(u"apply"_s)->click();
    QTRY_VERIFY(shown.broker.now().config.mcp);
    QVERIFY(!shown.broker.now().config.mcpWrite);
    QTRY_VERIFY(!shown.isBarShown());
    BrokerConfig config = shown.broker.now().config;
    config.mcpWrite = true;
    shown.broker.configure(config);
    QVERIFY(shown.find<QCheckBox>(u"mcpWrite"_s)->isChecked());
}

void ServerPageTest::choices()
{
    Shown shown;
    auto *box = shown.find<QComboBox>(u"compression"_s);
    QVERIFY(box);
    QCOMPARE(box->count(), 3);
    QCOMPARE(box->currentData().toString(), u"off"_s);
    QVERIFY(!box->accessibleName().isEmpty());
    const auto choose = [&](int index) {
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    };
    choose(2);
    QVERIFY(shown.isBarShown());
    shown.button(u"revert"_s)->click();
    QCOMPARE(box->currentIndex(), 0);
    QVERIFY(!shown.isBarShown());
    choose(1);
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.broker.now().config.compression, CompressionUse::Remote);
    QTRY_VERIFY(!shown.isBarShown());
    BrokerConfig config = shown.broker.now().config;
    config.compression = CompressionUse::All;
    shown.broker.configure(config);
    QCOMPARE(box->currentIndex(), 2);
}

void ServerPageTest::amounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("value");
    QTest::newRow("bytes") << u"65537"_s << qint64(65'537);
    QTest::newRow("no space") << u"64KiB"_s << qint64(65'536);
    QTest::newRow("space") << u" 16 MiB "_s << qint64(16 * 1024 * 1024);
    QTest::newRow("small letters") << u"1gib"_s << qint64(1) * 1024 * 1024 * 1024;
    QTest::newRow("b") << u"7 B"_s << qint64(7);
    QTest::newRow("decimal unit") << u"1 MB"_s << qint64(-1);
    QTest::newRow("negative") << u"-1"_s << qint64(-1);
    QTest::newRow("too much") << u"999999999999999999 GiB"_s << qint64(-1);
    QTest::newRow("other digits") << u"\u0661"_s << qint64(-1);
}

void ServerPageTest::amounts()
{
    QFETCH(QString, text);
    QFETCH(qint64, value);
    const std::optional<qint64> read = parseQuantity(text, Unit::Bytes);
    QCOMPARE(read.value_or(-1), value);
    if (read)
        QCOMPARE(parseQuantity(quantityText(value, Unit::Bytes), Unit::Bytes), read);
}

void ServerPageTest::addresses_data()
{
    QTest::addColumn<bool>("valid");
    for (const char *good :
        { "127.0.0.1", "0.0.0.0", "255.255.255.255", "::", "::1", "fe80::1%eth0",
            "2001:db8::8a2e:370:7334", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1::" })
        QTest::newRow(good) << true;
    for (const char *bad : { "", "localhos", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.4567",
             "1..2.3", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
             "12345::", "g::1", "1.2.3.4::", "fe80::1%", "[::1]", "1.2.3.4:80", " 127.0.0.1",
             "192.168.001.10", "127.000.0.1", "::ffff:1.2.3.04" })
        QTest::newRow(bad) << false;
}

void ServerPageTest::addresses()
{
    QFETCH(bool, valid);
    QCOMPARE(isListenAddress(QString::fromUtf8(QTest::currentDataTag())), valid);
}

void ServerPageTest::listensElsewhere()
{
    Shown shown;
    shown.start();
    shown.type(u"port"_s, u"9000"_s);
    QVERIFY(shown.text(u"applyText"_s).contains(u"connections stay"_s));
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.broker.shownConfig.port, quint16(9000));
    QCOMPARE(shown.applied[0][0].value<BrokerConfig>().port, quint16(9000));
}

void ServerPageTest::choosesAddresses_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QStringList>("addresses");
    QTest::newRow("IPv4") << u"listenAllIpv4"_s << QStringList { u"0.0.0.0"_s };
    QTest::newRow("all") << u"listenAll"_s << QStringList { u"0.0.0.0"_s, u"::"_s };
}

void ServerPageTest::choosesAddresses()
{
    QFETCH(QString, button);
    QFETCH(QStringList, addresses);
    Shown shown;
    shown.start();
    QVERIFY(shown.find<QRadioButton>(u"listenThisMachine"_s)->isChecked());
    shown.find<QRadioButton>(button)->click();
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.broker.shownConfig.listenAddresses, addresses);
    QVERIFY(shown.find<QRadioButton>(button)->isChecked());
}

void ServerPageTest::addressesMustBeOnes()
{
    Shown shown;
    BrokerConfig config;
    config.listenAddresses = { u"192.168.1.7"_s };
    shown.start(config);
    QVERIFY(shown.find<QRadioButton>(u"listenChosen"_s)->isChecked());
    auto *list = shown.find<QPlainTextEdit>(u"addresses"_s);
    list->setPlainText(u"192.168.1.7\nserver.example"_s);
    QVERIFY(shown.text(u"addressesNote"_s).contains(u"server.example"_s));
    QVERIFY(!shown.button(u"apply"_s)->isEnabled());
    list->clear();
    QVERIFY(!shown.text(u"addressesNote"_s).isEmpty());
    QStringList many;
    for (qint64 i = 0; i <= findOption(u"listen")->maximum; ++i)
        many.append(u"10.0.0.%1"_s.arg(i));
    list->setPlainText(many.join(u'\n'));
    QVERIFY(!shown.button(u"apply"_s)->isEnabled());
    // The same address twice, as the broker sees it.
    list->setPlainText(u"127.0.0.1\nlocalhost"_s);
    QVERIFY(shown.text(u"addressesNote"_s).contains(u"localhost"_s));
    list->setPlainText(u"::1\n0:0::1"_s);
    QVERIFY(!shown.button(u"apply"_s)->isEnabled());
    list->setPlainText(u"192.168.001.10"_s);
    QVERIFY(!shown.button(u"apply"_s)->isEnabled());
    many.removeLast();
    list->setPlainText(u'\n' + many.join(u"\n "_s) + u"\n10.0.0.0\n"_s);
    QVERIFY(shown.find<QLabel>(u"addressesNote"_s)->isHidden());
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.broker.shownConfig.listenAddresses, many);
}

void ServerPageTest::countsTheChanges()
{
    Shown shown;
    QVERIFY(shown.page.unsaved().isNull());
    shown.type(u"maxMessageRate"_s, u"30"_s);
    QCOMPARE(shown.page.unsaved(), u"1 change on the Server page is not applied."_s);
    shown.type(u"serviceKey"_s, u"a-key-that-nobody-knows"_s);
    shown.type(u"pingInterval"_s, u"never"_s); // A mistake is work, too.
    QCOMPARE(shown.page.unsaved(), u"3 changes on the Server page are not applied."_s);
    shown.type(u"maxMessageRate"_s, u"0"_s); // As it was.
    QCOMPARE(shown.page.unsaved(), u"2 changes on the Server page are not applied."_s);
    shown.button(u"revert"_s)->click();
    QVERIFY(shown.page.unsaved().isNull());
}

void ServerPageTest::narrowRowsAreStacked()
{
    Shown shown;
    shown.choose(u"Limits"_s);
    const auto *edit = shown.find<QLineEdit>(u"maxMessageSize"_s);
    const auto *note = shown.find<QLabel>(u"maxMessageSizeNote"_s);
    const auto *row = shown.find<QWidget>(u"maxMessageSizeRow"_s);
    const auto left = [row](const QWidget *widget) { return widget->mapTo(row, QPoint()).x(); };
    const auto isStacked = [&] { return left(edit) == 0; };
    shown.page.resize(1000, 500);
    QTRY_VERIFY(!isStacked());
    QVERIFY(left(note) > left(edit) + edit->width());
    const int squeezed = note->width();
    shown.page.resize(560, 500);
    QTRY_VERIFY(isStacked());
    QVERIFY(left(note) > edit->width());
    // The note has the room that the name leaves.
    QVERIFY2(note->width() > row->width() / 2, qPrintable(QString::number(note->width())));
    shown.page.resize(1000, 500);
    QTRY_VERIFY(!isStacked());
    QCOMPARE(note->width(), squeezed);
}

void ServerPageTest::revertGivesUp()
{
    Shown shown;
    shown.start();
    const BrokerConfig before = shown.broker.shownConfig;
    shown.type(u"maxConnections"_s, u"nonsense"_s);
    shown.type(u"port"_s, u"9000"_s);
    shown.find<QRadioButton>(u"listenAll"_s)->click();
    shown.type(u"database"_s, u"other.db"_s);
    shown.type(u"serviceKey"_s, u"secret"_s);
    shown.button(u"revert"_s)->click();
    QVERIFY(!shown.isBarShown());
    QCOMPARE(shown.find<QLineEdit>(u"maxConnections"_s)->text(), u"50000"_s);
    QCOMPARE(shown.find<QLineEdit>(u"port"_s)->text(), u"8787"_s);
    QVERIFY(shown.find<QLineEdit>(u"database"_s)->text().isEmpty());
    QVERIFY(shown.find<QLineEdit>(u"serviceKey"_s)->text().isEmpty());
    QVERIFY(shown.find<QRadioButton>(u"listenThisMachine"_s)->isChecked());
    QCOMPARE(shown.broker.shownConfig, before);
}

void ServerPageTest::editsSurviveAChangeFromElsewhere()
{
    Shown shown;
    shown.start();
    shown.type(u"maxConnections"_s, u"123"_s);
    BrokerConfig other = shown.broker.shownConfig;
    other.port = 1234;
    shown.broker.configure(other);
    QCOMPARE(shown.find<QLineEdit>(u"port"_s)->text(), u"1234"_s);
    QCOMPARE(shown.find<QLineEdit>(u"maxConnections"_s)->text(), u"123"_s);
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.broker.shownConfig.maxConnections, 123);
    QCOMPARE(shown.broker.shownConfig.port, quint16(1234));
}

void ServerPageTest::appliesWithoutAQuestion()
{
    Shown shown;
    shown.start({}, 12);
    shown.type(u"maxConnections"_s, u"123"_s);
    QVERIFY(shown.text(u"applyText"_s).contains(u"at once"_s));
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 1);
    QVERIFY(shown.prompts.questions.isEmpty());
    shown.broker.stop();
    shown.type(u"maxConnections"_s, u"124"_s);
    QVERIFY(shown.text(u"applyText"_s).contains(u"next time"_s));
}

void ServerPageTest::restartIsSaidAndAsked_data()
{
    QTest::addColumn<qint64>("connections");
    QTest::addColumn<bool>("yes");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("questions");
    QTest::newRow("nobody connected") << qint64(0) << false << u"restarts the broker."_s << 0;
    QTest::newRow("one") << qint64(1) << true << u"closes 1 connection."_s << 1;
    QTest::newRow("many, yes") << qint64(12) << true << u"closes 12 connections."_s << 1;
    QTest::newRow("many, no") << qint64(12) << false << u"closes 12 connections."_s << 1;
}

void ServerPageTest::restartIsSaidAndAsked()
{
    QFETCH(qint64, connections);
    QFETCH(bool, yes);
    QFETCH(QString, said);
    QFETCH(int, questions);
    Shown shown;
    shown.start({}, connections);
    shown.prompts.answer.yes = yes;
    shown.type(u"threads"_s, u"3"_s);
    QVERIFY2(shown.text(u"applyText"_s).endsWith(said), qPrintable(shown.text(u"applyText"_s)));
    shown.button(u"apply"_s)->click();
    QCOMPARE(shown.prompts.questions.size(), questions);
    const bool isApplied = yes || questions == 0;
    QTRY_COMPARE(shown.applied.size(), isApplied ? 1 : 0);
    QCOMPARE(shown.broker.shownConfig.threads, isApplied ? 3 : 0);
    QCOMPARE(shown.isBarShown(), !isApplied);
}

void ServerPageTest::refusalIsShownWhereItBelongs_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("note");
    QTest::newRow("in use") << ErrorCode::AddressInUse << u"portNote"_s;
    QTest::newRow("no permission") << ErrorCode::AddressRefused << u"portNote"_s;
    QTest::newRow("not of this machine") << ErrorCode::AddressUnavailable << u"addressesNote"_s;
    QTest::newRow("database") << ErrorCode::DatabaseUnavailable << u"databaseNote"_s;
    QTest::newRow("something else") << ErrorCode::InvalidArgument << u"applyText"_s;
}

void ServerPageTest::refusalIsShownWhereItBelongs()
{
    QFETCH(ErrorCode, code);
    QFETCH(QString, note);
    Shown shown;
    shown.start();
    const Error refusal { code, u"it was refused"_s };
    shown.broker.configureResult = refusal;
    shown.type(u"port"_s, u"9000"_s);
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.text(note), errorText(refusal));
    const bool isInSection = note != u"applyText"_s;
    QCOMPARE(shown.text(u"applyText"_s) == errorText(refusal), !isInSection);
    QCOMPARE(shown.find<QLabel>(note)->isVisible(), true);
    QCOMPARE(shown.wrongSections().size(), isInSection ? 1 : 0);
    QVERIFY(shown.applied.isEmpty());
    QCOMPARE(shown.find<QLineEdit>(u"port"_s)->text(), u"9000"_s); // No typed text is lost.
    QCOMPARE(shown.button(u"anyFreePort"_s)->isHidden(), code != ErrorCode::AddressInUse);
    shown.broker.configureResult = Done();
    if (code == ErrorCode::AddressInUse)
        shown.button(u"anyFreePort"_s)->click();
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 1);
    QVERIFY(shown.text(note) != errorText(refusal) || shown.find<QLabel>(note)->isHidden());
    QCOMPARE(shown.broker.shownConfig.port, quint16(code == ErrorCode::AddressInUse ? 0 : 9000));
}

void ServerPageTest::sections()
{
    Shown shown;
    QStringList titles;
    for (int row = 0; row < shown.sections().count(); ++row)
        titles.append(shown.sections().item(row)->text());
    QCOMPARE(titles,
        (QStringList { u"Connect"_s, u"Listening"_s, u"TLS"_s, u"Access"_s, u"Limits"_s,
            u"Database"_s, u"Log"_s }));
    QVERIFY(!shown.find<QLineEdit>(u"port"_s)->isVisible());
    shown.choose(u"Listening"_s);
    QVERIFY(shown.find<QLineEdit>(u"port"_s)->isVisible());
    for (const QString &title : titles) {
        shown.choose(title);
        QVERIFY(shown.find<QWidget>(u"applyBar"_s)->isVisible());
        QVERIFY(shown.find<QWidget>(u"statusSection"_s)->isVisible());
    }
    shown.choose(u"Connect"_s);
    shown.page.focusFilter();
    QVERIFY(shown.find<QLineEdit>(u"findLog"_s)->isVisible());
    shown.page.focusDatabase();
    QVERIFY(shown.find<QLineEdit>(u"database"_s)->isVisible());
    shown.page.resize(560, 400); // A window of 720, without the sidebar.
    QVERIFY2(shown.page.minimumSizeHint().width() <= 560,
        qPrintable(u"%1 for the page, %2 for the state, %3 for the log"_s
                       .arg(shown.page.minimumSizeHint().width())
                       .arg(shown.find<QWidget>(u"statusSection"_s)->minimumSizeHint().width())
                       .arg(shown.find<QWidget>(u"log"_s)->minimumSizeHint().width())));
    QVERIFY(shown.sections().isVisible());
}

void ServerPageTest::errorStandsOnce()
{
    Shown shown;
    shown.start();
    const auto countOf = [&shown](const QString &words) {
        const QList<QLabel *> labels = shown.page.findChildren<QLabel *>();
        return std::count_if(labels.begin(), labels.end(), [&](const QLabel *label) {
            return !label->isHidden() && label->text().contains(words);
        });
    };
    shown.type(u"maxConnections"_s, u"many"_s);
    QCOMPARE(countOf(u"Must be"_s), 1);
    QCOMPARE(shown.wrongSections(), QStringList { u"Limits"_s });
    shown.type(u"port"_s, u"x"_s);
    QCOMPARE(shown.wrongSections(), (QStringList { u"Listening"_s, u"Limits"_s }));
    QCOMPARE(shown.text(u"applyText"_s), u"To be corrected first: Listening, Limits"_s);
    shown.button(u"revert"_s)->click();
    QVERIFY(shown.wrongSections().isEmpty());

    shown.broker.configureResult = PortInUse;
    shown.type(u"port"_s, u"9000"_s);
    shown.choose(u"Log"_s);
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(countOf(errorText(PortInUse)), 1);
    QCOMPARE(shown.sections().currentItem()->text(), u"Listening"_s); // It leads there.
    QCOMPARE(shown.text(u"applyText"_s), u"Not applied. The reason is in Listening."_s);
    shown.type(u"port"_s, u"9001"_s);
    QVERIFY(shown.wrongSections().isEmpty());
}

void ServerPageTest::sectionIsRemembered()
{
    Shown shown;
    shown.choose(u"Limits"_s);
    UiSettings settings;
    shown.page.save(settings);
    Shown other;
    other.page.restore(settings);
    QCOMPARE(other.sections().currentItem()->text(), u"Limits"_s);
    settings.layouts.insert(u"serverSection"_s, "none of them");
    other.page.restore(settings);
    QCOMPARE(other.sections().currentItem()->text(), u"Limits"_s);
}

void ServerPageTest::saysThatTheLogIsEmpty()
{
    Shown shown;
    shown.choose(u"Log"_s);
    const auto *empty = shown.find<QWidget>(u"logEmpty"_s);
    QVERIFY(empty->isVisible());
    QVERIFY(shown.allTexts().contains(u"Nothing logged yet"_s));
    shown.log.append({ LogEntry { 0, LogLevel::Warning, u"broker.gateway"_s, u"full"_s } });
    QTRY_VERIFY(!empty->isVisible());
    QTest::keyClicks(shown.find<QLineEdit>(u"findLog"_s), u"something else"_s);
    QTRY_VERIFY(empty->isVisible());
    QVERIFY(shown.allTexts().contains(u"No line matches"_s));
}

void ServerPageTest::secondsHaveTheirUnit_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("seconds"); // -1: refused
    QTest::newRow("bare") << u"45"_s << 45;
    QTest::newRow("with unit") << u"45 s"_s << 45;
    QTest::newRow("close") << u"45s"_s << 45;
    QTest::newRow("unit alone") << u"s"_s << -1;
    QTest::newRow("another unit") << u"45 min"_s << -1;
}

void ServerPageTest::secondsHaveTheirUnit()
{
    QFETCH(const QString, typed);
    QFETCH(const int, seconds);
    Shown shown;
    shown.start();
    QVERIFY(shown.find<QLineEdit>(u"pingInterval"_s)->text().endsWith(u" s"_s));
    shown.type(u"pingInterval"_s, typed);
    QCOMPARE(shown.button(u"apply"_s)->isEnabled(), seconds >= 0);
    if (seconds < 0)
        return;
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 1);
    QCOMPARE(shown.broker.shownConfig.pingInterval.count(), seconds);
    QCOMPARE(shown.find<QLineEdit>(u"pingInterval"_s)->text(), u"45 s"_s);
}

void ServerPageTest::offersTheRunningWindow()
{
    Shown shown;
    auto *section = shown.page.findChild<StatusSection *>();
    section->setRunningWindow(true);
    QVERIFY(shown.button(u"showRunningWindow"_s)->isHidden()); // No start has failed.
    shown.broker.tell(StartFailed { PortInUse });
    section->setRunningWindow(true);
    QVERIFY(shown.button(u"showRunningWindow"_s)->isVisible());
    QSignalSpy wanted(section, &StatusSection::runningWindowWanted);
    shown.button(u"showRunningWindow"_s)->click();
    QCOMPARE(wanted.size(), 1);
    section->setRunningWindow(false);
    QVERIFY(shown.button(u"showRunningWindow"_s)->isHidden());
}

void ServerPageTest::failedStartOffersAWay()
{
    Shown shown;
    shown.broker.tell(StartFailed { PortInUse });
    // Once, at its field.
    QCOMPARE(shown.text(u"portNote"_s), errorText(PortInUse));
    QVERIFY(shown.find<QLabel>(u"portNote"_s)->isVisible());
    QVERIFY(!shown.find<QLabel>(u"brokerFailure"_s)->isVisible());
    QCOMPARE(shown.text(u"brokerState"_s), u"The broker could not start"_s);
    QCOMPARE(shown.wrongSections(), QStringList { u"Listening"_s });
    QVERIFY(shown.button(u"startOnAnyPort"_s)->isVisible());
    shown.button(u"startOnAnyPort"_s)->click();
    QCOMPARE(shown.broker.now().state, State::Listening);
    QCOMPARE(shown.broker.shownConfig.port, quint16(0));
    QVERIFY(shown.text(u"brokerSince"_s)
                .endsWith(u"The port is for this run only. The next start takes port 8787."_s));
    QVERIFY(shown.wrongSections().isEmpty());
    QVERIFY(!shown.button(u"startOnAnyPort"_s)->isVisible());
    QVERIFY(!shown.text(u"portNote"_s).contains(u"in use"_s));
}

void ServerPageTest::failedStartByDatabase()
{
    Shown shown;
    shown.page.activateWindow();
    QTRY_VERIFY(shown.page.isActiveWindow());
    const Error readOnly { ErrorCode::DatabaseReadOnly, u"cannot write it"_s };
    shown.broker.tell(StartFailed { readOnly });
    QVERIFY(!shown.button(u"startOnAnyPort"_s)->isVisible());
    shown.button(u"chooseDatabase"_s)->click();
    QTRY_VERIFY(shown.find<QLineEdit>(u"database"_s)->hasFocus());
    QCOMPARE(shown.text(u"databaseNote"_s), errorText(readOnly));
}

void ServerPageTest::startStopRestart()
{
    Shown shown;
    shown.button(u"start"_s)->click();
    QCOMPARE(shown.broker.now().state, State::Listening);
    QVERIFY(shown.text(u"brokerState"_s).contains(u"ws://127.0.0.1:8787"_s));
    QVERIFY(shown.text(u"brokerSince"_s).startsWith(u"Since"_s));
    shown.button(u"stop"_s)->click(); // Nobody is connected: no question.
    QCOMPARE(shown.broker.now().state, State::Stopped);
    QVERIFY(shown.prompts.questions.isEmpty());

    shown.start({}, 5);
    shown.prompts.answer.yes = false;
    shown.button(u"stop"_s)->click();
    QCOMPARE(shown.broker.now().state, State::Listening);
    QVERIFY(shown.prompts.questions[0].text.contains(u"5 connections"_s));
    shown.prompts.answer.yes = true;
    const EventSpy<StateChanged> states(shown.broker);
    shown.button(u"restart"_s)->click();
    QCOMPARE(states.size(), 2); // Stopped, and Listening again.
    QCOMPARE(shown.broker.now().state, State::Listening);
    shown.button(u"stop"_s)->click();
    QCOMPARE(shown.broker.now().state, State::Stopped); // Not started a second time.
}

void ServerPageTest::serviceKey()
{
    Shown shown;
    shown.start();
    QVERIFY(shown.text(u"serviceKeyState"_s).startsWith(u"No service key"_s));
    auto *remove = shown.find<QCheckBox>(u"removeServiceKey"_s);
    QVERIFY(remove->isHidden());
    shown.type(u"serviceKey"_s, u"with space"_s);
    QVERIFY(!shown.button(u"apply"_s)->isEnabled());

    shown.button(u"generateServiceKey"_s)->click();
    auto *generated = shown.find<QWidget>(u"generatedKey"_s);
    QVERIFY(!generated->isHidden());
    const QString key = generated->findChild<QLineEdit *>()->text();
    QVERIFY(key.size() >= 32);
    shown.button(u"generateServiceKey"_s)->click();
    QVERIFY(generated->findChild<QLineEdit *>()->text() != key);
    const QByteArray last = generated->findChild<QLineEdit *>()->text().toUtf8();
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.broker.shownConfig.serviceKey.reveal(), last);
    QVERIFY(generated->isHidden());
    QVERIFY(!shown.allTexts().contains(QString::fromUtf8(last)));
    QVERIFY(shown.text(u"serviceKeyState"_s).startsWith(u"A service key"_s));

    remove->click();
    shown.button(u"apply"_s)->click();
    QTRY_VERIFY(shown.broker.shownConfig.serviceKey.isEmpty());
}

void ServerPageTest::serviceKeyIsNeverShown()
{
    Shown shown;
    BrokerConfig config;
    config.serviceKey = "the-service-key";
    config.database = u"postgresql://me:the-password@host/db?sslpassword=another"_s;
    shown.start(config);
    const QString all = shown.allTexts();
    QVERIFY(all.contains(u"postgresql://me@host/db"_s));
    for (const QString &secret : { u"the-service-key"_s, u"the-password"_s, u"another"_s })
        QVERIFY2(!all.contains(secret), qPrintable(secret));
    QCOMPARE(shown.find<QLineEdit>(u"serviceKey"_s)->echoMode(), QLineEdit::Password);
}

void ServerPageTest::databaseIsMasked_data()
{
    QTest::addColumn<QString>("shown");
    QTest::newRow("/var/lib/broadcaster.db") << u"/var/lib/broadcaster.db"_s;
    QTest::newRow("postgresql://host/db") << u"postgresql://host/db"_s;
    QTest::newRow("postgresql://me:secret@host:5432/db") << u"postgresql://me@host:5432/db"_s;
    QTest::newRow("postgres://me:secret@host/db?password=x") << u"postgres://me@host/db"_s;
    QTest::newRow("postgresql://me:sec ret@ho st:x/db") << u"postgresql://…"_s;
    QTest::newRow("mysql://me:secret@host/db") << u"mysql://…"_s;
}

void ServerPageTest::databaseIsMasked()
{
    QFETCH(QString, shown);
    QCOMPARE(maskedDatabase(QString::fromUtf8(QTest::currentDataTag())), shown);
}

void ServerPageTest::databaseState()
{
    Shown shown;
    shown.broker.shownOverview.figures.databaseConnected = true;
    shown.start();
    QVERIFY(shown.text(u"databaseState"_s).startsWith(u"Connected"_s));
    shown.broker.shownOverview.figures.databaseConnected = false;
    shown.broker.shownOverview.figures.unwrittenMessages = 1234;
    const Error gone { ErrorCode::DatabaseUnavailable, u"for the log"_s, ErrorReason::SqlUnusable,
        { u"b.db"_s, u"the server is gone"_s } };
    shown.broker.shownOverview.lastDatabaseError = gone;
    shown.overviews.refresh();
    QTRY_VERIFY(shown.text(u"databaseState"_s).contains(u"1,234"_s));
    QVERIFY(shown.text(u"databaseError"_s).endsWith(errorText(gone)));
    shown.type(u"database"_s, u"mysql://host"_s);
    QVERIFY(!shown.button(u"apply"_s)->isEnabled());
    shown.type(u"database"_s, u"other.db"_s);
    QVERIFY(shown.text(u"applyText"_s).contains(u"restarts"_s));
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.broker.shownConfig.database, u"other.db"_s);
}

void ServerPageTest::figures()
{
    Shown shown;
    shown.start({}, 3);
    QVERIFY(!shown.find<QLabel>(u"noneEnded"_s)->isHidden());
    shown.broker.shownOverview.figures.refused = 4;
    shown.broker.shownOverview.figures.endedByCloseCode = { { 1006, 2 } };
    shown.overviews.refresh();
    QTRY_COMPARE(shown.text(u"refusedConnections"_s), u"4"_s);
    QCOMPARE(shown.text(u"ended1006"_s), u"2"_s);
    shown.broker.shownOverview.figures.endedByCloseCode = { { 1001, 1 }, { 1006, 5 } };
    shown.overviews.refresh();
    QTRY_COMPARE(shown.text(u"ended1006"_s), u"5"_s);
    QCOMPARE(shown.text(u"ended1001"_s), u"1"_s);
    QVERIFY(shown.text(u"ended1001Words"_s).contains(closeCodeText(1001)));
    const QSet<QString> own { closeCodeText(4000), closeCodeText(4001), closeCodeText(4002),
        closeCodeText(4003), closeCodeText(4004), closeCodeText(4999) };
    QCOMPARE(own.size(), 6);
    shown.broker.stop();
    QCOMPARE(shown.text(u"openConnections"_s), u"0"_s);
    QVERIFY(!shown.find<QLabel>(u"ended1006"_s));
}

void ServerPageTest::urls()
{
    Shown shown;
    shown.broker.shownUrls = { u"ws://0.0.0.0:8787"_s, u"ws://[::]:8787"_s };
    shown.start();
    const auto line = [&](const QString &name) {
        return shown.find<QWidget>(name)->findChild<QLineEdit *>()->text();
    };
    QCOMPARE(line(u"data-agentUrl"_s),
        u"ws://127.0.0.1:8787/websocket?projectId=demo&type=data-agent"_s);
    QCOMPARE(line(u"pageUrl"_s), u"http://127.0.0.1:8787/"_s);
    QCOMPARE(line(u"healthCommand"_s), u"curl 'http://127.0.0.1:8787/health'"_s);
    shown.find<QComboBox>(u"urlAddress"_s)->setCurrentIndex(1);
    shown.page.setScope(*ProjectId::fromUtf8("it's & more"));
    QCOMPARE(line(u"adminUrl"_s),
        u"ws://[::1]:8787/websocket?projectId=it%27s%20%26%20more&type=admin"_s);
    QCOMPARE(
        line(u"usageCommand"_s), u"curl 'http://[::1]:8787/usage?projectId=it%27s%20%26%20more'"_s);
    shown.broker.shownUrls.clear();
    shown.broker.stop();
    QVERIFY(shown.find<QWidget>(u"adminUrl"_s)->parentWidget()->isHidden());
}

void ServerPageTest::pagesAndNames_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("taken"); // Null: refused.
    const QStringList none { QString() };
    const auto row = [](const char *name, const char *field, const QString &typed,
                         const QStringList &taken) {
        QTest::newRow(name) << QString::fromLatin1(field) << typed << taken;
    };
    row("page", "allowedOrigins", u"HTTPS://A.example:443/"_s, { u"https://a.example"_s });
    row("pages", "allowedOrigins", u"http://a,https://b:1 *"_s,
        { u"http://a"_s, u"https://b:1"_s, u"*"_s });
    row("twice", "allowedOrigins", u"http://a, http://a/"_s, { u"http://a"_s });
    row("no scheme", "allowedOrigins", u"a.example"_s, none);
    row("half", "allowedOrigins", u"http://a, b"_s, none);
    row("name", "allowedHosts", u"A.example 10.0.0.1"_s, { u"a.example"_s, u"10.0.0.1"_s });
    row("port", "allowedHosts", u"a.example:80"_s, none);
    row("any name", "allowedHosts", u"*"_s, none);
    row("application", "allowedOrigins", u"app://. vscode-webview://*"_s,
        { u"app://."_s, u"vscode-webview://*"_s });
    row("proxies", "trustedProxies", u"10.0.0.1 2001:DB8::/32"_s,
        { u"10.0.0.1"_s, u"2001:db8::/32"_s });
    row("no network", "trustedProxies", u"10.0.0.0/33"_s, none);
}

void ServerPageTest::pagesAndNames()
{
    QFETCH(QString, field);
    QFETCH(QString, typed);
    QFETCH(QStringList, taken);
    const bool isTaken = !taken.constFirst().isNull();
    Shown shown;
    shown.start();
    shown.type(field, typed);
    QVERIFY(shown.isBarShown());
    QCOMPARE(shown.button(u"apply"_s)->isEnabled(), isTaken);
    QCOMPARE(!shown.text(field + u"Note"_s).startsWith(u"Each must be"_s), isTaken);
    if (!isTaken)
        return;
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 1);
    const BrokerConfig &config = shown.broker.shownConfig;
    QCOMPARE(field == u"allowedOrigins"_s ? config.allowedOrigins
            : field == u"allowedHosts"_s  ? config.allowedHosts
                                          : config.trustedProxies,
        taken);
    QCOMPARE(shown.find<QLineEdit>(field)->text(), taken.join(u", "_s));
    QVERIFY(!shown.isBarShown());
}

void ServerPageTest::allowsARefusedPage()
{
    Shown shown;
    shown.start();
    QVERIFY(!shown.find<QLabel>(u"noneRefused"_s)->isHidden());
    shown.broker.shownOverview.refusedOrigins = { { u"https://b.example"_s, 3, 2 },
        { u"null"_s, 1, 1 } };
    shown.overviews.refresh();
    QTRY_VERIFY(shown.button(u"allow:https://b.example"_s));
    QVERIFY(shown.button(u"allow:null"_s));
    QVERIFY(shown.find<QLabel>(u"noneRefused"_s)->isHidden());
    QVERIFY(shown.text(u"refusals:https://b.example"_s).contains(u"3"_s));
    // A higher count makes no new row: the button under the mouse stays.
    const QPushButton *button = shown.button(u"allow:https://b.example"_s);
    shown.broker.shownOverview.refusedOrigins[0].count = 7;
    shown.overviews.refresh();
    QTRY_VERIFY(shown.text(u"refusals:https://b.example"_s).contains(u"7"_s));
    QCOMPARE(shown.button(u"allow:https://b.example"_s), button);

    shown.broker.shownOverview.refusedOrigins.removeFirst();
    shown.button(u"allow:https://b.example"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 1);
    QCOMPARE(shown.broker.shownConfig.allowedOrigins, QStringList { u"https://b.example"_s });
    QCOMPARE(shown.find<QLineEdit>(u"allowedOrigins"_s)->text(), u"https://b.example"_s);
    QTRY_VERIFY(!shown.button(u"allow:https://b.example"_s));
    QVERIFY(!shown.isBarShown());
}

void ServerPageTest::allowingNullIsAsked()
{
    Shown shown;
    shown.start();
    shown.broker.shownOverview.refusedOrigins = { { u"null"_s, 1, 1 } };
    shown.overviews.refresh();
    QTRY_VERIFY(shown.button(u"allow:null"_s));
    shown.prompts.answer.yes = false;
    shown.type(u"allowedOrigins"_s, u"https://a.example"_s);
    shown.button(u"allow:null"_s)->click();
    QCOMPARE(shown.prompts.questions.size(), 1);
    QVERIFY(shown.prompts.questions[0].isDestructive);
    QVERIFY(shown.prompts.questions[0].text.contains(u"http://127.0.0.1:8787/"_s));
    QVERIFY(shown.broker.shownConfig.allowedOrigins.isEmpty());
    QCOMPARE(shown.find<QLineEdit>(u"allowedOrigins"_s)->text(), u"https://a.example"_s);
    shown.prompts.answer.yes = true;
    shown.button(u"allow:null"_s)->click();
    QTRY_COMPARE(shown.broker.shownConfig.allowedOrigins, QStringList { u"null"_s });
}

void ServerPageTest::allowingLeavesTheDraftAlone()
{
    Shown shown;
    shown.start();
    shown.broker.shownOverview.refusedOrigins = { { u"https://b.example"_s, 1, 1 } };
    shown.overviews.refresh();
    QTRY_VERIFY(shown.button(u"allow:https://b.example"_s));
    shown.type(u"maxConnections"_s, u"77"_s);
    shown.type(u"allowedOrigins"_s, u"https://a.example"_s);
    shown.button(u"allow:https://b.example"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 1);
    QCOMPARE(shown.broker.shownConfig.allowedOrigins, QStringList { u"https://b.example"_s });
    QVERIFY(shown.broker.shownConfig.maxConnections != 77);
    QVERIFY(shown.isBarShown());
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 2);
    QCOMPARE(shown.broker.shownConfig.allowedOrigins,
        (QStringList { u"https://a.example"_s, u"https://b.example"_s }));
    QCOMPARE(shown.broker.shownConfig.maxConnections, 77);

    shown.broker.configureResult = Error { ErrorCode::Stopped, u"stopped"_s };
    shown.broker.shownOverview.refusedOrigins = { { u"https://c.example"_s, 1, 1 } };
    shown.overviews.refresh();
    QTRY_VERIFY(shown.button(u"allow:https://c.example"_s));
    shown.button(u"allow:https://c.example"_s)->click();
    QTRY_VERIFY(shown.broker.shownConfig.allowedOrigins.size() == 2);
    QCOMPARE(shown.applied.size(), 2);
}

void ServerPageTest::saysWhenOthersCanListenIn()
{
    Shown shown;
    BrokerConfig config;
    shown.start(config);
    QVERIFY(shown.find<QLabel>(u"openNote"_s)->isHidden());
    config.listenAddresses = { u"0.0.0.0"_s };
    shown.broker.configure(config);
    QTRY_VERIFY(!shown.find<QLabel>(u"openNote"_s)->isHidden());
    config.tlsCertificate = u"/c.pem"_s;
    config.tlsKey = u"/c.key"_s;
    shown.broker.configure(config);
    QTRY_VERIFY(shown.find<QLabel>(u"openNote"_s)->isHidden());
}

void ServerPageTest::certificateAndKey()
{
    Shown shown;
    shown.start();
    QVERIFY(shown.text(u"certificateState"_s).contains(u"ws://"_s));
    QVERIFY(!shown.button(u"reloadCertificate"_s)->isEnabled());
    shown.type(u"tlsCertificate"_s, u"/c.pem"_s);
    QVERIFY(shown.isBarShown());
    QVERIFY(!shown.button(u"apply"_s)->isEnabled());
    QVERIFY(shown.text(u"tlsNote"_s).contains(u"private key"_s));
    shown.type(u"tlsKey"_s, u" /c.key "_s);
    QVERIFY(shown.find<QLabel>(u"tlsNote"_s)->isHidden());
    QVERIFY(shown.text(u"applyText"_s).contains(u"connections stay"_s));
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 1);
    QCOMPARE(shown.broker.shownConfig.tlsCertificate, u"/c.pem"_s);
    QCOMPARE(shown.broker.shownConfig.tlsKey, u"/c.key"_s);
    QVERIFY(!shown.isBarShown());
    QVERIFY(shown.button(u"reloadCertificate"_s)->isEnabled());

    shown.find<QLineEdit>(u"tlsCertificate"_s)->selectAll();
    QTest::keyClick(shown.find<QLineEdit>(u"tlsCertificate"_s), Qt::Key_Delete);
    QVERIFY(!shown.button(u"apply"_s)->isEnabled());
    shown.button(u"revert"_s)->click();
    QCOMPARE(shown.find<QLineEdit>(u"tlsCertificate"_s)->text(), u"/c.pem"_s);
    QVERIFY(!shown.isBarShown());
}

void ServerPageTest::filesAreChosen()
{
    Shown shown;
    shown.start();
    shown.button(u"tlsKeyBrowse"_s)->click(); // Cancelled.
    QVERIFY(!shown.isBarShown());
    shown.prompts.file = Prompts::File { u"/home/c.key"_s, {} };
    shown.button(u"tlsKeyBrowse"_s)->click();
    QCOMPARE(shown.find<QLineEdit>(u"tlsKey"_s)->text(), u"/home/c.key"_s);
    QVERIFY(shown.isBarShown());
    shown.prompts.file->path = u"/home/c.pem"_s;
    shown.button(u"tlsCertificateBrowse"_s)->click();
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.applied.size(), 1);
    QCOMPARE(shown.broker.shownConfig.tlsCertificate, u"/home/c.pem"_s);
    QCOMPARE(shown.broker.shownConfig.tlsKey, u"/home/c.key"_s);
}

void ServerPageTest::refusedCertificate()
{
    Shown shown;
    shown.start();
    const Error unusable { ErrorCode::CertificateUnusable, u"chmod 600 it"_s,
        ErrorReason::KeyOpenToOthers, { u"/c.key"_s } };
    shown.broker.configureResult = unusable;
    shown.type(u"tlsCertificate"_s, u"/c.pem"_s);
    shown.type(u"tlsKey"_s, u"/c.key"_s);
    shown.button(u"apply"_s)->click();
    QTRY_COMPARE(shown.text(u"tlsNote"_s), errorText(unusable));
    QVERIFY(!shown.find<QLabel>(u"tlsNote"_s)->isHidden());
    QVERIFY(shown.isBarShown());
    shown.type(u"tlsKey"_s, u"/d.key"_s);
    QVERIFY(shown.find<QLabel>(u"tlsNote"_s)->isHidden());
}

void ServerPageTest::certificateInUse_data()
{
    QTest::addColumn<qint64>("hours");
    QTest::addColumn<QString>("words");
    QTest::addColumn<Note::Tone>("tone");
    using Tone = Note::Tone;
    QTest::newRow("two weeks") << qint64(24 * 14 + 1) << u"in 14 days"_s << Tone::Ok;
    QTest::newRow("less") << qint64(24 * 14 - 1) << u"in 13 days"_s << Tone::Warning;
    QTest::newRow("today") << qint64(2) << u"in 0 days"_s << Tone::Warning;
    QTest::newRow("over") << qint64(-2) << u"expired on"_s << Tone::Bad;
}

void ServerPageTest::certificateInUse()
{
    QFETCH(qint64, hours);
    QFETCH(QString, words);
    QFETCH(Note::Tone, tone);
    Shown shown;
    const qint64 expires = QDateTime::currentMSecsSinceEpoch() + hours * 3'600'000;
    shown.startWithTls(CertificateInfo { u"CN = broker"_s, expires });
    QTRY_VERIFY(shown.text(u"certificateState"_s).contains(words));
    QVERIFY(shown.text(u"certificateState"_s).startsWith(u"CN = broker"_s));
    const QPalette palette = shown.find<QLabel>(u"certificateState"_s)->palette();
    QCOMPARE(palette.color(QPalette::WindowText), toneColour(tone, Theme::of(palette)));
    QVERIFY(shown.text(u"certificateState"_s).contains(dateTimeText(expires)));
    shown.broker.stop();
    QTRY_VERIFY(!shown.text(u"certificateState"_s).contains(u"CN = "_s));
    QVERIFY(!shown.button(u"reloadCertificate"_s)->isEnabled());
}

void ServerPageTest::reloadsTheCertificate()
{
    Shown shown;
    shown.startWithTls(CertificateInfo { u"CN = old"_s, 1 });
    QTRY_VERIFY(shown.button(u"reloadCertificate"_s)->isEnabled());
    QCOMPARE(shown.find<QWidget>(u"healthCommand"_s)->findChild<QLineEdit *>()->text(),
        u"curl 'https://127.0.0.1:8787/health'"_s);
    shown.broker.shownOverview.certificate->subject = u"CN = new"_s;
    shown.button(u"reloadCertificate"_s)->click();
    QCOMPARE(shown.broker.asked<ReloadCertificate>(), 1);
    QTRY_VERIFY(shown.text(u"certificateReloaded"_s).startsWith(u"Read again"_s));
    QTRY_VERIFY(shown.text(u"certificateState"_s).startsWith(u"CN = new"_s));
    const Error noKey { ErrorCode::CertificateUnusable, u"no key there"_s };
    shown.broker.reloadResult = noKey;
    shown.button(u"reloadCertificate"_s)->click();
    QTRY_COMPARE(
        shown.text(u"certificateReloaded"_s), u"The old one stays in use. "_s + errorText(noKey));
    // A signal changed it meanwhile.
    shown.broker.shownOverview.certificate->subject = u"CN = newer"_s;
    shown.overviews.refresh();
    QTRY_VERIFY(shown.find<QLabel>(u"certificateReloaded"_s)->isHidden());
}

void ServerPageTest::asksForTheOverviewOnceAtATime()
{
    Shown shown;
    shown.start();
    std::optional<Reply<Overview>> slow;
    shown.broker.handlers().on<Overview>(
        [&slow](const Overview &, const Reply<Overview> &reply) { slow = reply; });
    const int before = shown.broker.asked<Overview>();
    shown.overviews.refresh();
    shown.overviews.refresh();
    QCOMPARE(shown.broker.asked<Overview>(), before + 1);
    BrokerOverview late;
    late.figures.connections = 77;
    (*slow)(late);
    QTRY_COMPARE(shown.text(u"openConnections"_s), u"77"_s);
}

QTEST_MAIN(ServerPageTest)
#include "tst_serverpage.moc"
