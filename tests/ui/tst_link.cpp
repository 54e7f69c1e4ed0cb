// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/console.h"
#include "ui/base/uisettings.h"
#include "ui/link/connectdialog.h"
#include "ui/link/knownbroker.h"
#include "ui/link/linkactions.h"
#include "ui/link/linkband.h"
#include "ui/link/linktext.h"
#include "ui/traffic/wishpopup.h"
#include "ui/widgets/elidedlabel.h"

#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

/// The way to a broker elsewhere, in values and in words.
class LinkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void obstacles();
    void everyFaultHasWords();
    void plansAreCountedDown();
    void bandEndsItsSentences();
    void brokersAreRemembered();
    void badLinesAreLeftOut();
    void dialogTakesAddressesOnly();
    void wishTakesFiltersThatABrokerCanApply();
};

void LinkTest::obstacles()
{
    Link link;
    QVERIFY(link.obstacleTo(StopBroker::about) == Obstacle::None); // Inside.
    link.state = Link::State::Connected;
    link.operations = QStringList { u"overview"_s, u"stopBroker"_s };
    QVERIFY(link.obstacleTo(Overview::about) == Obstacle::NoRight);
    link.rights = static_cast<int>(Right::Look);
    QVERIFY(link.obstacleTo(Overview::about) == Obstacle::None);
    QVERIFY(link.obstacleTo(StopBroker::about) == Obstacle::NoRight);
    link.rights |= static_cast<int>(Right::Act) | static_cast<int>(Right::Keys);
    QVERIFY(link.obstacleTo(StopBroker::about) == Obstacle::None);
    QVERIFY(link.obstacleTo(ListKeys::about) == Obstacle::NotKnown);
    link.state = Link::State::Lost;
    QVERIFY(link.obstacleTo(Overview::about) == Obstacle::NoLink);
}

void LinkTest::everyFaultHasWords()
{
    QSet<QString> all;
    for (int kind = 0; kind <= static_cast<int>(LinkFault::Kind::TooSlow); ++kind) {
        Link link;
        link.state = Link::State::Refused;
        link.address = u"wss://broker.example.com"_s;
        link.fault = LinkFault { static_cast<LinkFault::Kind>(kind), {}, "abcd", u"given"_s };
        const QString text = linkFaultText(link);
        QVERIFY(!text.isEmpty());
        QVERIFY2(!all.contains(text), qPrintable(text));
        all.insert(text);
    }
    Link fine;
    QVERIFY(linkFaultText(fine).isNull());
    QCOMPARE(fingerprintText("0a1bff"), u"0A:1B:FF"_s);
}

void LinkTest::plansAreCountedDown()
{
    Link link;
    link.state = Link::State::Lost;
    link.fault = LinkFault {};
    link.nextTryMs = 10'000;
    QCOMPARE(linkPlanText(link, 7'500), u"Next attempt in 3 s."_s);
    QCOMPARE(linkPlanText(link, 9'999), u"Next attempt in 1 s."_s);
    QCOMPARE(linkPlanText(link, 12'000), u"Next attempt in 1 s."_s);
    link.nextTryMs = 0;
    QCOMPARE(linkPlanText(link, 0), u"Trying again…"_s);
    link.state = Link::State::Refused;
    QVERIFY(linkPlanText(link, 0).isNull());
}

void LinkTest::bandEndsItsSentences()
{
    QWidget window;
    LinkActions actions(window);
    LinkBand band(actions, &window);
    const auto *words = band.findChild<ElidedLabel *>(u"linkWords"_s);
    Link link;
    link.address = u"wss://broker.example.com"_s;
    link.state = Link::State::Connecting;
    band.show(link);
    QCOMPARE(words->text(), u"Connecting\u2026"_s);
    link.state = Link::State::Refused;
    band.show(link);
    QCOMPARE(words->text(), u"Not connected."_s);
}

void LinkTest::brokersAreRemembered()
{
    QList<KnownBroker> brokers;
    const QByteArray digest(64, 'a');
    remember(brokers, { u"wss://a\tb%"_s, digest, RowColour::Red });
    remember(brokers, { u"ws://localhost:8787"_s });
    remember(brokers, { u"wss://a\tb%"_s, digest, RowColour::Teal });
    QCOMPARE(brokers.size(), 2);
    QCOMPARE(brokers[0].address, u"wss://a\tb%"_s); // The latest first.
    QVERIFY(knownBrokersOf(knownBrokerLines(brokers)) == brokers);
    QVERIFY(knownBroker(brokers, u"wss://a\tb%"_s).colour == RowColour::Teal);
    QCOMPARE(knownBroker(brokers, u"wss://other"_s).address, u"wss://other"_s);
    for (int i = 0; i < 2 * MaxUiSettingsLines; ++i)
        remember(brokers, { u"wss://%1"_s.arg(i) });
    QCOMPARE(brokers.size(), MaxUiSettingsLines);
    QCOMPARE(brokers[0].address, u"wss://%1"_s.arg(2 * MaxUiSettingsLines - 1));
}

void LinkTest::badLinesAreLeftOut()
{
    const QList<KnownBroker> brokers = knownBrokersOf(
        { u"nothing"_s, u"pink\tnot hex\twss://a"_s, u"red\t\t"_s, QString() });
    QCOMPARE(brokers.size(), 1);
    QCOMPARE(brokers[0].address, u"wss://a"_s);
    QVERIFY(brokers[0].colour == RowColour::Blue);
}

void LinkTest::dialogTakesAddressesOnly()
{
    const auto check = [](const QString &text) -> Result<QString> {
        return text.contains(u"bad"_s) || text.isEmpty()
            ? Result<QString>(Error { ErrorCode::InvalidArgument, u"no"_s })
            : Result<QString>(u"ws://"_s + text);
    };
    ConnectDialog dialog({ u"first"_s, u"second"_s }, check, nullptr);
    auto *address = dialog.findChild<QComboBox *>(u"brokerAddress"_s);
    const auto *accept = dialog.findChild<QPushButton *>(u"connectAccept"_s);
    const auto *fault = dialog.findChild<QLabel *>(u"brokerAddressFault"_s);
    QCOMPARE(address->currentText(), u"first"_s);
    QVERIFY(accept->isEnabled());
    address->setEditText(u"a bad one"_s);
    QVERIFY(!accept->isEnabled());
    QVERIFY(!fault->text().isEmpty());
    address->setEditText(QString());
    QVERIFY(!accept->isEnabled());
    QVERIFY(fault->text().isEmpty()); // Nothing is wrong yet.
    address->setEditText(u"third"_s);
    auto *key = dialog.findChild<QLineEdit *>(u"brokerKey"_s);
    QVERIFY(key->echoMode() == QLineEdit::Password);
    key->setText(u" secret "_s);
    const ConnectDialog::Choice choice = dialog.choice();
    QCOMPARE(choice.address, u"ws://third"_s);
    QCOMPARE(choice.key, u"secret"_s);
    QVERIFY(choice.keepsKey);
}

void LinkTest::wishTakesFiltersThatABrokerCanApply()
{
    QWidget window;
    WishPopUp popUp(&window);
    popUp.offer(u"type == error"_s);
    auto *filter = popUp.findChild<QLineEdit *>(u"wishFilter"_s);
    const auto *apply = popUp.findChild<QPushButton *>(u"wishApply"_s);
    const auto *fault = popUp.findChild<QLabel *>(u"wishFault"_s);
    for (const QString &bad : { u"type =="_s, u"delivered == dropped"_s, u"marked == true"_s }) {
        filter->setText(bad);
        QVERIFY2(!apply->isEnabled(), qPrintable(bad));
        QVERIFY(!fault->text().isEmpty());
        popUp.accept();
        QCOMPARE(popUp.wish(), TrafficWish());
    }
    QTest::mouseClick(popUp.findChild<QPushButton *>(u"wishTake"_s), Qt::LeftButton);
    QCOMPARE(filter->text(), u"type == error"_s);
    popUp.accept();
    QCOMPARE(popUp.wish().filter, u"type == error"_s);
    QCOMPARE(popUp.wish().bytesPerSecond, 4 * 1024 * 1024);
}

QTEST_MAIN(LinkTest)
#include "tst_link.moc"
