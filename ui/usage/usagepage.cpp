// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/usagepage.h"

#include "inspect/rates/chartmath.h"
#include "server/api/limits.h"
#include "ui/base/errortext.h"
#include "ui/base/obstacletext.h"
#include "ui/base/text.h"
#include "ui/prompts/prompts.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/usage/barchart.h"
#include "ui/usage/figure.h"
#include "ui/usage/liveusage.h"
#include "ui/usage/usagecsv.h"
#include "ui/usage/usagetable.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/errorline.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/sectionheader.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtCore/QSaveFile>
#include <QtCore/QSignalBlocker>
#include <QtGui/QAction>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>

#include <algorithm>
#include <numeric>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto UsageInterval = 5s;
constexpr int ShownProjects = 20;
constexpr int ChooserLetters = 28;

/// "usage-shop.csv", without characters that a file's name may not have.
QString fileName(const ProjectId &project)
{
    constexpr qsizetype Most = 64;
    static const QRegularExpression odd(
        u"[^\\w-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    const QString name = project.toString().replace(odd, u"-"_s).left(Most);
    return project.isNull() ? u"usage.csv"_s : u"usage-%1.csv"_s.arg(name);
}

} // namespace

UsagePage::UsagePage(Console &console, OverviewFeed &overviews, Prompts &prompts,
    const RateHistory &rates, QWidget *parent)
    : Page(parent)
    , m_console(console)
    , m_prompts(prompts)
    , m_chooser(new QComboBox(this))
    , m_error(new ErrorLine(this))
    , m_total(new Figure(this))
    , m_month(new Figure(this))
    , m_today(new Figure(this))
    , m_busiest(new Figure(this))
    , m_stack(new QStackedWidget(this))
    , m_chart(new BarChart(this))
    , m_table(usageTable(m_model, this))
    , m_live(new LiveUsage(console, rates, this))
    , m_asTable(new QAction(themedIcon("table"), tr("As a table"), this))
    , m_export(new QAction(themedIcon("export"), tr("Export usage…"), this))
{
    setObjectName(u"usage"_s);
    setAccessibleName(tr("Usage"));
    buildActions();
    layOut();
    m_timer.setInterval(UsageInterval);
    connect(&m_timer, &QTimer::timeout, this, &UsagePage::load);
    connect(m_error, &ErrorLine::retried, this, &UsagePage::load);
    connect(m_chooser, &QComboBox::activated, this, [this](int index) {
        Q_EMIT scopeRequested(m_chooser->itemData(index).value<ProjectId>());
    });
    connect(&overviews, &OverviewFeed::arrived, m_live, &LiveUsage::showOverview);
    m_console.on<StateChanged>(this, [this] {
        m_live->showOverview({});
        refresh();
        if (isVisible())
            load();
    });
    fillProjects();
    showNothing();
}

void UsagePage::buildActions()
{
    m_asTable->setObjectName(u"usageAsTable"_s);
    m_asTable->setCheckable(true);
    m_export->setObjectName(u"exportUsage"_s);
    connect(m_asTable, &QAction::toggled, this, [this](bool isTable) {
        m_stack->setCurrentWidget(isTable ? static_cast<QWidget *>(m_table) : m_chart);
        m_live->setAsTable(isTable);
    });
    connect(m_export, &QAction::triggered, this, &UsagePage::exportCsv);
}

QWidget *UsagePage::buildBar()
{
    auto *bar = new QWidget(this);
    m_chooser->setObjectName(u"usageProject"_s);
    m_chooser->setAccessibleName(tr("Project"));
    m_chooser->setMaxVisibleItems(ShownProjects);
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chooser->setMinimumContentsLength(ChooserLetters);
    auto *label = new QLabel(tr("&Project"), bar);
    label->setBuddy(m_chooser);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(2 * LayoutStep - 2, LayoutStep + 2, 2 * LayoutStep - 2, LayoutStep + 2);
    row->setSpacing(LayoutStep);
    row->addWidget(label);
    row->addWidget(m_chooser);
    row->addStretch();
    row->addWidget(new ActionButton(*m_asTable, bar));
    row->addWidget(new ActionButton(*m_export, bar));
    return bar;
}

QLayout *UsagePage::buildFigures()
{
    m_total->setObjectName(u"usageTotal"_s);
    m_month->setObjectName(u"usageMonth"_s);
    m_today->setObjectName(u"usageToday"_s);
    m_busiest->setObjectName(u"usageBusiest"_s);
    return figureRow({ m_total, m_month, m_today, m_busiest });
}

QWidget *UsagePage::buildContent()
{
    m_chart->setObjectName(u"usageChart"_s);
    m_table->setObjectName(u"usageTable"_s);
    m_table->setAccessibleName(tr("Messages per day"));
    m_stack->addWidget(m_chart);
    m_stack->addWidget(m_table);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, LayoutStep);
    rows->setSpacing(LayoutStep);
    rows->addLayout(buildFigures());
    rows->addWidget(new SectionHeader(tr("Messages per day"),
        tr("Last %1 days (UTC), today so far").arg(limits::UsageDays), content));
    rows->addWidget(m_stack, 1);
    rows->addWidget(m_live, 1);
    return content;
}

void UsagePage::layOut()
{
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(buildContent());
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(new Hairline(this));
    rows->addWidget(m_error);
    rows->addWidget(area, 1);
}

void UsagePage::setScope(const ProjectId &project)
{
    if (project == m_project)
        return;
    m_project = project;
    fillProjects();
    showNothing();
    m_live->setProject(project);
    if (isVisible())
        load();
}

QList<Page::MenuAction> UsagePage::menuActions() const
{
    return { { Menu::File, m_export } };
}

void UsagePage::refresh()
{
    m_live->refresh();
}

void UsagePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    load();
    refresh();
    m_timer.start();
}

void UsagePage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_timer.stop();
    m_exportError.clear();
    showError();
}

void UsagePage::load()
{
    if (const Obstacle obstacle = m_console.obstacleTo<ShowUsage>(); obstacle != Obstacle::None) {
        if (m_days.isEmpty())
            m_chart->setMessage(obstacleText(obstacle));
        return;
    }
    // Never two requests at a time: a busy database would get more of them, not fewer.
    if (m_askedProjects.isFinished()) {
        m_askedProjects = m_console.ask(ListCountedProjects());
        m_askedProjects.then(
            this, [this](const Result<QList<ProjectId>> &projects) { takeProjects(projects); });
    }
    if (m_asked.isFinished()) {
        m_asked = m_console.ask(ShowUsage { m_project });
        m_asked.then(this, [this, project = m_project](const Result<UsageReport> &report) {
            takeReport(project, report);
        });
    }
}

void UsagePage::takeProjects(const Result<QList<ProjectId>> &projects)
{
    // A failure here also fails the report, which tells the user. An open list stays as it is.
    if (!projects || m_projects == *projects || m_chooser->view()->isVisible())
        return;
    m_projects = *projects;
    fillProjects();
}

void UsagePage::takeReport(const ProjectId &project, const Result<UsageReport> &report)
{
    if (project != m_project) {
        load(); // Another one has been chosen since.
        return;
    }
    m_loadError = report ? QString()
                         : tr("The usage cannot be read. %1").arg(errorText(report.error()));
    showError();
    if (report)
        showReport(*report);
    else if (m_days.isEmpty())
        m_chart->setMessage(tr("Nothing is known yet."));
}

void UsagePage::showError()
{
    const bool isOfExport = !m_exportError.isEmpty();
    m_error->setError(isOfExport ? m_exportError : m_loadError, !isOfExport);
}

void UsagePage::fillProjects()
{
    QList<ProjectId> listed = m_projects;
    if (!m_project.isNull() && !listed.contains(m_project))
        listed.prepend(m_project);
    listed.prepend({});
    const QSignalBlocker blocker(m_chooser);
    m_chooser->clear();
    for (const ProjectId &project : std::as_const(listed))
        m_chooser->addItem(project.isNull() ? tr("All projects") : project.toString(),
            QVariant::fromValue(project));
    m_chooser->setCurrentIndex(static_cast<int>(listed.indexOf(m_project)));
    m_chooser->setToolTip(m_chooser->currentText());
}

void UsagePage::showNothing()
{
    m_days.clear();
    m_model.setDays({});
    m_chart->setDays({});
    m_chart->setMessage(tr("Reading the usage"));
    const QString unknown(u'\u2013');
    m_total->setFigure(unknown, tr("messages in total"));
    m_month->setFigure(unknown, tr("in the last %1 days").arg(limits::UsageDays));
    m_today->setFigure(unknown, tr("today, so far"));
    m_busiest->setFigure(unknown, tr("on the busiest day"));
    m_export->setEnabled(false);
}

void UsagePage::showReport(const UsageReport &report)
{
    const auto less = [](const DailyUsage &a, const DailyUsage &b) { return a.count < b.count; };
    m_days = filledDays(report.days, QDateTime::currentDateTimeUtc().date(), limits::UsageDays);
    const qint64 sum = std::accumulate(m_days.cbegin(), m_days.cend(), qint64(0),
        [](qint64 before, const DailyUsage &day) { return before + day.count; });
    const DailyUsage busiest = *std::max_element(m_days.cbegin(), m_days.cend(), less);
    m_model.setDays(m_days);
    m_chart->setDays(m_days);
    m_chart->setMessage(sum > 0
            ? QString()
            : tr("No messages in the last %1 days. New messages are counted here within "
                 "seconds.")
                  .arg(limits::UsageDays));
    showFigures(report.total, sum, busiest);
    m_export->setEnabled(true);
}

/// A figure that would repeat another one is hidden: on the first day all of them are the same.
void UsagePage::showFigures(qint64 total, qint64 month, const DailyUsage &busiest)
{
    const qint64 today = m_days.last().count;
    const bool isAllToday = total == today && total > 0;
    m_total->setFigure(countText(total),
        isAllToday ? tr("messages in total, all of them today") : tr("messages in total"));
    m_month->setFigure(countText(month), tr("in the last %1 days").arg(limits::UsageDays));
    m_today->setFigure(countText(today), tr("today, so far"));
    m_busiest->setFigure(countText(busiest.count),
        tr("on the busiest day, %1").arg(QLocale().toString(busiest.date, tr("d MMM"))));
    m_month->setVisible(month != total && month != today);
    m_today->setVisible(today != total);
    m_busiest->setVisible(busiest.count != month && busiest.count != today);
}

void UsagePage::exportCsv()
{
    const QByteArray csv = usageCsv(m_project, m_days); // The days that are shown now.
    const std::optional<Prompts::File> file = m_prompts.fileToSave(
        this, tr("Export usage"), fileName(m_project), { ExportFormat::Csv });
    if (!file)
        return;
    QSaveFile out(file->path);
    const bool isWritten = out.open(QIODevice::WriteOnly) && out.write(csv) == csv.size()
        && out.commit();
    m_exportError = isWritten
        ? QString()
        : tr("%1 cannot be written. %2. Choose another place.").arg(file->path, out.errorString());
    showError();
}

} // namespace broadcaster
