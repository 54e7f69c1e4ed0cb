// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/tray.h"

#include "tests/support/fakebroker.h"

#include <QtGui/QAction>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

class TrayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hidesAndShowsTheWindow();
    void startsAndStopsTheBroker();
    void asksToQuit();
};

namespace {

QAction *action(Tray &tray, const QString &name)
{
    return tray.menu().findChild<QAction *>(name);
}

} // namespace

void TrayTest::hidesAndShowsTheWindow()
{
    FakeBroker broker;
    QWidget window;
    Tray tray(broker, window);
    QAction *toggle = action(tray, u"trayWindow"_s);
    const QString show = toggle->text();
    toggle->trigger();
    QVERIFY(window.isVisible());
    QVERIFY(toggle->text() != show);
    toggle->trigger();
    QVERIFY(!window.isVisible());
    QCOMPARE(toggle->text(), show);
}

void TrayTest::startsAndStopsTheBroker()
{
    FakeBroker broker;
    QWidget window;
    Tray tray(broker, window);
    QAction *toggle = action(tray, u"trayBroker"_s);
    broker.shownConfig.port = 4711;
    const QString start = toggle->text();
    toggle->trigger();
    QCOMPARE(broker.now().state, State::Listening);
    QCOMPARE(broker.now().config.port, quint16(4711)); // The configuration of the last run.
    QVERIFY(toggle->text() != start);
    broker.setState(State::Stopping);
    QVERIFY(!toggle->isEnabled());
    broker.setState(State::Listening);
    toggle->trigger();
    QCOMPARE(broker.now().state, State::Stopped);
    QCOMPARE(toggle->text(), start);
}

void TrayTest::asksToQuit()
{
    FakeBroker broker;
    QWidget window;
    Tray tray(broker, window);
    QSignalSpy wanted(&tray, &Tray::quitRequested);
    action(tray, u"trayQuit"_s)->trigger();
    QCOMPARE(wanted.size(), 1);
}

QTEST_MAIN(TrayTest)
#include "tst_tray.moc"
