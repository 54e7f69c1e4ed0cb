// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/columnlayout.h"

#include <QtCore/QEvent>
#include <QtCore/QScopedValueRollback>
#include <QtCore/QStringBuilder>
#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QTableView>

#include <algorithm>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

// A saved layout is a line with the hidden columns, the shown ones, and whether the widths fit by
// themselves, and then the state of the header.
constexpr char ColumnZero = '0'; ///< The next columns have the characters after it.
constexpr char Separator = '|';
constexpr QByteArrayView FitsByItself = "fit";

} // namespace

ColumnLayout::ColumnLayout(QTableView &table, Rules rules)
    : QObject(&table)
    , m_table(table)
    , m_header(*table.horizontalHeader())
    , m_rules(std::move(rules))
    , m_firstSortColumn(m_header.sortIndicatorSection())
    , m_firstSortOrder(m_header.sortIndicatorOrder())
    , m_menu(new QMenu(tr("Columns"), &table))
{
    m_menu->setObjectName(u"columns"_s);
    m_header.setContextMenuPolicy(Qt::CustomContextMenu);
    m_header.setSectionsMovable(true);
    m_header.setStretchLastSection(true);
    table.viewport()->installEventFilter(this);
    connect(m_menu, &QMenu::aboutToShow, this, &ColumnLayout::fillMenu);
    connect(&m_header, &QWidget::customContextMenuRequested, this,
        [this](const QPoint &at) { m_menu->popup(m_header.viewport()->mapToGlobal(at)); });
    connect(&m_header, &QHeaderView::sectionResized, this, &ColumnLayout::noteResized);
    fit();
}

bool ColumnLayout::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

void ColumnLayout::fillMenu()
{
    m_menu->clear();
    const int shown = m_header.count() - m_header.hiddenSectionCount();
    for (int column = 0; column < m_header.count(); ++column) {
        QString title = m_table.model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = m_menu->addAction(title.replace(u'&', "&&"_L1));
        action->setCheckable(true);
        action->setChecked(!m_table.isColumnHidden(column));
        // One column stays, or there would be no header left to bring the others back with.
        action->setEnabled(m_table.isColumnHidden(column) || shown > 1);
        connect(action, &QAction::triggered, this,
            [this, column](bool isShown) { setShown(column, isShown); });
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("Reset columns"), this, &ColumnLayout::reset);
}

void ColumnLayout::setUseful(int column, bool isUseful)
{
    if (isUseful)
        m_useless.remove(column);
    else
        m_useless.insert(column);
    fit();
}

void ColumnLayout::setShown(int column, bool isShown)
{
    if (column >= m_rules.count) {
        Q_EMIT removeWanted(column);
        return;
    }
    m_chosen[column] = isShown;
    if (isShown)
        m_useless.remove(column);
    fit();
}

void ColumnLayout::reset()
{
    m_chosen.clear();
    m_isLaidOutByUser = false;
    Q_EMIT resetWanted();
    for (int column = 0; column < m_rules.count; ++column)
        m_header.moveSection(m_header.visualIndex(column), column);
    fit();
}

bool ColumnLayout::isWanted(int column) const
{
    return !m_useless.contains(column) && m_chosen.value(column, !m_rules.hidden.contains(column));
}

int ColumnLayout::leastWidth(int column) const
{
    int width = m_rules.usualWidth(column);
    for (const Giver &giver : m_rules.givers) {
        if (giver.column == column)
            width -= static_cast<int>(width * giver.part);
    }
    return width;
}

QSet<int> ColumnLayout::columnsWithoutRoom() const
{
    int spare = m_table.viewport()->width();
    for (int column = 0; column < m_header.count(); ++column)
        spare -= isWanted(column) ? leastWidth(column) : 0;
    QSet<int> leaving;
    for (const int column : m_rules.leavers) {
        if (spare >= 0)
            break;
        if (!isWanted(column) || m_chosen.contains(column))
            continue; // The user wants it, whether or not the others fit.
        spare += leastWidth(column);
        leaving.insert(column);
    }
    return leaving;
}

void ColumnLayout::fit()
{
    if (m_isFitting)
        return;
    bool hasChanged = false;
    {
        const QScopedValueRollback guard(m_isFitting, true);
        const QSet<int> leaving = m_isLaidOutByUser ? QSet<int>() : columnsWithoutRoom();
        for (int column = 0; column < m_rules.count; ++column) {
            const bool isHidden = !isWanted(column) || leaving.contains(column);
            hasChanged = hasChanged || isHidden != m_table.isColumnHidden(column);
            m_table.setColumnHidden(column, isHidden);
        }
        if (!m_isLaidOutByUser)
            setWidths();
        (void)m_header.length(); // The header resizes hidden columns now, not later.
    }
    if (hasChanged)
        Q_EMIT changed();
}

void ColumnLayout::setWidths()
{
    std::vector<int> widths(static_cast<size_t>(m_header.count()));
    int spare = m_table.viewport()->width();
    for (size_t column = 0; column < widths.size(); ++column) {
        const int index = static_cast<int>(column);
        widths[column] = m_table.isColumnHidden(index) ? 0 : m_rules.usualWidth(index);
        spare -= widths[column];
    }
    for (const Giver &giver : m_rules.givers) {
        int &width = widths[static_cast<size_t>(giver.column)];
        const int given = std::clamp(-spare, 0, static_cast<int>(width * giver.part));
        width -= given;
        spare += given;
    }
    // The last column takes what is left.
    for (const int taker : m_rules.takers) {
        int &width = widths[static_cast<size_t>(taker)];
        const int taken = std::clamp(spare, 0, width);
        width += taken;
        spare -= taken;
    }
    for (size_t column = 0; column < widths.size(); ++column) {
        if (widths[column] > 0)
            m_table.setColumnWidth(static_cast<int>(column), widths[column]);
    }
}

void ColumnLayout::noteResized(int column)
{
    int last = m_header.count() - 1;
    while (last > 0 && m_header.isSectionHidden(m_header.logicalIndex(last)))
        --last;
    const bool isStretched = m_header.visualIndex(column) == last;
    if (m_isFitting || m_isLaidOutByUser || isStretched || !m_table.isVisible())
        return;
    m_isLaidOutByUser = true;
    // Columns that have stepped back would need room again.
    for (const int leaver : m_rules.leavers) {
        if (isWanted(leaver) && m_table.isColumnHidden(leaver))
            m_chosen[leaver] = false;
    }
}

bool ColumnLayout::isAsAtFirst() const
{
    int next = 0;
    for (int visual = 0; visual < m_header.count(); ++visual) {
        const int column = m_header.logicalIndex(visual);
        if (column < m_rules.count && column != next++)
            return false;
    }
    return m_chosen.isEmpty() && !m_isLaidOutByUser
        && m_header.sortIndicatorSection() == m_firstSortColumn
        && m_header.sortIndicatorOrder() == m_firstSortOrder;
}

QByteArray ColumnLayout::save() const
{
    if (isAsAtFirst())
        return {};
    QByteArray hidden;
    QByteArray shown;
    for (auto column = m_chosen.cbegin(); column != m_chosen.cend(); ++column)
        (*column ? shown : hidden).append(static_cast<char>(ColumnZero + column.key()));
    const QByteArrayView widths = m_isLaidOutByUser ? QByteArrayView() : FitsByItself;
    return hidden + Separator + shown + Separator + widths.toByteArray() + '\n'
        + m_header.saveState();
}

void ColumnLayout::restore(const QByteArray &layout)
{
    const qsizetype line = layout.indexOf('\n');
    {
        const QScopedValueRollback guard(m_isFitting, true);
        if (line < 0 || !m_header.restoreState(layout.mid(line + 1)))
            return;
    }
    const QList<QByteArray> parts = layout.left(line).split(Separator);
    m_chosen.clear();
    const auto choose = [this](const QByteArray &columns, bool isShown) {
        for (const char letter : columns) {
            if (const int column = letter - ColumnZero; column >= 0 && column < m_rules.count)
                m_chosen[column] = isShown;
        }
    };
    choose(parts.value(0), false);
    choose(parts.value(1), true);
    m_isLaidOutByUser = parts.value(2) != FitsByItself;
    fit();
}

} // namespace broadcaster
