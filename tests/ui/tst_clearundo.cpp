// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/clearundo.h"

#include "inspect/traffic/trafficcollector.h"
#include "tests/support/fakebroker.h"
#include "tests/support/trafficbatches.h"
#include "ui/traffic/trafficstatus.h"
#include "ui/widgets/elidedlabel.h"

#include <QtTest/QTest>
#include <QtWidgets/QPushButton>

using namespace broadcaster;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class ClearUndoTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forgetsAfterItsTime();
    void leavesOtherWords_data();
    void leavesOtherWords();
    void takesOverWhatWasCleared();
    void saysNothingWithoutMessages();
};

namespace {

struct Line {
    Line() { collector.take(*numberedBatch(0, 20)); }
    [[nodiscard]] QString text(const QString &name = u"trafficMessage"_s) const
    {
        return status.findChild<ElidedLabel *>(name)->text();
    }
    [[nodiscard]] QPushButton &undo() const
    {
        return *status.findChild<QPushButton *>(u"undoClear"_s);
    }

    FakeBroker broker;
    TrafficCollector collector { TrafficLimits() };
    TrafficStatus status { broker };
};

} // namespace

void ClearUndoTest::forgetsAfterItsTime()
{
    Line line;
    ClearUndo clearing(line.collector, line.status, 0ms);
    clearing.clear();
    QCOMPARE(line.text(), u"20 messages cleared."_s);
    QVERIFY(!line.undo().isHidden());
    QTRY_VERIFY(line.undo().isHidden());
    QCOMPARE(line.collector.clearedCount(), 0);
    QCOMPARE(line.text(), QString());
}

void ClearUndoTest::leavesOtherWords_data()
{
    QTest::addColumn<bool>("isError");
    QTest::newRow("result") << false;
    QTest::newRow("error") << true;
}

void ClearUndoTest::leavesOtherWords()
{
    QFETCH(const bool, isError);
    Line line;
    ClearUndo clearing(line.collector, line.status, 0ms);
    clearing.clear();
    line.status.say(u"5 messages saved."_s, isError);
    line.status.offerFolder(u"/tmp/a.jsonl"_s);
    QTRY_VERIFY(line.undo().isHidden());
    QCOMPARE(line.text(isError ? u"trafficError"_s : u"trafficMessage"_s), u"5 messages saved."_s);
    QVERIFY(!line.status.findChild<QPushButton *>(u"showInFolder"_s)->isHidden());
}

void ClearUndoTest::takesOverWhatWasCleared()
{
    Line line;
    line.collector.clear();
    const ClearUndo clearing(line.collector, line.status, ClearUndo::UsualTime);
    QCOMPARE(line.text(), u"20 messages cleared."_s);
    QVERIFY(!line.undo().isHidden());
    line.undo().click();
    QCOMPARE(line.collector.store().count(), 20);
    QCOMPARE(line.text(), QString());
}

void ClearUndoTest::saysNothingWithoutMessages()
{
    Line line;
    line.collector.clear();
    line.collector.forgetCleared();
    line.status.say(u"5 messages saved."_s);
    ClearUndo clearing(line.collector, line.status, ClearUndo::UsualTime);
    clearing.clear();
    QCOMPARE(line.text(), u"5 messages saved."_s);
    QVERIFY(line.undo().isHidden());
}

QTEST_MAIN(ClearUndoTest)
#include "tst_clearundo.moc"
