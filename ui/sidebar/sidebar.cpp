// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sidebar/sidebar.h"

#include "ui/sidebar/sidebardelegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/scaledfont.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Sidebar::Sidebar(const RateHistory &rates, QWidget *parent)
    : QWidget(parent)
    , m_projects(rates)
    , m_pageList(makeList(u"pages"_s, tr("Pages")))
    , m_projectList(makeList(u"projects"_s, tr("Projects")))
    , m_pageDelegate(new SidebarDelegate(SidebarDelegate::Kind::Pages, this))
    , m_projectDelegate(new SidebarDelegate(SidebarDelegate::Kind::Projects, this))
    , m_heading(new QLabel(tr("Projects"), this))
    , m_find(new QLineEdit(this))
    , m_narrow(new QToolButton(this))
{
    setObjectName(u"sidebar"_s);
    buildLists();
    m_find->setObjectName(u"findProject"_s);
    m_find->setAccessibleName(tr("Find a project"));
    m_find->setPlaceholderText(tr("Find a project"));
    m_find->setClearButtonEnabled(true);
    m_find->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    m_find->hide();
    connect(m_find, &QLineEdit::textChanged, &m_found, &ProjectFinder::setNeedle);
    connect(&m_found, &QAbstractItemModel::modelReset, this, &Sidebar::showCurrent);

    m_tidy.setSingleShot(true);
    m_tidy.setInterval(0);
    connect(&m_tidy, &QTimer::timeout, this, &Sidebar::tidy);
    m_narrow->setObjectName(u"narrowSidebar"_s);
    m_narrow->setAutoRaise(true);
    connect(m_narrow, &QToolButton::clicked, this, &Sidebar::narrowToggled);
    layOut();
    setNarrow(false);
    showCurrent();
}

void Sidebar::buildLists()
{
    m_pageList->setModel(&m_pages);
    m_pageList->setItemDelegate(m_pageDelegate);
    m_pageList->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_pageList->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &index) {
            if (!index.isValid())
                return;
            showOffered();
            Q_EMIT pageChosen(index.row());
        });

    m_found.setSourceModel(&m_projects);
    m_projectList->setModel(&m_found);
    m_projectList->setItemDelegate(m_projectDelegate);
    connect(m_projectList->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &Sidebar::takeCurrent);
}

QListView *Sidebar::makeList(const QString &objectName, const QString &accessibleName)
{
    auto *list = new QListView(this);
    list->setObjectName(objectName);
    list->setAccessibleName(accessibleName);
    list->setFrameShape(QFrame::NoFrame);
    list->setUniformItemSizes(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setMouseTracking(true); // Rows lighten under the mouse.
    return list;
}

void Sidebar::layOut()
{
    constexpr int Margin = 10;
    constexpr double Small = 0.8;
    QFont font = scaledFont(m_heading->font(), Small);
    font.setWeight(QFont::DemiBold);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
    m_heading->setFont(font);
    m_heading->setContentsMargins(2 * Margin, Margin + 6, Margin, 4);
    m_heading->setForegroundRole(QPalette::PlaceholderText);

    auto *findRow = new QHBoxLayout;
    findRow->setContentsMargins(Margin, 2, Margin, 6);
    findRow->addWidget(m_find);
    auto *end = new QHBoxLayout;
    end->setContentsMargins(Margin, 4, Margin, 6);
    end->addWidget(m_narrow);
    end->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Margin, 1, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pageList);
    layout->addWidget(m_heading);
    layout->addLayout(findRow);
    layout->addWidget(m_projectList, 1);
    layout->addLayout(end);
}

void Sidebar::addPage(const char *icon, const QString &title, const QString &tip)
{
    auto *item = new QStandardItem(themedIcon(icon), title);
    item->setToolTip(tip);
    m_pages.appendRow(item);
    fitPages();
}

void Sidebar::fitPages()
{
    const int row = m_pageList->sizeHintForRow(0);
    int shown = 0;
    for (int page = 0; page < m_pages.rowCount(); ++page)
        shown += m_pageList->isRowHidden(page) ? 0 : 1;
    m_pageList->setFixedHeight(std::max(0, row) * shown);
}

void Sidebar::setPageOffered(int page, bool isOffered)
{
    if (isOffered)
        m_withheld.remove(page);
    else
        m_withheld.insert(page);
    showOffered();
}

void Sidebar::showOffered()
{
    const int current = m_pageList->currentIndex().row();
    for (int page = 0; page < m_pages.rowCount(); ++page)
        m_pageList->setRowHidden(page, page != current && m_withheld.contains(page));
    fitPages();
}

void Sidebar::setFigure(int page, const QString &figure)
{
    if (QStandardItem *item = m_pages.item(page)) {
        item->setData(figure, SidebarDelegate::FigureRole);
        describe(*item);
    }
}

void Sidebar::setAlert(int page, const QString &mark, const QString &words)
{
    if (QStandardItem *item = m_pages.item(page)) {
        item->setData(mark, SidebarDelegate::AlertRole);
        item->setData(words, SidebarDelegate::AlertWordsRole);
        describe(*item);
    }
}

void Sidebar::describe(QStandardItem &item)
{
    QStringList parts { item.data(SidebarDelegate::FigureRole).toString(),
        item.data(SidebarDelegate::AlertWordsRole).toString() };
    parts.removeAll(QString());
    item.setData(parts.join(u", "), Qt::AccessibleDescriptionRole);
}

void Sidebar::setCurrentPage(int page)
{
    m_pageList->setCurrentIndex(m_pages.index(page, 0));
}

void Sidebar::setProjects(const QList<ProjectSummary> &projects)
{
    if (m_tidy.isActive())
        tidy();
    m_projects.setProjects(projects);
    showFind();
    // The sparklines move on even if the figures do not change.
    m_projectList->viewport()->update();
}

void Sidebar::setScope(const ProjectId &project)
{
    if (project == m_scope)
        return;
    m_scope = project;
    tidy();
    Q_EMIT scopeChosen(project);
}

/// Keeps the chosen project in the list and current; removes the one before it unless it is live.
void Sidebar::tidy()
{
    m_tidy.stop();
    // Another row may become the current one when a row goes.
    m_isShowingCurrent = true;
    m_found.keep(m_scope);
    m_projects.keep(m_scope);
    showCurrent();
}

void Sidebar::stepProject(int by)
{
    const int last = m_found.rowCount() - 1;
    const int row = m_projectList->currentIndex().row();
    m_projectList->setCurrentIndex(m_found.index(std::clamp(row + by, 0, last), 0));
}

void Sidebar::takeCurrent(const QModelIndex &index)
{
    if (!index.isValid() || m_isShowingCurrent)
        return;
    const auto project = index.data(ProjectListModel::ProjectRole).value<ProjectId>();
    if (project == m_scope)
        return;
    m_scope = project;
    m_tidy.start();
    Q_EMIT scopeChosen(project);
}

void Sidebar::showCurrent()
{
    m_isShowingCurrent = true;
    const QModelIndex index = m_found.mapFromSource(m_projects.indexOf(m_scope));
    m_projectList->setCurrentIndex(index);
    m_projectList->scrollTo(index);
    m_isShowingCurrent = false;
}

void Sidebar::showFind()
{
    const bool areMany = m_projects.rowCount() - 1 > ProjectsAtAGlance;
    const bool isShown = !m_isNarrow && (areMany || !m_find->text().isEmpty());
    if (isShown != m_find->isVisibleTo(this))
        m_find->setVisible(isShown);
}

void Sidebar::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    m_pageDelegate->setNarrow(isNarrow);
    m_projectDelegate->setNarrow(isNarrow);
    m_heading->setVisible(!isNarrow);
    const QString text = isNarrow ? tr("Widen the sidebar") : tr("Narrow the sidebar");
    m_narrow->setIcon(themedIcon(isNarrow ? "right" : "left"));
    m_narrow->setToolTip(text);
    m_narrow->setAccessibleName(text);
    setMinimumWidth(isNarrow ? NarrowWidth : MinWidth);
    setMaximumWidth(isNarrow ? NarrowWidth : MaxWidth);
    showFind();
    for (QListView *list : { m_pageList, m_projectList })
        list->doItemsLayout();
    fitPages();
}

void Sidebar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
}

} // namespace broadcaster
