// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturereader.h"
#include "inspect/clients/clientnames.h"
#include "inspect/traffic/trafficcollector.h"
#include "tests/inspect/talk.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "tests/support/trafficbatches.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/traffic/conversationreport.h"
#include "ui/traffic/exportname.h"
#include "ui/traffic/rowcopy.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficpage.h"
#include "ui/traffic/trafficview.h"
#include "ui/widgets/columnlayout.h"

#include <QtCore/QBuffer>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

/// Several selected rows: in the table, on the clipboard and in files.
class RowSelectionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rangesAreMerged();
    void selectsByKeyboardAndMouse();
    void keepsItsRowsWhileOthersComeAndGo();
    void losesRowsThatMatchNoLonger();
    void aNewFilterKeepsTheChosenRowOnly();
    void selectsManyRowsInLittleMemory();
    void copiesLinesThatCanBeOpened();
    void copiesCellsAndMessages();
    void refusesToCopyTooMuch_data();
    void refusesToCopyTooMuch();
    void copiesAConversation();
    void reportListsTheReceivers();
    void reportListsSoManyReceivers();
    void reportIsGivenUpWithItsFile();
    void reportQuotesSafely_data();
    void reportQuotesSafely();
    void reportIsBounded();
    void exportsTheSelectedRows();
    void namesFiles_data();
    void namesFiles();

public Q_SLOTS:
    void noteFolder(const QUrl &url) { m_folder = url.toLocalFile(); }

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
    void receive(const TrafficBatchPointer &batch) { m_broker->tell(TrafficArrived { batch }); }
    void receiveNumbered(int first, int count)
    {
        receive(numberedBatch(first, count));
        QTRY_VERIFY(view()->isVisible());
    }
    /// Selects from one row to another as Shift and a click do.
    void select(int first, int last)
    {
        view()->setFocus();
        view()->setCurrentIndex(model()->index(first, 0));
        const QItemSelection rows(model()->index(first, 0), model()->index(last, 0));
        view()->selectionModel()->select(
            rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    [[nodiscard]] QList<quint64> selected() const
    {
        QList<quint64> all;
        for (const RowRange &range : view()->selectedRows()) {
            for (int row = range.first; row <= range.last; ++row)
                all.append(model()->sequenceAt(row));
        }
        return all;
    }
    [[nodiscard]] QString said() const
    {
        const auto *error = find<QWidget>(u"trafficError"_s);
        return (error->isHidden() ? find<QWidget>(u"trafficMessage"_s) : error)->accessibleName();
    }

    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<OverviewFeed> m_overviews;
    std::unique_ptr<TrafficCollector> m_collector;
    std::unique_ptr<ConversationWatch> m_conversations;
    ScriptedPrompts m_prompts;
    std::unique_ptr<TrafficPage> m_page;
    QString m_folder;
};

void RowSelectionTest::init()
{
    m_prompts.file.reset();
    m_prompts.names.clear();
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

void RowSelectionTest::cleanup()
{
    m_page.reset();
    m_overviews.reset();
    m_broker.reset();
}

void RowSelectionTest::rangesAreMerged()
{
    receiveNumbered(0, 20);
    QItemSelectionModel selection(model());
    const auto add = [&](int first, int last, int column) {
        selection.select({ model()->index(first, column), model()->index(last, column) },
            QItemSelectionModel::Select);
    };
    add(5, 7, 1);
    add(2, 3, 0);
    add(6, 9, 2);
    add(4, 4, 0);
    add(15, 15, 0);
    const RowRanges wanted { { 2, 9 }, { 15, 15 } };
    QCOMPARE(selectedRows(selection), wanted);
    QCOMPARE(rowCountOf(wanted), 9);
}

void RowSelectionTest::selectsByKeyboardAndMouse()
{
    receiveNumbered(0, 20);
    view()->setFocus();
    view()->setCurrentIndex(model()->index(4, 0));
    QTest::keyClick(view(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(view(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selected(), QList<quint64>({ 4, 5, 6 }));
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(6)); // Details follow.
    QTRY_COMPARE(find<QLabel>(u"selectedRows"_s)->text(), u"3 selected"_s);
    const auto click = [this](int row, Qt::KeyboardModifier key) {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, key,
            view()->visualRect(model()->index(row, 0)).center());
    };
    click(8, Qt::ControlModifier);
    click(5, Qt::ControlModifier);
    QCOMPARE(selected(), QList<quint64>({ 4, 6, 8 }));
    click(1, Qt::NoModifier);
    QCOMPARE(selected(), QList<quint64>({ 1 }));
    QTRY_VERIFY(find<QLabel>(u"selectedRows"_s)->isHidden());
    click(3, Qt::ShiftModifier);
    QCOMPARE(selected(), QList<quint64>({ 1, 2, 3 }));
    QTest::keyClick(view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(selected().size(), 20);
}

void RowSelectionTest::keepsItsRowsWhileOthersComeAndGo()
{
    UiSettings settings;
    settings.keptRows = MinKeptRows;
    m_page->restore(settings);
    receiveNumbered(0, 1'000);
    select(100, 900);
    view()->selectionModel()->setCurrentIndex(
        model()->index(300, 0), QItemSelectionModel::NoUpdate);
    receiveNumbered(1'000, 200); // The limit drops rows at the top.
    const QList<quint64> left = selected();
    QVERIFY(left.first() >= 200);
    QCOMPARE(left.first(), model()->sequenceAt(0));
    QCOMPARE(left.last(), 900);
    QCOMPARE(left.size(), qsizetype(900 - left.first() + 1));
    receiveNumbered(1'200, 200); // The chosen row goes, the others stay selected.
    QVERIFY(!view()->currentIndex().isValid());
    QCOMPARE(selected().last(), 900);
    QCOMPARE(selected().first(), model()->sequenceAt(0));
    QTRY_COMPARE(find<QLabel>(u"selectedRows"_s)->text(),
        u"%1 selected"_s.arg(901 - model()->sequenceAt(0)));
}

void RowSelectionTest::losesRowsThatMatchNoLonger()
{
    const ClientId slow = ClientId::fromText("41d00000-0000-4000-8000-000000000002");
    receiveNumbered(0, 10);
    m_page->showFilter(u"delivered == 1"_s);
    QTRY_VERIFY(!model()->isFiltering());
    select(3, 6);
    const auto tell = [&](quint64 number, DeliveryState state, bool wasQueued) {
        receive(
            BatchMaker().change({ number, slow, ClientType::DataAgent, state, wasQueued }).batch());
    };
    tell(6, DeliveryState::Queued, false);
    QTRY_COMPARE(selected(), QList<quint64>({ 3, 4, 6 }));
    tell(6, DeliveryState::Sent, true);
    QTRY_COMPARE(model()->rowCount(), 10);
    QCOMPARE(selected(), QList<quint64>({ 3, 4, 6 })); // It comes back unselected.
}

void RowSelectionTest::aNewFilterKeepsTheChosenRowOnly()
{
    receiveNumbered(0, 20);
    select(3, 9);
    m_page->showFilter(u"payload >= 2"_s);
    QTRY_COMPARE(model()->rowCount(), 18);
    QTRY_COMPARE(selected(), QList<quint64>({ 3 }));
}

void RowSelectionTest::selectsManyRowsInLittleMemory()
{
    constexpr int Many = 100'000;
    for (int i = 0; i < Many; i += 1'000)
        receive(numberedBatch(i, 1'000));
    QTRY_VERIFY(view()->isVisible());
    view()->setFocus();
    view()->setCurrentIndex(model()->index(5, 0));
    QTest::keyClick(view(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(find<QLabel>(u"selectedRows"_s)->text(), u"100,000 selected"_s);
    QCOMPARE(view()->selectionModel()->selection().size(), 1);
    for (int i = 0; i < 50; ++i)
        receive(numberedBatch(Many + i * 100, 100));
    QCOMPARE(view()->selectionModel()->selection().size(), 1);
    QCOMPARE(rowCountOf(view()->selectedRows()), qint64 { Many } - qint64(model()->sequenceAt(0)));
}

void RowSelectionTest::copiesLinesThatCanBeOpened()
{
    receiveNumbered(0, 20);
    select(4, 6);
    QTest::keyClick(view(), Qt::Key_J, Qt::ControlModifier);
    QByteArray lines = QApplication::clipboard()->text().toUtf8();
    QCOMPARE(lines.count('\n'), 2);
    QBuffer file(&lines);
    QVERIFY(file.open(QIODevice::ReadOnly));
    CaptureReader reader(file, { ProjectId::fromUtf8("file").value(), 1'000 }, 100);
    const CapturedBatch captured = reader.readSlice(lines.size());
    static_cast<void>(reader.readSlice(1));
    QCOMPARE(reader.rows(), 3);
    QCOMPARE(reader.badLines(), 0);
    QCOMPARE(captured.batch.records[0].timeMs, model()->rowAt(4).record->timeMs);
}

void RowSelectionTest::copiesCellsAndMessages()
{
    receiveNumbered(0, 20);
    select(4, 6);
    view()->selectionModel()->setCurrentIndex(
        model()->index(4, TrafficModel::Preview), QItemSelectionModel::NoUpdate);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"4\n5\n6"_s);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QStringList messages = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(messages.size(), 3);
    QCOMPARE(messages[1].toUtf8(), model()->rowAt(5).message.toByteArray());
    // The table cuts a payload off, and leaves the id at its beginning out.
    const QByteArray payload = R"({"requestId":1,"x":")" + QByteArray(5'000, 'x') + "\"}";
    receive(BatchMaker().add(messageOf({ "r1", "data-agent", 0, "query", payload }, 1)).batch());
    QTRY_COMPARE(model()->rowCount(), 21);
    select(20, 20);
    view()->selectionModel()->setCurrentIndex(
        model()->index(20, TrafficModel::Preview), QItemSelectionModel::NoUpdate);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().toUtf8(), payload);
}

void RowSelectionTest::refusesToCopyTooMuch_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("payloadBytes");
    QTest::addColumn<bool>("fits");
    QTest::newRow("as many as fit") << int(MaxCopiedRows) << 1 << true;
    QTest::newRow("one row too many") << int(MaxCopiedRows) + 1 << 1 << false;
    QTest::newRow("too many bytes") << 10 << int(MaxCopiedBytes / 9) << false;
}

void RowSelectionTest::refusesToCopyTooMuch()
{
    QFETCH(int, rows);
    QFETCH(int, payloadBytes);
    QFETCH(bool, fits);
    SomeMessage message;
    message.payload = '"' + QByteArray(payloadBytes, 'x') + '"';
    BatchMaker maker;
    for (int i = 0; i < rows; ++i)
        maker.add(message);
    receive(maker.batch());
    QTRY_VERIFY(view()->isVisible());
    select(0, rows - 1);
    QApplication::clipboard()->setText(u"before"_s);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text() != u"before"_s, fits);
    QCOMPARE(said().contains(u"20,000 messages of together 8.0 MiB"_s), !fits);
}

void RowSelectionTest::copiesAConversation()
{
    const QByteArray one = R"({"requestId":1})";
    BatchMaker maker;
    maker.add(messageOf({ "r1", "data-agent", 0, "query", one }, 1));
    maker.add(messageOf({ "r1", "", 100, "log" }, 2));
    maker.add(messageOf({ "d1", "r1", 312, "answer", one }, 3));
    maker.change(
        { 3, ClientId::fromText("r1"), ClientType::Runtime, DeliveryState::TooSlow, false });
    receive(maker.batch());
    QTRY_COMPARE(m_conversations->pending(), 0U);
    QTRY_VERIFY(view()->isVisible());
    select(2, 2);
    QTest::keyClick(view(), Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    const QString report = QApplication::clipboard()->text();
    for (const QString &part : { u"### 1. query"_s, u"### 2. answer"_s, u"- From: runtime r1"_s,
             u"- Reply: answered in 312 ms"_s, u"- Reply: reply in 312 ms"_s,
             u"  - runtime r1: dropped: too slow, closed with 4002"_s,
             u"```json\n{\n  \"type\": \"query\""_s })
        QVERIFY2(report.contains(part), qPrintable(report));
    QVERIFY(!report.contains(u"### 3."_s)); // The log does not belong to it.
    select(1, 2);
    QTest::keyClick(view(), Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(QApplication::clipboard()->text().contains(u"### 3. answer"_s));
}

void RowSelectionTest::reportListsTheReceivers()
{
    ClientNames names;
    const ProjectId project = *ProjectId::fromUtf8("demo");
    names.add(project, clientId("d1"), ClientType::DataAgent, u"slow_agent/1"_s);
    m_page->setNames(names);
    BatchMaker maker;
    maker.add(messageOf({ "r1", "", 0, "log" }, 1));
    maker.change({ 1, ClientId::fromText(clientId("r3")), ClientType::Runtime,
        DeliveryState::TooSlow, false });
    receive(maker.batch());
    QTRY_VERIFY(view()->isVisible());
    const auto client = [](const char *name, Verdict verdict) {
        return DeliveryLine { ClientId::fromText(clientId(name)), typeOf(name), verdict };
    };
    m_broker->shownDelivery = QList { client("r1", Verdict::SkippedSender),
        client("d1", Verdict::Delivered), client("a1", Verdict::Mirrored),
        client("r3", Verdict::Delivered) };
    select(0, 0);
    find<QAction>(u"copyConversation"_s)->trigger();
    const QString whole = QString::fromLatin1(clientId("d1"));
    const QString expected = u"  - runtime %1: dropped: too slow, closed with 4002\n"
                             "  - slow\\_agent (data-agent %2): sent\n"
                             "  - admin %3: mirrored: admins see routed messages\n"_s.arg(
                                 QString::fromLatin1(clientId("r3")), whole,
                                 QString::fromLatin1(clientId("a1")));
    const QString report = QApplication::clipboard()->text();
    QVERIFY2(report.contains(expected), qPrintable(report));
    QVERIFY(!report.contains(u"more"_s));
    QVERIFY2(said().contains(u"copied, with requests and replies"_s), qPrintable(said()));
    QCOMPARE(m_broker->deliveryQueries.constLast().project, project);

    m_broker->shownDelivery = Error { ErrorCode::NotFound, u"forgotten"_s };
    find<QAction>(u"copyConversation"_s)->trigger();
    const QString known = QApplication::clipboard()->text(); // The one that has not got it.
    QVERIFY2(known.contains(u": dropped: too slow, closed with 4002\n"_s), qPrintable(known));
    QVERIFY(!known.contains(u": sent\n"_s));
    view()->findChild<ColumnLayout *>()->setShown(TrafficModel::Reply, false);
    find<QAction>(u"copyConversation"_s)->trigger();
    QVERIFY2(said().contains(u"copied alone"_s), qPrintable(said()));
    m_page.reset(); // Before its names.
}

void RowSelectionTest::reportListsSoManyReceivers()
{
    receiveNumbered(0, 2);
    QList<DeliveryLine> lines;
    for (int i = 0; i < MaxReportedReceivers + 12; ++i)
        lines.append({ ClientId::create(), ClientType::Runtime, Verdict::Delivered });
    m_broker->shownDelivery = lines;
    select(0, 0);
    find<QAction>(u"copyConversation"_s)->trigger();
    const QString report = QApplication::clipboard()->text();
    QCOMPARE(report.count(u"  - runtime "_s), MaxReportedReceivers);
    QVERIFY2(report.contains(u"\n  - and 12 more\n"_s), qPrintable(report));
}

void RowSelectionTest::reportIsGivenUpWithItsFile()
{
    receiveNumbered(0, 2);
    select(0, 1);
    QApplication::clipboard()->setText(u"before"_s);
    int asked = 0;
    m_broker->handlers().on<ShowDelivery>([&](const ShowDelivery &) -> Result<QList<DeliveryLine>> {
        ++asked;
        model()->setStore(nullptr);
        return QList<DeliveryLine>();
    });
    find<QAction>(u"copyConversation"_s)->trigger();
    QCOMPARE(asked, 1);
    QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
    m_page.reset();
}

void RowSelectionTest::reportQuotesSafely_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("part");
    QTest::newRow("backticks") << QByteArray("a") << QByteArray(R"("x ```` y")")
                               << u"`````json\n"_s;
    QTest::newRow("Markdown in the type")
        << QByteArray("a_b*c`<i>") << QByteArray("1") << u"### 1. a\\_b\\*c\\`\\<i\\>\n"_s;
    QTest::newRow("not JSON") << QByteArray("a") << QByteArray("{{") << u"```\n{\"type\""_s;
    QTest::newRow("long") << QByteArray("a") << '"' + QByteArray(MaxReportedBytes, 'x') + '"'
                          << u"Only the first 16.0 KiB of 16.0 KiB are quoted."_s;
}

void RowSelectionTest::reportQuotesSafely()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, payload);
    QFETCH(QString, part);
    SomeMessage message;
    message.type = type;
    message.payload = payload;
    TrafficStore store({});
    store.append(*BatchMaker().add(message).batch());
    const QString report = conversationReport(store, nullptr, { 0 });
    QVERIFY2(report.contains(part), qPrintable(report));
}

void RowSelectionTest::reportIsBounded()
{
    TrafficStore store({});
    store.append(*numberedBatch(0, 200));
    std::vector<quint64> all;
    for (quint64 i = 0; i < MaxReportedMessages; ++i)
        all.push_back(i);
    QVERIFY(withConversations(store, nullptr, all));
    all.push_back(MaxReportedMessages);
    QVERIFY(!withConversations(store, nullptr, all));

    receiveNumbered(0, 200);
    select(0, 199);
    QApplication::clipboard()->setText(u"before"_s);
    find<QAction>(u"copyConversation"_s)->trigger();
    QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
    QVERIFY(said().contains(u"room for 100 messages"_s));
}

void RowSelectionTest::exportsTheSelectedRows()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.jsonl"_s);
    receiveNumbered(0, 20);
    select(4, 6);
    m_prompts.file = Prompts::File { path, ExportFormat::JsonLines };
    m_page->setScope(*ProjectId::fromUtf8("demo"));
    QTRY_COMPARE(model()->rowCount(), 20);
    select(4, 6);
    QTest::keyClick(view(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(said(), u"3 messages saved in %1."_s.arg(path));
    QVERIFY2(m_prompts.names.constFirst().startsWith(u"traffic-demo-20"_s),
        qPrintable(m_prompts.names.constFirst()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 3);

    QDesktopServices::setUrlHandler(u"file"_s, this, "noteFolder");
    auto *button = find<QPushButton>(u"showInFolder"_s);
    QVERIFY(button->isVisible());
    button->click();
    QDesktopServices::unsetUrlHandler(u"file"_s);
    QCOMPARE(m_folder, folder.path());
    find<QAction>(u"copyConversation"_s)->trigger();
    find<QAction>(u"export"_s)->trigger(); // Another result takes the button's place.
    QVERIFY(!button->isVisible());
}

void RowSelectionTest::namesFiles_data()
{
    QTest::addColumn<QByteArray>("project");
    QTest::addColumn<QString>("name");
    const QString end = u"2026-01-28-120102.jsonl"_s;
    QTest::newRow("all projects") << QByteArray() << u"traffic-"_s + end;
    QTest::newRow("usual") << QByteArray("user_1.a") << u"traffic-user_1.a-"_s + end;
    QTest::newRow("signs") << QByteArray("../a b/c:*") << u"traffic--.-a-b-c---"_s + end;
    QTest::newRow("long") << QByteArray(200, 'x') << u"traffic-"_s + QString(40, u'x') + u'-' + end;
    QTest::newRow("letters") << QByteArray("größe") << u"traffic-größe-"_s + end;
}

void RowSelectionTest::namesFiles()
{
    QFETCH(QByteArray, project);
    QFETCH(QString, name);
    const ProjectId id = project.isEmpty() ? ProjectId() : *ProjectId::fromUtf8(project);
    QCOMPARE(exportName(id, QDateTime({ 2026, 1, 28 }, { 12, 1, 2 })), name);
}

QTEST_MAIN(RowSelectionTest)
#include "tst_rowselection.moc"
