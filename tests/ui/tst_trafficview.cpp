// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficview.h"

#include "inspect/filter/filterfield.h"
#include "tests/support/trafficbatches.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/theme/theme.h"
#include "ui/traffic/newrowschip.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/widgets/clientmark.h"
#include "ui/widgets/columnlayout.h"

#include <QtCore/QElapsedTimer>
#include <QtGui/QPainter>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class TrafficViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void followsTheNewest();
    void staysWhereTheUserScrolled();
    void followsAgainAtTheEnd();
    void keepsRowsUnderTheEyeWhenOlderGo();
    void keepsRowsUnderTheEyeWhenOlderAreFound();
    void returnsToThePlaceAfterAFilter();
    void choosingStopsFollowing();
    void choosesNoOtherWhenTheChosenGoes();
    void choosesTheSameAfterAFilter();
    void remembersColumns();
    void showsFieldsAsColumns();
    void columnsFillTheWidth_data();
    void columnsFillTheWidth();
    void repliesAreNotCutOff_data();
    void repliesAreNotCutOff();
    void clientsAreToldApart();
    void deliveredGrowsWhenNeeded();
    void newFieldIsSelectedWithItsRow();
    void chipHidesAtTheLastRow();
    void costsLittleWhileMuchArrives();

private:
    [[nodiscard]] QScrollBar *bar() const { return m_view->verticalScrollBar(); }
    /// The message at the top edge, and the height of its hidden part.
    [[nodiscard]] std::pair<quint64, int> atTop() const
    {
        const int row = m_view->rowAt(0);
        return { m_model->sequenceAt(row), m_view->rowViewportPosition(row) };
    }
    /// Does the work that painting would do.
    void settle()
    {
        QCoreApplication::processEvents();
        m_view->grab();
    }
    void fill(int count, int batch = 100)
    {
        for (int done = 0; done < count; done += batch, m_next += batch)
            m_store->append(*numberedBatch(m_next, batch));
        settle();
    }
    void scrollTo(int value)
    {
        bar()->setValue(value);
        settle();
    }

    std::unique_ptr<TrafficStore> m_store;
    std::unique_ptr<TrafficModel> m_model;
    std::unique_ptr<TrafficView> m_view;
    int m_next = 0;
};

namespace {

Filter filter(const QString &text)
{
    const auto parsed = Filter::parse(text);
    return std::get<Filter>(parsed);
}

} // namespace

void TrafficViewTest::init()
{
    m_next = 0;
    m_store = std::make_unique<TrafficStore>(TrafficLimits { 1'000, 64 * 1024 * 1024 });
    m_model = std::make_unique<TrafficModel>();
    m_model->setStore(m_store.get());
    m_view = std::make_unique<TrafficView>(*m_model);
    m_view->resize(900, 400);
    m_view->show();
    settle();
}

void TrafficViewTest::cleanup()
{
    m_view.reset();
    m_model.reset();
    m_store.reset();
}

void TrafficViewTest::followsTheNewest()
{
    for (int i = 0; i < 20; ++i) {
        fill(100);
        QVERIFY(m_view->isFollowing());
        QCOMPARE(bar()->value(), bar()->maximum());
        const int last = m_view->rowAt(m_view->viewport()->height() - 2);
        QCOMPARE(last, m_model->rowCount() - 1);
    }
    QVERIFY(m_store->first() > 0); // Also when rows go.
}

void TrafficViewTest::staysWhereTheUserScrolled()
{
    fill(500);
    QSignalSpy following(m_view.get(), &TrafficView::followingChanged);
    scrollTo(1'000);
    QCOMPARE(following.size(), 1);
    const auto before = atTop();
    fill(300);
    QCOMPARE(atTop(), before);
    QVERIFY(!m_view->isFollowing());
}

void TrafficViewTest::followsAgainAtTheEnd()
{
    fill(500);
    scrollTo(1'000);
    scrollTo(bar()->maximum());
    QVERIFY(m_view->isFollowing());
    scrollTo(1'000);
    m_view->setFollowing(true);
    QCOMPARE(bar()->value(), bar()->maximum());
    fill(10, 10);
    QCOMPARE(bar()->value(), bar()->maximum());
}

void TrafficViewTest::keepsRowsUnderTheEyeWhenOlderGo()
{
    fill(1'000);
    scrollTo(bar()->maximum() - 3'333);
    const auto before = atTop();
    const quint64 first = m_store->first();
    for (int i = 0; i < 30; ++i) {
        fill(20, 10);
        QCOMPARE(atTop(), before);
    }
    QVERIFY(m_store->first() > first + 500);
    QVERIFY(!m_view->isFollowing());
}

void TrafficViewTest::keepsRowsUnderTheEyeWhenOlderAreFound()
{
    m_store->setLimits({ 200'000, 512 * 1024 * 1024 });
    fill(100'000, 1'000);
    m_model->setFilter(filter(u"payload ~ \"[02468]$\""_s));
    settle();
    QVERIFY(m_model->isFiltering());
    scrollTo(bar()->maximum() / 2);
    QVERIFY(!m_view->isFollowing());
    const auto before = atTop();
    QTRY_VERIFY_WITH_TIMEOUT(!m_model->isFiltering(), 30'000);
    settle();
    QCOMPARE(atTop(), before);
}

void TrafficViewTest::returnsToThePlaceAfterAFilter()
{
    fill(1'000);
    scrollTo(bar()->maximum() / 2);
    const auto before = atTop();
    m_model->setFilter(filter(u"payload ~ \"[02468]$\""_s));
    QTRY_VERIFY(!m_model->isFiltering());
    settle();
    QVERIFY(!m_view->isFollowing());
    QVERIFY2(atTop().first - before.first < 2,
        qPrintable(u"%1 after %2"_s.arg(atTop().first).arg(before.first)));
    m_model->setFilter({});
    settle();
    QVERIFY(atTop().first - before.first < 3);
    QVERIFY(!m_view->isFollowing());
}

void TrafficViewTest::choosingStopsFollowing()
{
    fill(500);
    QSignalSpy chosen(m_view.get(), &TrafficView::chosen);
    m_view->select(490);
    QVERIFY(!m_view->isFollowing());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toULongLong(), 490);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    settle();
    QVERIFY(m_view->isFollowing());
    QCOMPARE(m_view->chosenSequence(), std::optional<quint64>(499));
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->chosenSequence(), std::optional<quint64>(0));
}

void TrafficViewTest::choosesNoOtherWhenTheChosenGoes()
{
    fill(1'000);
    m_view->select(m_store->first() + 5);
    QSignalSpy chosen(m_view.get(), &TrafficView::chosen);
    fill(500);
    QCOMPARE(chosen.size(), 0);
    QVERIFY(!m_view->currentIndex().isValid());
}

void TrafficViewTest::choosesTheSameAfterAFilter()
{
    fill(500);
    m_view->select(100);
    QSignalSpy chosen(m_view.get(), &TrafficView::chosen);
    m_model->setFilter(filter(u"payload ~ \"[02468]$\""_s));
    QTRY_VERIFY(!m_model->isFiltering());
    QCOMPARE(m_view->currentIndex().row(), 50);
    QCOMPARE(chosen.size(), 0);
    QVERIFY(m_view->selectionModel()->isRowSelected(50));
}

void TrafficViewTest::remembersColumns()
{
    QVERIFY(m_view->saveLayout().isEmpty()); // Nothing to remember yet.
    m_view->horizontalHeader()->resizeSection(TrafficModel::Type, 222);
    m_view->horizontalHeader()->moveSection(TrafficModel::Size, 0);
    const QByteArray layout = m_view->saveLayout();
    m_view->setProjectShown(false);
    QVERIFY(m_view->isColumnHidden(TrafficModel::Project));

    TrafficView other(*m_model);
    other.restoreLayout(layout);
    QCOMPARE(other.columnWidth(TrafficModel::Type), 222);
    QCOMPARE(other.horizontalHeader()->visualIndex(TrafficModel::Size), 0);
    QVERIFY(!other.isColumnHidden(TrafficModel::Project));
    other.restoreLayout("nonsense");
    QCOMPARE(other.columnWidth(TrafficModel::Type), 222);
}

void TrafficViewTest::showsFieldsAsColumns()
{
    fill(10);
    const QHeaderView &header = *m_view->horizontalHeader();
    constexpr int Field = TrafficModel::ColumnCount;
    QVERIFY(m_model->addField(*filterPath(u"payload")));
    QVERIFY(m_model->addField(*filterPath(u"payload"))); // Is there already.
    QCOMPARE(m_model->columnCount(), Field + 1);
    QCOMPARE(m_model->headerData(Field, Qt::Horizontal, Qt::DisplayRole).toString(), u"payload"_s);
    QCOMPARE(m_model->index(7, Field).data().toString(), u"7"_s);
    QCOMPARE(header.visualIndex(Field), header.visualIndex(TrafficModel::Preview) - 1);
    QVERIFY(m_view->columnWidth(Field) > 0);
    for (int i = 1; i < TrafficModel::MaxFields; ++i)
        QVERIFY(m_model->addField(*filterPath(u"payload.f%1"_s.arg(i))));
    QVERIFY(!m_model->addField(*filterPath(u"payload.more"))); // One too many.
    QVERIFY(m_model->index(7, Field + 1).data().toString().isEmpty());

    TrafficModel sameModel;
    sameModel.setStore(m_store.get());
    sameModel.addField(*filterPath(u"payload"));
    TrafficView same(sameModel);
    auto *columns = same.findChild<ColumnLayout *>();
    columns->setShown(Field, false);
    QVERIFY(sameModel.fields().isEmpty());
    sameModel.addField(*filterPath(u"payload"));
    columns->reset();
    QVERIFY(sameModel.fields().isEmpty());
}

void TrafficViewTest::columnsFillTheWidth_data()
{
    QTest::addColumn<int>("width");
    for (const int width : { 1000, 1280, 1600, 2560 })
        QTest::addRow("%d", width) << width;
}

void TrafficViewTest::columnsFillTheWidth()
{
    QFETCH(int, width);
    fill(10);
    m_view->resize(width, 400);
    int sum = 0;
    for (int column = 0; column < m_model->columnCount(); ++column)
        sum += m_view->columnWidth(column);
    QCOMPARE(sum, m_view->viewport()->width());
    QVERIFY(m_view->columnWidth(TrafficModel::Preview) > 100);
}

void TrafficViewTest::repliesAreNotCutOff_data()
{
    QTest::addColumn<int>("width");
    for (const int width : { 1048, 1280, 1600 }) // 1048 is beside the sidebar in a window of 1280.
        QTest::addRow("%d", width) << width;
}

void TrafficViewTest::repliesAreNotCutOff()
{
    QFETCH(int, width);
    fill(10);
    m_view->resize(width, 400);
    constexpr int Padding = 16;
    const QFontMetrics metrics { QApplication::font() };
    for (const QString &text :
        { u"unanswered for 59 s"_s, u"answered in 1.19 s"_s, u"990 ms, 10 replies"_s })
        QVERIFY2(
            metrics.horizontalAdvance(text) <= m_view->columnWidth(TrafficModel::Reply) - Padding,
            qPrintable(text));
    const QString client = u"data-agent-fast"_s;
    for (const int column : { TrafficModel::From, TrafficModel::To })
        QVERIFY(clientMarkWidth(QApplication::font()) + metrics.horizontalAdvance(client)
            <= m_view->columnWidth(column) - Padding);
}

void TrafficViewTest::clientsAreToldApart()
{
    const auto picture = [](const QString &name) {
        const QFont font = QApplication::font();
        const int width = clientMarkWidth(font)
            + QFontMetrics(font).horizontalAdvance(u"data-agent"_s);
        QImage image(width, 24, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        ClientLabel label;
        label.text = name;
        label.colour = 0;
        paintClient(painter, image.rect(), font, label, Theme::current());
        return image;
    };
    QVERIFY(picture(u"data-agent-fast"_s) != picture(u"data-agent-slow"_s));
}

void TrafficViewTest::deliveredGrowsWhenNeeded()
{
    m_view->resize(1048, 400);
    fill(10);
    const int usual = m_view->columnWidth(TrafficModel::Delivered);
    const int reply = m_view->columnWidth(TrafficModel::Reply);
    BatchMaker maker;
    maker.add({ .addressed = 12'345, .delivered = 12'345, .number = 11 });
    m_store->append(*maker.batch());
    settle();
    QTRY_VERIFY(m_view->columnWidth(TrafficModel::Delivered) > usual);
    QCOMPARE(m_view->columnWidth(TrafficModel::Reply), reply);
}

void TrafficViewTest::newFieldIsSelectedWithItsRow()
{
    fill(10);
    m_view->selectRow(3);
    QVERIFY(m_model->addField(*filterPath(u"payload")));
    QVERIFY(m_view->selectionModel()->isSelected(m_model->index(3, TrafficModel::ColumnCount)));
    QVERIFY(!m_view->selectionModel()->isSelected(m_model->index(4, TrafficModel::ColumnCount)));
}

void TrafficViewTest::chipHidesAtTheLastRow()
{
    QWidget foot(m_view.get());
    NewRowsChip chip(*m_view, *m_model, foot, m_view.get());
    fill(3, 3);
    m_view->setFollowing(false);
    fill(3, 3);
    chip.showCount(false, 0);
    QVERIFY(chip.isHidden()); // All six rows are in sight.
    fill(100);
    m_view->setFollowing(false);
    scrollTo(0);
    chip.showCount(false, 0);
    QVERIFY(!chip.isHidden());
    QCOMPARE(chip.text(), u"103 new"_s);
}

void TrafficViewTest::costsLittleWhileMuchArrives()
{
    m_store->setLimits({ 100'000, 256 * 1024 * 1024 });
    fill(100'000, 1'000);
    ConversationWatch watch;
    watch.setStore(m_store.get(), ConversationWatch::Source::Live);
    watch.setUsed(this, true);
    m_model->setConversations(&watch);
    QTRY_COMPARE(watch.pending(), 0U);
    qint64 longest = 0;
    for (int i = 0; i < 60; ++i) { // Two seconds at 20,000 a second.
        const TrafficBatchPointer batch = numberedBatch(m_next, 667);
        m_next += 667;
        QElapsedTimer clock;
        clock.start();
        m_store->append(*batch);
        watch.advance(1'738'060'200'000 + m_next);
        QCoreApplication::processEvents();
        m_view->grab();
        longest = std::max(longest, clock.elapsed());
    }
    m_model->setConversations(nullptr);
    qInfo("longest turn: %lld ms", static_cast<long long>(longest));
    QVERIFY(longest < 500); // The soak program has the real bound; this one is for a debug build.
}

QTEST_MAIN(TrafficViewTest)
#include "tst_trafficview.moc"
