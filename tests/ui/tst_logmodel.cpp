// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/logmodel.h"
#include "ui/server/logproxy.h"
#include "ui/server/logview.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTableView>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using Level = LogLevel;

namespace {

constexpr qint64 Now = 1'700'000'000'000;

QList<LogEntry> entries(int count, int from = 0)
{
    QList<LogEntry> list;
    for (int i = from; i < from + count; ++i)
        list.append({ Now + i, Level::Info, u"broker.net"_s, u"line %1"_s.arg(i) });
    return list;
}

} // namespace

class LogModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appendsInOneSignal();
    void keepsTheNewest();
    void takesMoreThanItKeeps();
    void columns_data();
    void columns();
    void proxyFilters_data();
    void proxyFilters();
    void viewFollowsUntilScrolledUp();
    void viewCopies();
    void viewFindsAndClears();
};

void LogModelTest::appendsInOneSignal()
{
    LogModel model;
    QAbstractItemModelTester tester(&model);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.append({});
    QCOMPARE(inserted.size(), 0);
    model.append(entries(3));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 3);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void LogModelTest::keepsTheNewest()
{
    LogModel model;
    QAbstractItemModelTester tester(&model);
    model.append(entries(MaxLogRows));
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.append(entries(2, MaxLogRows));
    QCOMPARE(model.rowCount(), MaxLogRows);
    QCOMPARE(model.entry(0).text, u"line 2"_s);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed[0][2].toInt(), 1);
}

void LogModelTest::takesMoreThanItKeeps()
{
    LogModel model;
    QAbstractItemModelTester tester(&model);
    model.append(entries(10));
    model.append(entries(MaxLogRows + 7));
    QCOMPARE(model.rowCount(), MaxLogRows);
    QCOMPARE(model.entry(0).text, u"line 7"_s);
    QCOMPARE(model.entry(MaxLogRows - 1).text, u"line %1"_s.arg(MaxLogRows + 6));
}

void LogModelTest::columns_data()
{
    QTest::addColumn<Level>("level");
    QTest::addColumn<QString>("text");
    QTest::newRow("debug") << Level::Debug << u"debug"_s;
    QTest::newRow("info") << Level::Info << u"info"_s;
    QTest::newRow("warning") << Level::Warning << u"warning"_s;
    QTest::newRow("error") << Level::Error << u"error"_s;
}

void LogModelTest::columns()
{
    QFETCH(Level, level);
    QFETCH(QString, text);
    LogModel model;
    model.append({ { Now, level, u"broker.store"_s, u"what happened"_s } });
    const auto at = [&](int column, int role = Qt::DisplayRole) {
        return model.index(0, column).data(role);
    };
    QCOMPARE(at(LogModel::LevelColumn).toString(), text);
    QCOMPARE(at(LogModel::LevelColumn, LogModel::SortRole).toInt(), static_cast<int>(level));
    QCOMPARE(at(LogModel::TimeColumn, LogModel::SortRole).toLongLong(), Now);
    QCOMPARE(at(LogModel::CategoryColumn).toString(), u"broker.store"_s);
    QCOMPARE(at(LogModel::TextColumn).toString(), u"what happened"_s);
    QVERIFY(logLine(model.entry(0)).endsWith(text + u" broker.store: what happened"_s));
}

void LogModelTest::proxyFilters_data()
{
    QTest::addColumn<Level>("level");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("rows");
    QTest::newRow("everything") << Level::Debug << QString() << 4;
    QTest::newRow("info and above") << Level::Info << QString() << 3;
    QTest::newRow("errors") << Level::Error << QString() << 1;
    QTest::newRow("text") << Level::Debug << u"DISK"_s << 2;
    QTest::newRow("category") << Level::Debug << u"store"_s << 1;
    QTest::newRow("both") << Level::Error << u"client"_s << 0;
}

void LogModelTest::proxyFilters()
{
    QFETCH(Level, level);
    QFETCH(QString, text);
    LogModel model;
    LogProxy proxy(model);
    QAbstractItemModelTester tester(&proxy);
    model.append({ { Now, Level::Debug, u"broker.net"_s, u"a client connected"_s },
        { Now, Level::Info, u"broker.net"_s, u"a client left"_s },
        { Now, Level::Warning, u"broker.store"_s, u"the disk is slow"_s },
        { Now, Level::Error, u"broker"_s, u"the disk is full"_s } });
    proxy.setLevel(level);
    proxy.setText(text);
    QTEST(proxy.rowCount(), "rows");
}

void LogModelTest::viewFollowsUntilScrolledUp()
{
    LogModel model;
    LogView view(model);
    view.resize(600, 200);
    view.show();
    auto *bar = view.findChild<QTableView *>(u"logTable"_s)->verticalScrollBar();
    auto *follow = view.findChild<QPushButton *>(u"followLog"_s);
    model.append(entries(100));
    QTRY_COMPARE(bar->value(), bar->maximum());
    QVERIFY(bar->maximum() > 0);

    bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    QVERIFY(!follow->isChecked());
    const int place = bar->value();
    model.append(entries(100, 100));
    QTRY_VERIFY(bar->maximum() > place);
    QCOMPARE(bar->value(), place); // The reader's place has not moved.

    follow->click();
    QTRY_COMPARE(bar->value(), bar->maximum());
    bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    bar->triggerAction(QAbstractSlider::SliderToMaximum);
    QVERIFY(follow->isChecked());
}

void LogModelTest::viewCopies()
{
    LogModel model;
    LogView view(model);
    view.show();
    model.append(entries(3));
    auto *copy = view.findChild<QPushButton *>(u"copyLog"_s);
    copy->click();
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 3);
    view.findChild<QTableView *>(u"logTable"_s)->selectRow(1);
    copy->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), logLine(model.entry(1)) + u'\n');
}

void LogModelTest::viewFindsAndClears()
{
    LogModel model;
    LogView view(model);
    view.show();
    model.append(entries(11));
    auto *table = view.findChild<QTableView *>(u"logTable"_s);
    QTest::keyClicks(view.findChild<QLineEdit *>(u"findLog"_s), u"line 1"_s);
    QCOMPARE(table->model()->rowCount(), 2); // 1 and 10
    view.findChild<QComboBox *>(u"logLevel"_s)->setCurrentIndex(2);
    QCOMPARE(table->model()->rowCount(), 0);
    view.findChild<QPushButton *>(u"clearLog"_s)->click();
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(LogModelTest)
#include "tst_logmodel.moc"
