// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/columnwidths.h"

#include <QtGui/QStandardItemModel>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>

#include <array>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ColumnWidthsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void titlesAreNotCut();
};

void ColumnWidthsTest::titlesAreNotCut()
{
    QStandardItemModel model(0, 2);
    model.setHorizontalHeaderLabels({ u"Eine lange Überschrift"_s, u"Id"_s });
    QTableView table;
    table.setModel(&model);
    table.setSortingEnabled(true);
    setColumnWidths(table, std::array { 40, 200 });
    const int title = table.horizontalHeader()->sectionSizeHint(0);
    QVERIFY(title > 40);
    QCOMPARE(table.columnWidth(0), title);
    QCOMPARE(table.columnWidth(1), 200);
}

QTEST_MAIN(ColumnWidthsTest)
#include "tst_columnwidths.moc"
