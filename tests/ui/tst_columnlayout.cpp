// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/columnlayout.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QStandardItemModel>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTableView>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { Name, Kind, Bytes, Agent, Origin, Extra };

/// Five columns of 100 pixels, the last hidden at first, and one that can be removed.
struct Shown {
    QStandardItemModel model { 3, 6 };
    QTableView table;
    ColumnLayout *columns;

    explicit Shown(int width = 500)
    {
        model.setHorizontalHeaderLabels(
            { u"Name"_s, u"This & that"_s, u"Bytes"_s, u"Agent"_s, u"Origin"_s, u"Extra"_s });
        table.setFrameShape(QFrame::NoFrame);
        table.verticalHeader()->hide();
        table.setModel(&model);
        table.setSortingEnabled(true);
        table.sortByColumn(Name, Qt::AscendingOrder);
        columns = new ColumnLayout(table,
            { Extra, [](int) { return 100; }, { { Name, 0.5 } }, { Bytes, Agent }, { Agent },
                { Origin } });
        table.resize(width, 300);
        table.show();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QString shownColumns() const
    {
        QString letters;
        for (int column = 0; column < model.columnCount(); ++column) {
            if (!table.isColumnHidden(column))
                letters += model.headerData(column, Qt::Horizontal).toString()[0];
        }
        return letters;
    }
    void resize(int width)
    {
        table.resize(width, 300);
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QAction *action(const QString &text) const
    {
        Q_EMIT columns->menu()->aboutToShow();
        for (QAction *each : columns->menu()->actions()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
};

} // namespace

class ColumnLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsGiveTakeAndStepBack_data();
    void columnsGiveTakeAndStepBack();
    void wantedColumnsNeverStepBack();
    void menuChoosesColumns();
    void headerHasTheMenu();
    void oneColumnStays();
    void uselessColumnsAreHidden();
    void furtherColumnsAreRemoved();
    void widthsOfTheUserStay();
    void resetBringsAllBack();
    void remembers();
    void remembersTheOrderAlone();
    void readsEarlierLayouts();
    void ignoresNonsense_data();
    void ignoresNonsense();
};

void ColumnLayoutTest::columnsGiveTakeAndStepBack_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<int>("name");
    QTest::addColumn<int>("agent");
    QTest::newRow("wide") << 800 << u"NTBAE"_s << 100 << 200;
    QTest::newRow("spare room") << 530 << u"NTBAE"_s << 100 << 130;
    QTest::newRow("as usual") << 500 << u"NTBAE"_s << 100 << 100;
    QTest::newRow("narrow") << 460 << u"NTBAE"_s << 60 << 100;
    QTest::newRow("one steps back") << 440 << u"NTAE"_s << 100 << 140;
    QTest::newRow("two step back") << 340 << u"NTE"_s << 100 << 0;
    QTest::newRow("no more can") << 200 << u"NTE"_s << 50 << 0;
}

void ColumnLayoutTest::columnsGiveTakeAndStepBack()
{
    QFETCH(int, width);
    Shown shown;
    shown.resize(width);
    QTEST(shown.shownColumns(), "shown");
    QTEST(shown.table.columnWidth(Name), "name");
    QTEST(shown.table.columnWidth(Agent), "agent");
    QCOMPARE(shown.table.horizontalScrollBar()->maximum() > 0, width < 250);
    shown.resize(500);
    QCOMPARE(shown.shownColumns(), u"NTBAE"_s);
    QVERIFY(shown.columns->save().isEmpty());
}

void ColumnLayoutTest::wantedColumnsNeverStepBack()
{
    Shown shown(440);
    QSignalSpy changed(shown.columns, &ColumnLayout::changed);
    QVERIFY(!shown.action(u"Bytes"_s)->isChecked());
    shown.action(u"Bytes"_s)->trigger();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(shown.shownColumns(), u"NTBE"_s);
    shown.resize(200);
    QCOMPARE(shown.shownColumns(), u"NTBE"_s);
    QVERIFY(shown.table.horizontalScrollBar()->maximum() > 0);
}

void ColumnLayoutTest::menuChoosesColumns()
{
    Shown shown(700);
    QVERIFY(!shown.action(u"Origin"_s)->isChecked());
    shown.action(u"Origin"_s)->trigger();
    QVERIFY(shown.action(u"This && that"_s)->isChecked());
    shown.action(u"This && that"_s)->trigger();
    QCOMPARE(shown.shownColumns(), u"NBAOE"_s);
    QVERIFY(shown.action(u"Origin"_s)->isChecked());
}

void ColumnLayoutTest::headerHasTheMenu()
{
    Shown shown;
    QWidget *titles = shown.table.horizontalHeader()->viewport();
    QContextMenuEvent asks(QContextMenuEvent::Mouse, { 30, 5 }, titles->mapToGlobal(QPoint(30, 5)));
    QCoreApplication::sendEvent(titles, &asks);
    QTRY_VERIFY(shown.columns->menu()->isVisible());
    QTest::keyClick(shown.columns->menu(), Qt::Key_Down);
    QTest::keyClick(shown.columns->menu(), Qt::Key_Return);
    QCOMPARE(shown.shownColumns(), u"TBAE"_s);
}

void ColumnLayoutTest::oneColumnStays()
{
    Shown shown;
    shown.columns->setShown(Extra, false);
    shown.model.removeColumn(Extra);
    for (const int column : { Kind, Bytes, Agent })
        shown.columns->setShown(column, false);
    QCOMPARE(shown.shownColumns(), u"N"_s);
    QVERIFY(!shown.action(u"Name"_s)->isEnabled());
    QVERIFY(shown.action(u"Bytes"_s)->isEnabled());
}

void ColumnLayoutTest::uselessColumnsAreHidden()
{
    Shown shown;
    shown.columns->setUseful(Kind, false);
    QCOMPARE(shown.shownColumns(), u"NBAE"_s);
    QVERIFY(shown.columns->save().isEmpty()); // It is nothing that the user chose.
    shown.columns->setUseful(Kind, true);
    QCOMPARE(shown.shownColumns(), u"NTBAE"_s);
    shown.columns->setUseful(Kind, false);
    shown.columns->setShown(Kind, true);
    QCOMPARE(shown.shownColumns(), u"NTBAE"_s);
}

void ColumnLayoutTest::furtherColumnsAreRemoved()
{
    Shown shown;
    QSignalSpy removed(shown.columns, &ColumnLayout::removeWanted);
    QSignalSpy reset(shown.columns, &ColumnLayout::resetWanted);
    shown.action(u"Extra"_s)->trigger();
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed[0][0].toInt(), int(Extra));
    shown.action(u"Reset columns"_s)->trigger();
    QCOMPARE(reset.size(), 1);
}

void ColumnLayoutTest::widthsOfTheUserStay()
{
    Shown shown(440);
    QCOMPARE(shown.shownColumns(), u"NTAE"_s);
    shown.table.horizontalHeader()->resizeSection(Kind, 123);
    shown.resize(300);
    shown.resize(900);
    QCOMPARE(shown.table.columnWidth(Kind), 123);
    QCOMPARE(shown.shownColumns(), u"NTAE"_s); // Nothing comes uncalled-for.
}

void ColumnLayoutTest::resetBringsAllBack()
{
    Shown shown(500);
    shown.table.horizontalHeader()->moveSection(0, 2);
    shown.table.horizontalHeader()->resizeSection(Kind, 123);
    shown.columns->setShown(Bytes, false);
    shown.columns->setShown(Origin, true);
    QVERIFY(!shown.columns->save().isEmpty());
    shown.columns->reset();
    QCOMPARE(shown.shownColumns(), u"NTBAE"_s);
    QCOMPARE(shown.table.columnWidth(Kind), 100);
    QCOMPARE(shown.table.horizontalHeader()->visualIndex(Name), 0);
    QVERIFY(shown.columns->save().isEmpty());
}

void ColumnLayoutTest::remembers()
{
    Shown shown(700);
    shown.columns->setShown(Bytes, false);
    shown.columns->setShown(Origin, true);
    shown.table.sortByColumn(Agent, Qt::DescendingOrder);
    Shown other(700);
    other.columns->restore(shown.columns->save());
    QCOMPARE(other.shownColumns(), u"NTAOE"_s);
    QCOMPARE(other.table.horizontalHeader()->sortIndicatorSection(), int(Agent));
    other.resize(540);
    QCOMPARE(other.table.columnWidth(Agent), 140); // The widths still fit by themselves.

    shown.table.horizontalHeader()->resizeSection(Kind, 123);
    other.columns->restore(shown.columns->save());
    QCOMPARE(other.table.columnWidth(Kind), 123);
    other.resize(300);
    QCOMPARE(other.table.columnWidth(Kind), 123);
}

void ColumnLayoutTest::remembersTheOrderAlone()
{
    Shown shown;
    shown.table.horizontalHeader()->moveSection(0, 2);
    Shown other;
    other.columns->restore(shown.columns->save());
    QCOMPARE(other.table.horizontalHeader()->visualIndex(Name), 2);
}

void ColumnLayoutTest::readsEarlierLayouts()
{
    Shown shown(700);
    Shown other(700);
    shown.table.horizontalHeader()->resizeSection(Kind, 123);
    other.columns->restore("2\n" + shown.table.horizontalHeader()->saveState());
    QCOMPARE(other.shownColumns(), u"NTAE"_s);
    QCOMPARE(other.table.columnWidth(Kind), 123);
    other.resize(300);
    QCOMPARE(other.table.columnWidth(Kind), 123);
}

void ColumnLayoutTest::ignoresNonsense_data()
{
    QTest::addColumn<QByteArray>("layout");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no state") << QByteArray("0||fit\n");
    QTest::newRow("no line") << QByteArray("nonsense");
    QTest::newRow("the state alone") << Shown().table.horizontalHeader()->saveState();
}

void ColumnLayoutTest::ignoresNonsense()
{
    QFETCH(QByteArray, layout);
    Shown shown;
    shown.columns->restore(layout);
    QCOMPARE(shown.shownColumns(), u"NTBAE"_s);
    QVERIFY(shown.columns->save().isEmpty());
}

QTEST_MAIN(ColumnLayoutTest)
#include "tst_columnlayout.moc"
