// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficview.h"

#include "ui/theme/theme.h"
#include "ui/traffic/trafficdelegate.h"
#include "ui/traffic/trafficheader.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/widgets/columnlayout.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <iterator>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The least important columns give way first, and stay wide enough to be read. Only when that is
/// not enough, texts are cut off that were whole.
constexpr ColumnLayout::Giver Givers[] = { { TrafficModel::Preview, 0.5 },
    { TrafficModel::Project, 0.2 }, { TrafficModel::Delta, 0.15 }, { TrafficModel::Type, 0.25 },
    { TrafficModel::From, 0.1 }, { TrafficModel::To, 0.1 }, { TrafficModel::Size, 0.15 },
    { TrafficModel::Delivered, 0.1 }, { TrafficModel::Preview, 0.3 }, { TrafficModel::Type, 0.15 },
    { TrafficModel::Project, 0.2 }, { TrafficModel::From, 0.25 }, { TrafficModel::To, 0.25 },
    { TrafficModel::Delivered, 0.25 }, { TrafficModel::Reply, 0.3 } };

} // namespace

TrafficView::TrafficView(TrafficModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new TrafficDelegate(this))
    , m_header(new TrafficHeader(this))
{
    setObjectName(u"trafficView"_s);
    setAccessibleName(tr("Messages"));
    setItemDelegate(m_delegate);
    setHorizontalHeader(m_header);
    setModel(&model);
    setUpHeaders();
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TrafficView::noteScrolled);
    connect(this, &QTableView::pressed, this, &TrafficView::choose);
    connect(this, &QTableView::activated, this, &TrafficView::choose);
    connect(&model, &TrafficModel::modelAboutToBeReset, this, &TrafficView::forgetRows);
    connect(&model, &TrafficModel::filterProgressed, this, &TrafficView::returnToAnchor);
    fitFonts();
}

void TrafficView::setUpHeaders()
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_columns = new ColumnLayout(*this,
        { TrafficModel::ColumnCount, [this](int column) { return m_delegate->usualWidth(column); },
            { std::begin(Givers), std::end(Givers) },
            { TrafficModel::Size, TrafficModel::Delta, TrafficModel::Project },
            { TrafficModel::Preview, TrafficModel::Type, TrafficModel::Project }, {} });
    connect(m_columns, &ColumnLayout::changed, this, &TrafficView::columnsChanged);
    connect(m_columns, &ColumnLayout::removeWanted, &m_model, &TrafficModel::removeField);
    connect(m_columns, &ColumnLayout::resetWanted, this, [this] {
        while (!m_model.fields().isEmpty())
            m_model.removeField(m_model.columnCount() - 1);
    });
    connect(&m_model, &TrafficModel::columnsInserted, this, [this](const QModelIndex &, int first) {
        m_header->moveSection(
            m_header->visualIndex(first), m_header->visualIndex(TrafficModel::Preview));
        m_columns->fit();
        // The new cells belong to the selected rows, too.
        selectionModel()->select(
            selectionModel()->selection(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    });
    connect(&m_model, &TrafficModel::columnsRemoved, m_columns, &ColumnLayout::fit);
}

void TrafficView::setFollowing(bool following)
{
    if (following) {
        m_anchor.reset();
        const QScopedValueRollback guard(m_isAdjusting, true);
        updateGeometries();
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
    if (following == m_isFollowing)
        return;
    m_isFollowing = following;
    Q_EMIT followingChanged(following);
}

bool TrafficView::showsLastRow() const
{
    const int last = m_model.rowCount() - 1;
    return last < 0
        || rowViewportPosition(last) + verticalHeader()->defaultSectionSize()
        <= viewport()->height();
}

void TrafficView::noteScrolled()
{
    if (m_isAdjusting)
        return;
    m_anchor.reset();
    setFollowing(verticalScrollBar()->value() == verticalScrollBar()->maximum());
}

void TrafficView::updateGeometries()
{
    const QScopedValueRollback guard(m_isAdjusting, true);
    const int wanted = verticalScrollBar()->value() + std::exchange(m_shift, 0);
    QTableView::updateGeometries();
    verticalScrollBar()->setValue(m_isFollowing ? verticalScrollBar()->maximum() : wanted);
}

void TrafficView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QTableView::rowsInserted(parent, first, last);
    const bool isAbove = first == 0 && m_model.rowCount() > last + 1;
    if (isAbove)
        m_shift += (last - first + 1) * verticalHeader()->defaultSectionSize();
    chooseAgain();
}

void TrafficView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    const int current = currentIndex().row();
    if (current >= first && current <= last)
        selectionModel()->clearCurrentIndex(); // The other rows stay selected.
    m_shift -= (last - first + 1) * verticalHeader()->defaultSectionSize();
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void TrafficView::forgetRows()
{
    m_shift = 0;
    const int top = rowAt(0);
    m_anchor.reset();
    if (!m_isFollowing && top >= 0 && top < m_model.rowCount())
        m_anchor = m_model.sequenceAt(top);
}

void TrafficView::returnToAnchor()
{
    if (!m_anchor || (m_model.isFiltering() && !m_model.hasLookedAt(*m_anchor)))
        return;
    const quint64 anchor = *std::exchange(m_anchor, {});
    const int row = std::min(m_model.rowFrom(anchor), m_model.rowCount() - 1);
    if (row < 0)
        return;
    const QScopedValueRollback guard(m_isAdjusting, true);
    updateGeometries();
    verticalScrollBar()->setValue(row * verticalHeader()->defaultSectionSize());
}

void TrafficView::select(quint64 sequence)
{
    const int row = m_model.rowOf(sequence);
    if (row < 0)
        return;
    selectionModel()->setCurrentIndex(m_model.index(row, std::max(0, currentIndex().column())),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    choose(currentIndex()); // It may have been the current one before it was chosen.
}

void TrafficView::focusInEvent(QFocusEvent *event)
{
    // Qt makes a row current. Nobody has chosen that message yet.
    const QScopedValueRollback guard(m_isEntering, true);
    QTableView::focusInEvent(event);
}

void TrafficView::keepChosenInSight()
{
    const QScopedValueRollback guard(m_isAdjusting, true);
    updateGeometries();
    if (!m_isFollowing && currentIndex().isValid())
        scrollTo(currentIndex());
}

void TrafficView::chooseAgain()
{
    const int row = m_chosen ? m_model.rowOf(*m_chosen) : -1;
    if (row < 0 || currentIndex().isValid())
        return;
    const QScopedValueRollback guard(m_isAdjusting, true);
    setAutoScroll(false); // The row stays where it is: nobody asked to see it.
    selectionModel()->setCurrentIndex(m_model.index(row, 0),
        selectionModel()->hasSelection()
            ? QItemSelectionModel::NoUpdate
            : QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    setAutoScroll(true);
}

void TrafficView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_isEntering)
        choose(current);
}

void TrafficView::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const quint64 sequence = m_model.sequenceAt(index.row());
    if (!m_isAdjusting && m_chosen != sequence && index.row() + 1 < m_model.rowCount())
        setFollowing(false); // Otherwise the row would run away from its reader.
    if (std::exchange(m_chosen, sequence) != sequence)
        Q_EMIT chosen(sequence);
}

void TrafficView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectedRowsChanged();
}

RowRanges TrafficView::selectedRows() const
{
    return broadcaster::selectedRows(*selectionModel());
}

QModelIndex TrafficView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = m_model.rowCount();
    if (m_isEntering && rows > 0) {
        const int last = rowAt(viewport()->height() - 1);
        return m_model.index(last < 0 ? rows - 1 : last, 0);
    }
    if (rows == 0 || (action != MoveHome && action != MoveEnd))
        return QTableView::moveCursor(action, modifiers);
    if (action == MoveEnd)
        setFollowing(true);
    const int column = std::max(0, currentIndex().column());
    return m_model.index(action == MoveHome ? 0 : rows - 1, column);
}

void TrafficView::keyboardSearch(const QString &)
{
    // Letters are shortcuts here; and a search through a million rows would block the window.
}

void TrafficView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    const int rows = m_model.rowCount();
    const int height = verticalHeader()->defaultSectionSize();
    const int first = rowAt(event->rect().top());
    if (first < 0)
        return;
    QPainter painter(viewport());
    // One more row: a gap above it is painted on this row's lower edge.
    const int last = std::min(rows - 1, first + event->rect().height() / height + 2);
    bool hasGrown = false;
    for (int row = first; row <= last; ++row) {
        const QRect rect(0, rowViewportPosition(row), viewport()->width(), height);
        m_delegate->paintRow(painter, rect, m_model, row);
        hasGrown = m_delegate->growFor(m_model.rowAt(row)) || hasGrown;
    }
    if (hasGrown) // Not now: the columns would move while they are painted.
        QMetaObject::invokeMethod(m_columns, &ColumnLayout::fit, Qt::QueuedConnection);
}

void TrafficView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        fitFonts();
}

void TrafficView::fitFonts()
{
    m_delegate->fitFonts();
    verticalHeader()->setMinimumSectionSize(broadcaster::rowHeight());
    verticalHeader()->setDefaultSectionSize(broadcaster::rowHeight());
    m_columns->fit();
}

void TrafficView::setProjectShown(bool shown)
{
    m_columns->setUseful(TrafficModel::Project, shown);
}

QByteArray TrafficView::saveLayout() const
{
    return m_columns->save();
}

void TrafficView::restoreLayout(const QByteArray &layout)
{
    m_columns->restore(layout);
}

} // namespace broadcaster
