// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sidebar/sidebar.h"

#include "inspect/rates/ratehistory.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QToolButton>

#include <algorithm>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class SidebarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allTogetherComesFirst();
    void sparklinesHaveOneScale();
    void changesAreMinimal_data();
    void changesAreMinimal();
    void thousandsOfProjectsAreQuick();
    void chosenProjectStaysWhenItDies();
    void othersKeepTheChoice();
    void fieldAppearsWithManyProjects();
    void findingKeepsTheChoice();
    void stepsEndAtTheEnds();
    void pageIsChosenByKey();
    void narrowHasNoWords();
    void listsPaintThemselves_data();
    void listsPaintThemselves();
    void marksAPage_data();
    void marksAPage();
};

namespace {

ProjectId id(const QString &name)
{
    return *ProjectId::fromUtf8(name.toUtf8());
}

QList<ProjectSummary> projects(const QStringList &names, qint64 clients = 1)
{
    QList<ProjectSummary> all;
    for (const QString &name : names) {
        ProjectSummary project;
        project.id = id(name);
        project.clients = clients;
        all.append(project);
    }
    return all;
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row, 0).data().toString());
    return all;
}

QStringList numbered(int count)
{
    QStringList all;
    for (int i = 0; i < count; ++i)
        all.append(u"project-%1"_s.arg(i, 4, 10, QLatin1Char('0')));
    return all;
}

} // namespace

void SidebarTest::allTogetherComesFirst()
{
    RateHistory rates;
    ProjectListModel model(rates);
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(names(model), QStringList(u"All projects"_s));
    QVERIFY(!model.index(0).data(ProjectListModel::RateRole).isValid()); // Not measured yet.
    BrokerOverview overview;
    overview.projects = projects({ u"zebra"_s, u"Ape"_s, u"\u00e4rger"_s });
    rates.add(overview, 0);
    overview.projects[0].messages = 10;
    rates.add(overview, 1000);
    model.setProjects(overview.projects);
    QCOMPARE(
        names(model), QStringList({ u"All projects"_s, u"Ape"_s, u"zebra"_s, u"\u00e4rger"_s }));
    QCOMPARE(model.index(0).data(ProjectListModel::ClientsRole).toInt(), 3);
    QCOMPARE(model.index(0).data(ProjectListModel::RateRole).toDouble(), 10.0);
    QCOMPARE(model.index(2).data(ProjectListModel::RateRole).toDouble(), 10.0);
    QCOMPARE(model.index(1).data(ProjectListModel::RateRole).toDouble(), 0.0);
    QCOMPARE(model.index(2).data(ProjectListModel::RatesRole).value<QList<double>>().size(),
        ProjectListModel::SparklineSeconds);
    QCOMPARE(model.indexOf(id(u"zebra"_s)).row(), 2);
    QVERIFY(!model.indexOf(id(u"none"_s)).isValid());
}

void SidebarTest::sparklinesHaveOneScale()
{
    RateHistory rates;
    ProjectListModel model(rates);
    BrokerOverview overview;
    overview.projects = projects({ u"idle"_s, u"fast"_s });
    const auto run = [&](qint64 messages, int second) {
        overview.projects[1].messages += messages;
        rates.add(overview, second * 1000);
        model.setProjects(overview.projects);
    };
    const auto scale = [&model](int row) {
        return model.index(row).data(ProjectListModel::ScaleRole).toDouble();
    };
    run(0, 0);
    run(5041, 1);
    run(6, 2);
    QCOMPARE(scale(0), 10'000.0);
    QCOMPARE(scale(1), 10'000.0);
    QCOMPARE(scale(2), 10'000.0);
    const QString tip = model.index(1).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.startsWith(u"fast\n"_s) && tip.contains(u"now 6 /s, at most 5,041 /s"_s),
        qPrintable(tip));
    QVERIFY2(tip.contains(u"0 to 10,000 /s"_s), qPrintable(tip));
    QVERIFY(!model.index(1).data(Qt::AccessibleDescriptionRole).toString().contains(u"Scale"_s));
    run(20'000, 3);
    QCOMPARE(scale(2), 100'000.0); // Also of the project without traffic.
}

void SidebarTest::changesAreMinimal_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<int>("inserts");
    QTest::addColumn<int>("removes");
    const QStringList abc { u"a"_s, u"b"_s, u"c"_s };
    QTest::newRow("the same") << abc << QStringList { u"c"_s, u"a"_s, u"b"_s } << 0 << 0;
    QTest::newRow("at the end") << abc << (abc + QStringList { u"d"_s, u"e"_s }) << 1 << 0;
    QTest::newRow("at the start") << abc << (QStringList { u"0"_s, u"1"_s } + abc) << 1 << 0;
    QTest::newRow("between") << abc << (QStringList { u"aa"_s, u"bb"_s } + abc) << 2 << 0;
    QTest::newRow("one goes") << abc << QStringList { u"a"_s, u"c"_s } << 0 << 1;
    QTest::newRow("all go") << abc << QStringList() << 0 << 1;
    QTest::newRow("all others") << abc << QStringList { u"x"_s, u"y"_s } << 1 << 1;
}

void SidebarTest::changesAreMinimal()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    QFETCH(int, inserts);
    QFETCH(int, removes);
    const RateHistory rates;
    ProjectListModel model(rates);
    const QAbstractItemModelTester tester(&model);
    model.setProjects(projects(before));
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.setProjects(projects(after));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(inserted.size(), inserts);
    QCOMPARE(removed.size(), removes);
    QStringList expected = after;
    std::sort(expected.begin(), expected.end());
    QCOMPARE(names(model), QStringList(u"All projects"_s) + expected);

    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setProjects(projects(after));
    QCOMPARE(changed.size(), 0);
    model.setProjects(projects(after, 2));
    QCOMPARE(changed.size(), after.isEmpty() ? 0 : 1);
}

void SidebarTest::thousandsOfProjectsAreQuick()
{
    constexpr int Count = 5000;
    RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.resize(Sidebar::UsualWidth, 600);
    sidebar.show();
    sidebar.setProjects(projects(numbered(Count)));
    QElapsedTimer timer;
    timer.start();
    sidebar.setProjects(projects(numbered(Count), 2)); // Every project changed.
    (void)sidebar.grab();
    // Once a second; a frame has 50 ms. Sanitizers and loaded machines take their share.
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(sidebar.findChild<QListView *>(u"projects"_s)->model()->rowCount(), Count + 1);
}

void SidebarTest::chosenProjectStaysWhenItDies()
{
    const RateHistory rates;
    Sidebar sidebar(rates);
    const QListView *list = sidebar.findChild<QListView *>(u"projects"_s);
    sidebar.setProjects(projects({ u"a"_s, u"b"_s }));
    sidebar.setScope(id(u"b"_s));
    QSignalSpy chosen(&sidebar, &Sidebar::scopeChosen);
    sidebar.setProjects(projects({ u"a"_s }));
    QCOMPARE(names(*list->model()), QStringList({ u"All projects"_s, u"a"_s, u"b"_s }));
    QCOMPARE(list->currentIndex().row(), 2);
    QCOMPARE(list->currentIndex().data(ProjectListModel::ClientsRole).toInt(), 0);
    QCOMPARE(chosen.size(), 0);
    sidebar.setScope({}); // Nobody wants it any more.
    QCOMPARE(names(*list->model()), QStringList({ u"All projects"_s, u"a"_s }));
    QCOMPARE(list->currentIndex().row(), 0);
    QCOMPARE(chosen.size(), 1);
}

void SidebarTest::othersKeepTheChoice()
{
    const RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.setProjects(projects({ u"b"_s }));
    sidebar.setScope(id(u"b"_s));
    sidebar.setProjects(projects({ u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(sidebar.scope(), id(u"b"_s));
    QCOMPARE(sidebar.findChild<QListView *>(u"projects"_s)->currentIndex().row(), 2);
}

void SidebarTest::fieldAppearsWithManyProjects()
{
    const RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.show();
    const auto *find = sidebar.findChild<QLineEdit *>(u"findProject"_s);
    sidebar.setProjects(projects(numbered(Sidebar::ProjectsAtAGlance)));
    QVERIFY(!find->isVisible());
    sidebar.setProjects(projects(numbered(Sidebar::ProjectsAtAGlance + 1)));
    QVERIFY(find->isVisible());
}

void SidebarTest::findingKeepsTheChoice()
{
    const RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.show();
    sidebar.setProjects(projects(numbered(20)));
    sidebar.setScope(id(u"project-0003"_s));
    QSignalSpy chosen(&sidebar, &Sidebar::scopeChosen);
    auto *find = sidebar.findChild<QLineEdit *>(u"findProject"_s);
    QTest::keyClicks(find, u"CT-0007"_s);
    const QListView *list = sidebar.findChild<QListView *>(u"projects"_s);
    QCOMPARE(names(*list->model()),
        QStringList({ u"All projects"_s, u"project-0003"_s, u"project-0007"_s }));
    QCOMPARE(chosen.size(), 0);
    sidebar.stepProject(1);
    QCOMPARE(sidebar.scope(), id(u"project-0007"_s));
    sidebar.setProjects(projects(numbered(3))); // Typed text can be taken back.
    QVERIFY(find->isVisible());
    find->clear();
    QCOMPARE(list->model()->rowCount(), 5);
}

void SidebarTest::stepsEndAtTheEnds()
{
    const RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.stepProject(1); // There is no project.
    QVERIFY(sidebar.scope().isNull());
    sidebar.setProjects(projects({ u"a"_s, u"b"_s }));
    sidebar.stepProject(1);
    QCOMPARE(sidebar.scope(), id(u"a"_s));
    sidebar.stepProject(5);
    QCOMPARE(sidebar.scope(), id(u"b"_s));
    sidebar.stepProject(-5);
    QVERIFY(sidebar.scope().isNull());
}

void SidebarTest::pageIsChosenByKey()
{
    const RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.addPage("traffic", u"Traffic"_s, u"Traffic (Ctrl+1)"_s);
    sidebar.addPage("clients", u"Clients"_s, u"Clients (Ctrl+2)"_s);
    sidebar.show();
    sidebar.setCurrentPage(0);
    QSignalSpy chosen(&sidebar, &Sidebar::pageChosen);
    auto *pages = sidebar.findChild<QListView *>(u"pages"_s);
    QTest::keyClick(pages, Qt::Key_Down);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toInt(), 1);
    QTest::mouseClick(pages->viewport(), Qt::LeftButton, {},
        pages->visualRect(pages->model()->index(0, 0)).center());
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen[1][0].toInt(), 0);
    QVERIFY(!pages->model()->index(1, 0).data(Qt::ToolTipRole).toString().isEmpty());
}

void SidebarTest::narrowHasNoWords()
{
    const RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.addPage("traffic", u"Traffic"_s, {});
    sidebar.setProjects(projects(numbered(20)));
    sidebar.show();
    const auto *find = sidebar.findChild<QLineEdit *>(u"findProject"_s);
    const auto *toggle = sidebar.findChild<QToolButton *>(u"narrowSidebar"_s);
    const QString wide = toggle->accessibleName();
    QVERIFY(find->isVisible());
    QSignalSpy toggled(&sidebar, &Sidebar::narrowToggled);
    QTest::mouseClick(const_cast<QToolButton *>(toggle), Qt::LeftButton);
    QCOMPARE(toggled.size(), 1); // The window decides.
    sidebar.setNarrow(true);
    QVERIFY(!find->isVisible());
    QCOMPARE(sidebar.maximumWidth(), Sidebar::NarrowWidth);
    QVERIFY(toggle->accessibleName() != wide);
    sidebar.setNarrow(false);
    QVERIFY(find->isVisible());
    QVERIFY(sidebar.minimumWidth() >= Sidebar::MinWidth);
}

void SidebarTest::listsPaintThemselves_data()
{
    QTest::addColumn<bool>("isNarrow");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("wide") << false << Qt::LeftToRight;
    QTest::newRow("wide, from the right") << false << Qt::RightToLeft;
    QTest::newRow("narrow") << true << Qt::LeftToRight;
}

void SidebarTest::listsPaintThemselves()
{
    QFETCH(bool, isNarrow);
    QFETCH(Qt::LayoutDirection, direction);
    RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.setLayoutDirection(direction);
    sidebar.addPage("traffic", u"Traffic"_s, {});
    sidebar.addPage("clients", u"Clients"_s, {});
    sidebar.setNarrow(isNarrow);
    sidebar.resize(isNarrow ? Sidebar::NarrowWidth : Sidebar::UsualWidth, 500);
    const QImage empty = sidebar.grab().toImage();
    BrokerOverview overview;
    overview.projects = projects({ u"demo"_s });
    for (int second = 0; second < 5; ++second) {
        overview.projects[0].messages += second;
        rates.add(overview, second * 1000);
    }
    sidebar.setProjects(overview.projects);
    sidebar.setFigure(0, u"4 /s"_s);
    sidebar.setScope(id(u"demo"_s));
    QVERIFY(sidebar.grab().toImage() != empty);
}

void SidebarTest::marksAPage_data()
{
    QTest::addColumn<bool>("isNarrow");
    QTest::newRow("wide") << false;
    QTest::newRow("narrow") << true;
}

void SidebarTest::marksAPage()
{
    QFETCH(const bool, isNarrow);
    RateHistory rates;
    Sidebar sidebar(rates);
    sidebar.addPage("traffic", u"Traffic"_s, {});
    sidebar.setNarrow(isNarrow);
    sidebar.resize(isNarrow ? Sidebar::NarrowWidth : Sidebar::UsualWidth, 500);
    sidebar.setFigure(0, u"4 /s"_s);
    const QImage before = sidebar.grab().toImage();
    sidebar.setAlert(0, u"12"_s, u"12 messages reached nobody."_s);
    QVERIFY(sidebar.grab().toImage() != before);
    const QModelIndex page = sidebar.findChild<QListView *>(u"pages"_s)->model()->index(0, 0);
    QCOMPARE(page.data(Qt::AccessibleDescriptionRole).toString(),
        u"4 /s, 12 messages reached nobody."_s);
    sidebar.setAlert(0, {}, {});
    QCOMPARE(sidebar.grab().toImage(), before);
    QCOMPARE(page.data(Qt::AccessibleDescriptionRole).toString(), u"4 /s"_s);
}

QTEST_MAIN(SidebarTest)
#include "tst_sidebar.moc"
