// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/sequencepane.h"

#include "tests/inspect/talk.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/sequence/sequenceexport.h"
#include "ui/sequence/sequencemodel.h"
#include "ui/sequence/sequencerows.h"
#include "ui/sequence/sequenceview.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"
#include "ui/widgets/elidedlabel.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QImage>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>

#include <chrono>
#include <ctime>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class SequencePaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void givesEachClientALane();
    void asksForReceiversInSight();
    void asksForEachOnlyOnce();
    void staysWhereTheUserScrolled();
    void followsTheNewest();
    void leavesOutIdleClients();
    void boundsItsLanes();
    void goesByKeyboard();
    void choosesWhatIsClicked();
    void tellsAScreenReader();
    void showsOneConversation();
    void saysWhyThereIsNoConversation();
    void savesFiles_data();
    void savesFiles();
    void asksBeforeItSaves();
    void refusesLargeFiles();
    void paintsQuickly();
    void doesNothingHidden();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name = {}) const
    {
        return m_pane->findChild<T *>(name);
    }
    [[nodiscard]] SequenceView *view() const { return find<SequenceView>(); }
    [[nodiscard]] SequenceModel *model() const { return find<SequenceModel>(); }
    [[nodiscard]] QStringList lanes() const
    {
        QStringList names;
        for (const SequenceLaneWords &words : view()->laneWords())
            names.append(clientText(words.label));
        return names;
    }
    void fill(int messages);

    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<ScriptedPrompts> m_prompts;
    std::unique_ptr<Talk> m_talk;
    std::unique_ptr<ClientNames> m_names;
    std::unique_ptr<TrafficModel> m_traffic;
    std::unique_ptr<ConversationWatch> m_watch;
    std::unique_ptr<TrafficView> m_table;
    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<SequencePane> m_pane;
};

namespace {

/// Time of this thread, so that other programs do not count.
std::chrono::nanoseconds paintingTime()
{
    timespec time {};
    if (::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0)
        qFatal("clock_gettime");
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

void SequencePaneTest::init()
{
    m_broker = std::make_unique<FakeBroker>();
    m_prompts = std::make_unique<ScriptedPrompts>();
    m_talk = std::make_unique<Talk>(TrafficLimits { 1'000'000, 1024 * 1024 * 1024 });
    m_names = std::make_unique<ClientNames>();
    m_traffic = std::make_unique<TrafficModel>();
    m_watch = std::make_unique<ConversationWatch>();
    m_traffic->setNames(m_names.get());
    m_traffic->setConversations(m_watch.get());
    m_traffic->setStore(&m_talk->store());
    m_watch->setStore(&m_talk->store(), ConversationWatch::Source::Live);
    m_table = std::make_unique<TrafficView>(*m_traffic);
    m_menu = std::make_unique<QMenu>();
    m_pane = std::make_unique<SequencePane>(*m_broker, *m_prompts, *m_traffic, *m_watch);
    m_pane->setNames(*m_names);
    m_pane->addTo(*m_table, *m_menu);
    for (const char *id : { "r1", "d1", "a1", "r2" })
        m_names->add(*ProjectId::fromUtf8("demo"), clientId(id), typeOf(id));
    m_broker->start({});
    m_pane->resize(900, 500);
    m_pane->show();
}

void SequencePaneTest::cleanup()
{
    m_pane.reset();
    m_table.reset();
    m_watch->setStore(nullptr, ConversationWatch::Source::Live);
    m_traffic->setStore(nullptr);
}

void SequencePaneTest::fill(int messages)
{
    for (int i = 0; i < messages; ++i)
        m_talk->say({ .atMs = i });
}

void SequencePaneTest::givesEachClientALane()
{
    m_talk->say({});
    m_talk->say({ .from = "d1", .to = "r1", .type = "answer" });
    m_talk->say({ .from = "*", .to = "r2", .kind = TrafficKind::Error });
    QCOMPARE(
        lanes(), (QStringList { u"runtime 1"_s, u"data-agent 1"_s, u"broker"_s, u"runtime 2"_s }));
}

void SequencePaneTest::asksForReceiversInSight()
{
    m_broker->shownDelivery = QList<DeliveryLine> {
        { ClientId::fromText(clientId("r1")), ClientType::Runtime, Verdict::SkippedSender },
        { ClientId::fromText(clientId("d1")), ClientType::DataAgent, Verdict::Delivered },
        { ClientId::fromText(clientId("r2")), ClientType::Runtime, Verdict::Delivered },
    };
    for (int i = 0; i < 1'000; ++i)
        m_talk->say({ .to = "", .addressed = 2 });
    QCOMPARE(lanes(), QStringList { u"runtime 1"_s });
    QTRY_COMPARE(lanes(), (QStringList { u"runtime 1"_s, u"data-agent 1"_s, u"runtime 2"_s }));
    const int row = m_traffic->rowCount() - 1;
    QCOMPARE(model()->line(row).heads.size(), size_t { 2 });
    // About as many as there is room for.
    QVERIFY(m_broker->asked<ShowDelivery>() > 5);
    QVERIFY(m_broker->asked<ShowDelivery>() < 60);
}

void SequencePaneTest::asksForEachOnlyOnce()
{
    m_broker->shownDelivery = Error { ErrorCode::NotFound, u"gone"_s };
    m_talk->say({ .to = "", .addressed = 3 });
    QTRY_COMPARE(m_broker->asked<ShowDelivery>(), 1);
    QTRY_COMPARE(model()->deliveries().pending(), 0);
    for (int i = 0; i < 3; ++i)
        view()->viewport()->repaint();
    QCOMPARE(m_broker->asked<ShowDelivery>(), 1);
    QCOMPARE(model()->line(0).elsewhere, quint64 { 3 });
    QCOMPARE(model()->line(0).note, u"to 3 clients"_s);
}

void SequencePaneTest::staysWhereTheUserScrolled()
{
    m_talk->store().setLimits({ 1'000, 1024 * 1024 * 1024 });
    fill(1'000);
    QScrollBar *bar = view()->verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    QVERIFY(!view()->isFollowing());
    const QPoint middle(300, 250);
    const quint64 there = m_traffic->sequenceAt(view()->rowAt(middle));
    fill(200); // Older ones go.
    QVERIFY(m_talk->store().first() > 0);
    QCOMPARE(m_traffic->sequenceAt(view()->rowAt(middle)), there);
}

void SequencePaneTest::followsTheNewest()
{
    fill(200);
    QScrollBar *bar = view()->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(0);
    fill(10);
    QCOMPARE(bar->value(), 0);
    m_pane->scrollToEnd();
    fill(10);
    QCOMPARE(bar->value(), bar->maximum());
}

void SequencePaneTest::leavesOutIdleClients()
{
    m_talk->store().setLimits({ 1'000, 1024 * 1024 * 1024 });
    m_talk->say({ .from = "r2" });
    fill(300);
    QVERIFY(lanes().contains(u"runtime 2"_s));
    fill(2'500); // None of the kept messages is of that client any more.
    QTRY_VERIFY(!lanes().contains(u"runtime 2"_s));
    QTRY_VERIFY(lanes().contains(u"runtime 1"_s));
}

void SequencePaneTest::boundsItsLanes()
{
    for (int i = 0; i < 2 * SequenceLanes::MaxLanes; ++i)
        m_talk->say({ .from = qUtf8Printable(u"r%1"_s.arg(i)) });
    QTRY_COMPARE(lanes().size(), qsizetype { SequenceLanes::MaxLanes });
    QTRY_VERIFY(find<ElidedLabel>(u"sequenceTitle"_s)->text().contains(u"first 200 clients"_s));
    view()->viewport()->repaint();
}

void SequencePaneTest::goesByKeyboard()
{
    fill(50);
    QSignalSpy chosen(m_pane.get(), &SequencePane::chosen);
    QTest::keyClick(view(), Qt::Key_Up);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(49));
    QTest::keyClick(view(), Qt::Key_Up);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(48));
    QTest::keyClick(view(), Qt::Key_Home);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(0));
    QCOMPARE(view()->verticalScrollBar()->value(), 0);
    QTest::keyClick(view(), Qt::Key_PageDown);
    QVERIFY(*view()->chosenSequence() > 3);
    QTest::keyClick(view(), Qt::Key_End);
    QTest::keyClick(view(), Qt::Key_Down);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(49));
    QCOMPARE(chosen.count(), 5);
    m_pane->shown()->setChecked(true);
    QTest::keyClick(view(), Qt::Key_Escape);
    QVERIFY(!m_pane->shown()->isChecked());
}

void SequencePaneTest::choosesWhatIsClicked()
{
    fill(5);
    QSignalSpy chosen(m_pane.get(), &SequencePane::chosen);
    const QPoint point(400, 120);
    const int row = view()->rowAt(point);
    QVERIFY(row >= 0);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toULongLong(), m_traffic->sequenceAt(row));
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, { 400, 5 }); // The header.
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, { 400, 400 }); // Nothing there.
    QCOMPARE(chosen.count(), 1);
}

void SequencePaneTest::tellsAScreenReader()
{
    m_talk->say({});
    QTest::keyClick(view(), Qt::Key_Up);
    QVERIFY(view()->accessibleDescription().endsWith(u"query from runtime 1 to data-agent 1"_s));
}

void SequencePaneTest::showsOneConversation()
{
    m_watch->setRule(std::get<ConversationRule>(ConversationRule::parse(u"id"_s)));
    m_talk->say({ .from = "r2", .to = "", .type = "other" });
    const quint64 request = m_talk->say({ .atMs = 10, .id = "1" });
    m_talk->say({ .from = "d1", .to = "r1", .atMs = 322, .type = "answer", .id = "1" });
    m_talk->say({ .from = "r2", .to = "", .type = "other" });
    QTRY_COMPARE(m_watch->pending(), quint64 { 0 });
    m_table->select(request);
    m_pane->findChild<QAction *>(u"showSequenceOf"_s)->trigger();
    QVERIFY(m_pane->shown()->isChecked());
    QCOMPARE(model()->rows().count(), 2);
    m_talk->say({ .from = "d1", .to = "r1", .atMs = 400, .type = "more", .id = "1" });
    QTRY_COMPARE(model()->rows().count(), 3);
    QVERIFY(model()->line(1).isReply);
    QCOMPARE(model()->line(1).note, u"312 ms"_s);
    QCOMPARE(view()->chosenSequence(), std::optional(request));
    QVERIFY(find<ElidedLabel>(u"sequenceTitle"_s)->text().startsWith(u"One conversation"_s));
    QTest::keyClick(view(), Qt::Key_Escape);
    QCOMPARE(model()->rows().count(), 5);
    QVERIFY(m_pane->shown()->isChecked());
}

void SequencePaneTest::saysWhyThereIsNoConversation()
{
    const quint64 alone = m_talk->say({ .to = "", .type = "other" });
    QTRY_COMPARE(m_watch->pending(), quint64 { 0 });
    QSignalSpy said(m_pane.get(), &SequencePane::said);
    m_table->select(alone);
    m_pane->findChild<QAction *>(u"showSequenceOf"_s)->trigger();
    QCOMPARE(said.count(), 1);
    QVERIFY(said[0][0].toString().contains(u"neither a request nor a reply"_s));
    m_pane->hide();
    m_pane->findChild<QAction *>(u"showSequenceOf"_s)->trigger();
    QVERIFY(said[1][0].toString().contains(u"column Reply"_s));
}

void SequencePaneTest::savesFiles_data()
{
    QTest::addColumn<ExportFormat>("format");
    QTest::newRow("svg") << ExportFormat::Svg;
    QTest::newRow("png") << ExportFormat::Png;
    QTest::newRow("mermaid") << ExportFormat::Mermaid;
}

void SequencePaneTest::savesFiles()
{
    QFETCH(const ExportFormat, format);
    QTemporaryDir folder;
    m_talk->say({ .type = "a <b> & c" });
    m_names->rename(*ProjectId::fromUtf8("demo"), clientId("r1"), u"<i>me"_s);
    const QString path = folder.filePath(u"diagram"_s);
    m_prompts->file = Prompts::File { path, format };
    QSignalSpy said(m_pane.get(), &SequencePane::said);
    find<QPushButton>(u"saveDiagram"_s)->click();
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(!said[0][1].toBool());
    QVERIFY(said[0][0].toString().contains(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    if (format == ExportFormat::Png) {
        const QImage image = QImage::fromData(content);
        QVERIFY(image.width() > 300);
        QVERIFY(image.height() > 60);
    } else if (format == ExportFormat::Svg) {
        QVERIFY(content.contains("&lt;i&gt;me"));
        QVERIFY(!content.contains("<i>"));
    } else {
        QVERIFY(content.startsWith("sequenceDiagram\n"));
        QVERIFY(content.contains("#60;i#62;me"));
    }
    file.close();
    m_prompts->file = Prompts::File { folder.filePath(u"none/diagram"_s), format };
    find<QPushButton>(u"saveDiagram"_s)->click();
    QTRY_COMPARE(said.count(), 2);
    QVERIFY(said[1][1].toBool());
}

void SequencePaneTest::asksBeforeItSaves()
{
    m_broker->shownDelivery = QList<DeliveryLine> { { ClientId::fromText(clientId("d1")),
        ClientType::DataAgent, Verdict::Delivered } };
    for (int i = 0; i < 300; ++i)
        m_talk->say({ .to = "data-agent" });
    QSignalSpy said(m_pane.get(), &SequencePane::said);
    find<QPushButton>(u"copyMermaid"_s)->click();
    QTRY_COMPARE(said.count(), 1);
    QVERIFY2(!said[0][1].toBool(), qPrintable(said[0][0].toString()));
    QCOMPARE(QGuiApplication::clipboard()->text().count(u"->>"_s), 300);
    QCOMPARE(m_broker->asked<ShowDelivery>(), 300);
}

void SequencePaneTest::refusesLargeFiles()
{
    QTemporaryDir folder;
    QSignalSpy said(m_pane.get(), &SequencePane::said);
    m_prompts->file = Prompts::File { folder.filePath(u"a.png"_s), ExportFormat::Png };
    fill(900);
    find<QPushButton>(u"saveDiagram"_s)->click();
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(said[0][0].toString().contains(u"pixels"_s));
    fill(101);
    find<QPushButton>(u"saveDiagram"_s)->click();
    QTRY_COMPARE(said.count(), 2);
    QVERIFY(said[1][0].toString().contains(u"1,001"_s));
    QVERIFY(said[1][1].toBool());
    QVERIFY(!QFile::exists(folder.filePath(u"a.png"_s)));
}

void SequencePaneTest::paintsQuickly()
{
    using namespace std::chrono_literals;
    m_pane->resize(1600, 1000);
    fill(100'000);
    QTRY_COMPARE(lanes().size(), 2);
    view()->verticalScrollBar()->setValue(view()->verticalScrollBar()->maximum() / 2);
    view()->viewport()->repaint();
    const auto begin = paintingTime();
    constexpr int Paints = 20;
    for (int i = 0; i < Paints; ++i) {
        view()->verticalScrollBar()->setValue(view()->verticalScrollBar()->value() + 500);
        view()->viewport()->grab();
    }
    const auto each = std::chrono::duration<double, std::milli>(paintingTime() - begin) / Paints;
    qInfo("%.2f ms for each picture", each.count());
    QVERIFY(each < 50ms); // Instrumented builds take longer than the few ms it needs.
}

void SequencePaneTest::doesNothingHidden()
{
    QVERIFY(m_watch->isUsed());
    m_pane->hide();
    QVERIFY(!m_watch->isUsed());
    m_talk->say({ .to = "", .addressed = 3 });
    QCOMPARE(model()->lanes().count(), 0);
    QCOMPARE(m_broker->asked<ShowDelivery>(), 0);
    m_pane->show();
    QTRY_COMPARE(model()->lanes().count(), 1);
}

QTEST_MAIN(SequencePaneTest)
#include "tst_sequencepane.moc"
