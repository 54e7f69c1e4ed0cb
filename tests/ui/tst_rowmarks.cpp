// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowmarks.h"

#include "inspect/capture/captureline.h"
#include "inspect/capture/capturereader.h"
#include "inspect/traffic/trafficcollector.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "tests/support/trafficbatches.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/traffic/detailpane.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficpage.h"
#include "ui/traffic/trafficview.h"

#include <QtCore/QBuffer>
#include <QtGui/QAction>
#include <QtTest/QTest>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTreeWidget>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class RowMarksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void notesAreBounded();
    void notesMoveWithTheirMessages();
    void lostNotesAreCounted();
    void capturesKeepThem_data();
    void capturesKeepThem();
    void marksTheSelection();
    void comparesWithTheLastMarked();
    void commentsTheSelection();
    void refusesTooMany();
    void jumpsFromMarkToMark();
    void filtersByMarksAndComments();
    void saysWhenMarkedMessagesGo();
    void undoBringsThemBack();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    [[nodiscard]] TrafficView *view() const { return find<TrafficView>(u"trafficView"_s); }
    [[nodiscard]] TrafficModel *model() const
    {
        return static_cast<TrafficModel *>(view()->model());
    }
    void receive(int first, int count)
    {
        m_broker->tell(TrafficArrived { numberedBatch(first, count) });
        QTRY_VERIFY(view()->isVisible());
    }
    void select(int first, int last)
    {
        view()->setFocus();
        view()->setCurrentIndex(model()->index(last, 0));
        view()->selectionModel()->select(
            QItemSelection(model()->index(first, 0), model()->index(last, 0)),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(view(), static_cast<Qt::Key>(key), modifiers);
    }
    void comment(const QString &text)
    {
        key(Qt::Key_M, Qt::ShiftModifier);
        auto *dialog = find<QDialog>(u"commentDialog"_s);
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>()->setText(text);
        dialog->findChild<QPushButton *>(u"commentAccept"_s)->click();
        QTRY_VERIFY(!find<QDialog>(u"commentDialog"_s));
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        view()->setFocus();
    }
    [[nodiscard]] QList<quint64> marked() const
    {
        QList<quint64> all;
        for (const auto &[sequence, note] : model()->store()->notes().all()) {
            if (note.isMarked)
                all.append(sequence);
        }
        return all;
    }
    [[nodiscard]] QString said() const
    {
        return find<QWidget>(u"trafficMessage"_s)->accessibleName();
    }

    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<OverviewFeed> m_overviews;
    std::unique_ptr<TrafficCollector> m_collector;
    std::unique_ptr<ConversationWatch> m_conversations;
    ScriptedPrompts m_prompts;
    std::unique_ptr<TrafficPage> m_page;
};

void RowMarksTest::init()
{
    m_broker = std::make_unique<FakeBroker>();
    m_collector = std::make_unique<TrafficCollector>(TrafficLimits());
    m_conversations = std::make_unique<ConversationWatch>();
    m_overviews = std::make_unique<OverviewFeed>(*m_broker);
    m_page = std::make_unique<TrafficPage>(
        *m_broker, *m_overviews, m_prompts, *m_collector, *m_conversations);
    m_page->resize(1000, 650);
    m_page->show();
    m_page->activateWindow();
    m_broker->start({});
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void RowMarksTest::cleanup()
{
    m_page.reset();
    m_overviews.reset();
    m_broker.reset();
}

void RowMarksTest::notesAreBounded()
{
    MessageNotes notes;
    for (quint64 i = 0; i < MessageNotes::MaxCount; ++i)
        QVERIFY(notes.set(i, { true, {} }));
    QVERIFY(!notes.set(MessageNotes::MaxCount, { true, {} }));
    QVERIFY(notes.set(3, { false, "changed" }));
    QVERIFY(notes.set(4, {})); // An empty note makes room.
    QVERIFY(!notes.find(4));
    QVERIFY(notes.set(MessageNotes::MaxCount, { true, {} }));
}

void RowMarksTest::notesMoveWithTheirMessages()
{
    TrafficStore store({});
    TrafficStore other({});
    store.append(*numberedBatch(0, 5));
    other.append(*numberedBatch(5, 5));
    QVERIFY(store.setNote(1, { true, {} }));
    QVERIFY(other.setNote(2, { false, "two" }));
    store.takeAll(other);
    QVERIFY(store.at(1).isMarked());
    QCOMPARE(store.at(7).comment().toByteArray(), "two");
    QCOMPARE(store.notes().all().size(), 2U);
    QVERIFY(other.notes().all().empty());
    QCOMPARE(store.copyOf(7).row().comment().toByteArray(), "two");
    store.clear();
    QVERIFY(store.notes().all().empty());
}

void RowMarksTest::lostNotesAreCounted()
{
    TrafficStore store({ 100, 64 * 1024 * 1024 });
    store.append(*numberedBatch(0, 100));
    QVERIFY(store.setNote(10, { true, {} }));
    QVERIFY(store.setNote(90, { true, {} }));
    store.append(*numberedBatch(100, 50));
    QCOMPARE(store.notes().lost(), 1U);
    QVERIFY(store.at(90).isMarked());
    store.clear();
    QCOMPARE(store.notes().lost(), 0U);
}

void RowMarksTest::capturesKeepThem_data()
{
    QTest::addColumn<bool>("isMarked");
    QTest::addColumn<QByteArray>("comment");
    QTest::newRow("none") << false << QByteArray();
    QTest::newRow("marked") << true << QByteArray();
    QTest::newRow("comment") << false << QByteArray("\"why?\" \xc3\xbc\\");
    QTest::newRow("both") << true << QByteArray(MessageNote::MaxCommentBytes, 'x');
}

void RowMarksTest::capturesKeepThem()
{
    QFETCH(bool, isMarked);
    QFETCH(QByteArray, comment);
    TrafficStore store({});
    store.append(*numberedBatch(0, 2));
    store.setNote(1, { isMarked, comment });
    QByteArray lines;
    for (quint64 i = 0; i < 2; ++i)
        appendCaptureLine(lines, store.at(i));
    QCOMPARE(lines.contains("\"marked\":true"), isMarked);
    // A version without notes does not know these members, and neither does this one know all.
    lines.replace("\"project\":", "\"later\":{\"x\":[1]},\"project\":");
    QBuffer file(&lines);
    QVERIFY(file.open(QIODevice::ReadOnly));
    CaptureReader reader(file, { ProjectId::fromUtf8("file").value(), 1'000 }, 100);
    const CapturedBatch captured = reader.readSlice(lines.size());
    QCOMPARE(captured.batch.records.size(), 2U);
    const MessageNote wanted { isMarked, comment };
    QCOMPARE(captured.notes.size(), wanted.isEmpty() ? 0U : 1U);
    if (!wanted.isEmpty())
        QVERIFY(captured.notes.at(1) == wanted);
}

void RowMarksTest::marksTheSelection()
{
    receive(0, 20);
    select(3, 5);
    key(Qt::Key_M);
    QCOMPARE(marked(), QList<quint64>({ 3, 4, 5 }));
    select(5, 6);
    key(Qt::Key_M); // One is not marked: both are now.
    QCOMPARE(marked(), QList<quint64>({ 3, 4, 5, 6 }));
    key(Qt::Key_M);
    QCOMPARE(marked(), QList<quint64>({ 3, 4 }));
}

void RowMarksTest::comparesWithTheLastMarked()
{
    receive(0, 20);
    select(3, 3);
    key(Qt::Key_M);
    select(8, 8);
    key(Qt::Key_M);
    QCOMPARE(model()->marked(), std::optional<quint64>(8));
    select(4, 4);
    find<QTabBar>(u"detailTabs"_s)->setCurrentIndex(DetailPane::Compare);
    auto *table = find<QTreeWidget>(u"compareTable"_s);
    QCOMPARE(table->topLevelItemCount(), 1);
    QCOMPARE(table->topLevelItem(0)->text(2), u"8"_s);
    select(8, 8);
    key(Qt::Key_M);
    QVERIFY(!model()->marked());
    QCOMPARE(marked(), QList<quint64>({ 3 }));
}

void RowMarksTest::commentsTheSelection()
{
    receive(0, 20);
    select(3, 4);
    comment(u"  too\tlate "_s);
    QCOMPARE(model()->rowAt(3).comment().toByteArray(), "too late");
    QCOMPARE(model()->rowAt(4).comment().toByteArray(), "too late");
    auto *line = find<QWidget>(u"detailComment"_s);
    QVERIFY(line->isVisible());
    QCOMPARE(line->accessibleName(), u"too late"_s);
    QVERIFY(model()->index(3, 0).data(Qt::ToolTipRole).toString().endsWith(u"Comment: too late"_s));
    select(9, 9);
    QVERIFY(!line->isVisible());
    select(4, 4);
    QVERIFY(line->isVisible());
    comment({});
    QVERIFY(!line->isVisible());
    QVERIFY(model()->rowAt(4).comment().isEmpty());

    key(Qt::Key_M, Qt::ShiftModifier);
    auto *dialog = find<QDialog>(u"commentDialog"_s);
    dialog->findChild<QLineEdit *>()->setText(QString(600, u'\u00fc'));
    QVERIFY(!dialog->findChild<QPushButton *>(u"commentAccept"_s)->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(u"commentFault"_s)->isVisible());
}

void RowMarksTest::refusesTooMany()
{
    receive(0, 1'500);
    select(0, 1'200);
    key(Qt::Key_M);
    QVERIFY(marked().isEmpty());
    QVERIFY(said().contains(u"room for 1,000"_s));
    select(0, 899);
    key(Qt::Key_M);
    QCOMPARE(marked().size(), 900);
    select(900, 1'100);
    key(Qt::Key_M);
    QCOMPARE(marked().size(), 1'000);
    QVERIFY(said().startsWith(u"Some messages were not marked"_s));
}

void RowMarksTest::jumpsFromMarkToMark()
{
    receive(0, 20);
    select(5, 5);
    key(Qt::Key_M);
    select(12, 12);
    comment(u"here"_s);
    select(0, 0);
    key(Qt::Key_N);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(5));
    key(Qt::Key_N);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(12));
    key(Qt::Key_N);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(12));
    QVERIFY(said().startsWith(u"No shown message"_s));
    key(Qt::Key_N, Qt::ShiftModifier);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(5));
    m_page->showFilter(u"payload != 5"_s);
    QTRY_COMPARE(model()->rowCount(), 19);
    view()->select(0);
    key(Qt::Key_N); // Row 5 is hidden.
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(12));
}

void RowMarksTest::filtersByMarksAndComments()
{
    receive(0, 20);
    select(3, 5);
    key(Qt::Key_M);
    select(5, 6);
    comment(u"Too late"_s);
    const auto count = [this](const QString &filter) {
        m_page->showFilter(filter);
        return QTest::qWaitFor([this] { return !model()->isFiltering(); }) ? model()->rowCount()
                                                                           : -1;
    };
    QCOMPARE(count(u"comment"_s), 2);
    QCOMPARE(count(u"comment contains late"_s), 2);
    QCOMPARE(count(u"comment == late"_s), 0);
    QCOMPARE(count(u"marked && comment"_s), 1);
    QCOMPARE(count(u"marked != true"_s), 17);
    QCOMPARE(count(u"marked == true"_s), 3);
    select(0, 0);
    key(Qt::Key_M); // It leaves the filter.
    QTRY_COMPARE(model()->rowCount(), 2);
}

void RowMarksTest::saysWhenMarkedMessagesGo()
{
    UiSettings settings;
    settings.keptRows = MinKeptRows;
    m_page->restore(settings);
    receive(0, 1'000);
    select(0, 1);
    key(Qt::Key_M);
    receive(1'000, 500);
    QTRY_COMPARE(find<QLabel>(u"lostNotes"_s)->text(), u"2 marks lost"_s);
    find<QAction>(u"clear"_s)->trigger();
    QTRY_VERIFY(find<QLabel>(u"lostNotes"_s)->isHidden());
}

void RowMarksTest::undoBringsThemBack()
{
    receive(0, 20);
    select(3, 3);
    key(Qt::Key_M);
    find<QAction>(u"clear"_s)->trigger();
    QVERIFY(marked().isEmpty());
    find<QPushButton>(u"undoClear"_s)->click();
    QCOMPARE(marked().size(), 1);
    QCOMPARE(model()->rowCount(), 20);
    QVERIFY(model()->rowAt(3).isMarked());
}

QTEST_MAIN(RowMarksTest)
#include "tst_rowmarks.moc"
