// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow.h"

#include "tests/support/fakebroker.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTreeWidget>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerMonitor::State;

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void teachesWhileNobodyIsConnected();
    void showsProjectsAndDisconnects();
    void saysWhyItDoesNotRun();
    void closingIsReported();
};

namespace {

ProjectInfo project(const char *name, int clients)
{
    ProjectInfo info;
    info.id = *ProjectId::fromUtf8(name);
    for (int i = 0; i < clients; ++i) {
        ClientInfo client;
        client.id = ClientId::create();
        client.address = u"127.0.0.1:1"_s;
        info.clients.append(client);
    }
    return info;
}

} // namespace

void MainWindowTest::teachesWhileNobodyIsConnected()
{
    FakeBroker broker;
    broker.shownUrls = { u"ws://127.0.0.1:8787"_s };
    MainWindow window(broker, broker);
    window.show();
    broker.start({});
    QVERIFY(window.findChild<QLabel *>(u"status"_s)->text().contains(broker.shownUrls[0]));
    QVERIFY(!window.windowIcon().pixmap(16, 16).isNull());
    QVERIFY(!window.findChild<QTreeWidget *>(u"projects"_s)->isVisible());
}

void MainWindowTest::showsProjectsAndDisconnects()
{
    FakeBroker broker;
    MainWindow window(broker, broker);
    window.show();
    broker.shownProjects = { project("zebra", 1), project("ape", 2) };
    broker.start({});
    auto *tree = window.findChild<QTreeWidget *>(u"projects"_s);
    QTRY_COMPARE(tree->topLevelItemCount(), 2);
    QVERIFY(tree->isVisible());
    QCOMPARE(tree->topLevelItem(0)->text(0), u"ape"_s);
    QCOMPARE(tree->topLevelItem(0)->childCount(), 2);

    tree->setCurrentItem(tree->topLevelItem(0));
    QTest::keyClick(tree, Qt::Key_Delete); // A project is not a client.
    QVERIFY(broker.disconnected.isEmpty());
    tree->setCurrentItem(tree->topLevelItem(1)->child(0));
    window.activateWindow();
    tree->actions().constFirst()->trigger();
    QCOMPARE(broker.disconnected.size(), 1);
    QCOMPARE(broker.disconnected[0].second, broker.shownProjects[0].clients[0].id);
}

void MainWindowTest::saysWhyItDoesNotRun()
{
    FakeBroker broker;
    MainWindow window(broker, broker);
    window.show();
    Q_EMIT broker.failed({ ErrorCode::AddressInUse, u"port 1 is in use"_s });
    bool said = false;
    for (const QLabel *label : window.findChildren<QLabel *>())
        said = said || (label->isVisible() && label->text().contains(u"port 1 is in use"_s));
    QVERIFY(said);
}

void MainWindowTest::closingIsReported()
{
    FakeBroker broker;
    MainWindow window(broker, broker);
    QSignalSpy closed(&window, &MainWindow::closed);
    window.show();
    window.close();
    QCOMPARE(closed.size(), 1);
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
