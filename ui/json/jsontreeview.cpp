// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsontreeview.h"

#include "inspect/filter/filter.h"
#include "inspect/json/jsoncheck.h"
#include "ui/json/jsonerrortext.h"
#include "ui/json/jsontreedelegate.h"
#include "ui/json/jsontreemodel.h"
#include "ui/json/jsontreeplaces.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Rows that a new message expands by itself stay within a pane's height or two.
constexpr int InitialRows = 60;
constexpr int MaxExaminedRows = 4'000;
/// Bytes read to find them, level by level.
constexpr qsizetype MaxInitialBytes = 16 * 1024 * 1024;
constexpr qsizetype MaxExpandedBytes = 64 * 1024 * 1024; ///< Bytes read by "Expand all below".
constexpr int Indentation = 16;
constexpr int NameMargin = 24;
constexpr int MinNameWidth = 140;
constexpr int HintMargin = 24;

/// Empty when the language has no condition for the value.
QString conditionOf(const QModelIndex &index)
{
    if (!index.isValid())
        return {};
    const auto kind = static_cast<JsonValue::Kind>(index.data(JsonTreeModel::KindRole).toInt());
    const QByteArray raw = index.data(JsonTreeModel::RawRole).toByteArray();
    return filterCondition(
        index.data(JsonTreeModel::PathRole).value<JsonPath>(), JsonValue { kind, raw });
}

} // namespace

JsonTreeView::JsonTreeView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new JsonTreeModel(this))
    , m_hint(tr("No message is selected."))
    , m_remembered(MaxRemembered)
{
    setObjectName(u"jsonTree"_s);
    setAccessibleName(tr("Message as a tree"));
    m_model->setFoldsEnvelope(true);
    setModel(m_model);
    setItemDelegate(new JsonTreeDelegate(this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(Indentation);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setAllColumnsShowFocus(true);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollMode(ScrollPerPixel);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(MinNameWidth);
    header()->setResizeContentsPrecision(InitialRows);
    addActions();

    connect(this, &QTreeView::expanded, this,
        [this](const QModelIndex &index) { remember(index, true); });
    connect(this, &QTreeView::collapsed, this,
        [this](const QModelIndex &index) { remember(index, false); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &JsonTreeView::fetchShown);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &JsonTreeView::fetchShown);
}

/// The keys are those of the table, for what is the same there, and no others of the table.
void JsonTreeView::addActions()
{
    m_filter = addAction(
        tr("Filter on this"), "filter", QKeySequence(Qt::Key_F), &JsonTreeView::emitFilter);
    m_exclude = addAction(
        tr("Exclude this"), "exclude", QKeySequence(Qt::Key_X), &JsonTreeView::emitExclude);
    m_column = addAction(
        tr("Show as column"), "table", QKeySequence(Qt::Key_Plus), &JsonTreeView::emitColumn);
    m_copyPath = addAction(tr("Copy path"), "copy", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C),
        &JsonTreeView::copyPath);
    m_copyValue = addAction(tr("Copy value"), "copy", QKeySequence::Copy, &JsonTreeView::copyValue);
    m_expandBelow = addAction(
        tr("Expand all below"), "tree", QKeySequence(Qt::Key_Asterisk), &JsonTreeView::expandBelow);
    m_collapseAll = addAction(
        tr("Collapse all"), "up", QKeySequence(Qt::Key_Slash), &JsonTreeView::collapseAllRows);
    updateActions();
}

QAction *JsonTreeView::addAction(const QString &text, const char *icon,
    const QKeySequence &shortcut, void (JsonTreeView::*run)())
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, run);
    QWidget::addAction(action);
    return action;
}

void JsonTreeView::setText(const QByteArray &text)
{
    if (text == m_text)
        return;
    const JsonPath current = m_model->path(currentIndex());
    const int scrolled = verticalScrollBar()->value();
    m_text = text;
    m_wanted.clear();
    const std::optional<JsonError> error = findJsonError(text);
    if (text.isEmpty())
        m_hint = tr("No message is selected.");
    else if (error)
        m_hint = tr("This is not JSON. %1.").arg(jsonErrorText(*error, text));
    else
        m_hint = tr("There is nothing in this message.");
    m_model->setText(error ? QByteArray() : text);
    expandInitially();
    fitNames();
    // A user who steps through messages of one kind looks at the same place of each.
    const QModelIndex place = nearestIndex(*m_model, current);
    setCurrentIndex(place.isValid() ? place : m_model->index(0, JsonTreeModel::NameColumn));
    verticalScrollBar()->setValue(scrolled);
    fetchShown();
    updateActions();
    Q_EMIT currentValueChanged();
}

void JsonTreeView::setDetached()
{
    m_isDetached = true;
    m_model->setFoldsEnvelope(false);
}

void JsonTreeView::setEnvelopeExpanded(bool isExpanded)
{
    m_isEnvelopeExpanded = isExpanded;
    if (const QModelIndex envelope = m_model->envelope(); envelope.isValid())
        setExpanded(envelope, isExpanded);
}

void JsonTreeView::expandInitially()
{
    m_isExpanding = true;
    int rows = m_model->rowCount();
    qsizetype bytes = 0;
    std::vector<QModelIndex> level { QModelIndex() };
    int examined = 0;
    for (size_t at = 0; at < level.size(); ++at) {
        const QModelIndex parent = level[at];
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            if (++examined > MaxExaminedRows)
                break;
            const QModelIndex index = m_model->index(row, JsonTreeModel::NameColumn, parent);
            if (!m_model->hasChildren(index))
                continue;
            const bool *choice = m_remembered.object(jsonPathText(m_model->path(index)));
            if (index == m_model->envelope() ? !m_isEnvelopeExpanded
                    : choice                 ? !*choice
                                             : rows >= InitialRows)
                continue;
            bytes += m_model->byteSize(index);
            if (bytes > MaxInitialBytes)
                break;
            m_model->fetchMore(index);
            rows += m_model->rowCount(index);
            expand(index);
            level.push_back(index);
        }
    }
    m_isExpanding = false;
}

void JsonTreeView::expandBelow()
{
    expandFrom(currentIndex().siblingAtColumn(JsonTreeModel::NameColumn));
}

void JsonTreeView::expandAllRows()
{
    expandFrom({});
}

void JsonTreeView::collapseAllRows()
{
    // Only the rows that a message of this kind shows are remembered.
    m_isExpanding = true;
    int examined = 0;
    for (QModelIndex index = m_model->index(0, JsonTreeModel::NameColumn);
         index.isValid() && ++examined < MaxExaminedRows; index = indexBelow(index)) {
        if (isExpanded(index) && index != m_model->envelope())
            m_remembered.insert(jsonPathText(m_model->path(index)), new bool(false));
    }
    collapseAll();
    m_isExpanding = false;
    fitNames();
}

void JsonTreeView::expandFrom(const QModelIndex &top)
{
    m_isExpanding = true;
    setUpdatesEnabled(false);
    std::vector<QModelIndex> open { top };
    int rows = 0;
    qsizetype bytes = 0;
    for (size_t at = 0; at < open.size() && rows < MaxExpandedAtOnce; ++at) {
        const QModelIndex parent = open[at];
        if (!m_model->hasChildren(parent))
            continue;
        bytes += m_model->byteSize(parent);
        if (bytes > MaxExpandedBytes)
            break;
        m_model->fetchMore(parent);
        expand(parent);
        rows += m_model->rowCount(parent);
        for (int row = 0; row < m_model->rowCount(parent); ++row)
            open.push_back(m_model->index(row, JsonTreeModel::NameColumn, parent));
    }
    setUpdatesEnabled(true);
    m_isExpanding = false;
    fitNames();
    fetchShown();
}

void JsonTreeView::remember(const QModelIndex &index, bool isExpanded)
{
    if (m_isExpanding)
        return;
    if (index == m_model->envelope()) {
        m_isEnvelopeExpanded = isExpanded;
        Q_EMIT envelopeToggled();
    } else {
        m_remembered.insert(jsonPathText(m_model->path(index)), new bool(isExpanded));
    }
    fitNames();
}

void JsonTreeView::fetchShown()
{
    if (m_isExpanding)
        return;
    std::vector<QPersistentModelIndex> parents;
    const int bottom = viewport()->height();
    for (QModelIndex index = indexAt(QPoint(0, 0));
         index.isValid() && visualRect(index).top() < bottom; index = indexBelow(index)) {
        const QModelIndex parent = index.parent();
        if (index.row() + 1 == m_model->rowCount(parent) && m_model->hasMore(parent))
            parents.emplace_back(parent);
    }
    for (const QPersistentModelIndex &parent : parents)
        m_model->findMore(parent);
}

void JsonTreeView::fitNames()
{
    const int hint = sizeHintForColumn(JsonTreeModel::NameColumn) + NameMargin;
    header()->resizeSection(JsonTreeModel::NameColumn, std::max(hint, MinNameWidth));
}

void JsonTreeView::updateActions()
{
    const QModelIndex index = currentIndex();
    m_filter->setEnabled(!m_isDetached && !conditionOf(index).isEmpty());
    m_exclude->setEnabled(m_filter->isEnabled());
    const bool isValue = index.isValid() && !index.data(JsonTreeModel::EnvelopeRole).toBool();
    m_column->setEnabled(isValue && !m_isDetached);
    m_copyPath->setEnabled(isValue);
    m_copyValue->setEnabled(isValue);
    m_expandBelow->setEnabled(index.isValid() && m_model->hasChildren(index.siblingAtColumn(0)));
}

JsonValue JsonTreeView::currentValue() const
{
    return currentIndex().isValid() ? m_model->value(currentIndex()) : JsonValue();
}

FindTarget::Result JsonTreeView::find(const QByteArray &wanted, FindStep step)
{
    if (wanted != m_wanted) {
        m_wanted = wanted;
        m_found = findTokens(m_model->text(), wanted);
    }
    const qsizetype from = currentIndex().isValid() ? m_model->offset(currentIndex()) : 0;
    const auto found = stepTo(m_found, step, from);
    if (!found)
        return {};
    m_isExpanding = true; // The next message need not be open there.
    const QModelIndex index = indexAtOffset(*m_model, m_found.offsets[*found]);
    setCurrentIndex(index);
    scrollTo(index);
    m_isExpanding = false;
    fetchShown();
    return { static_cast<qsizetype>(*found) + 1, static_cast<qsizetype>(m_found.offsets.size()),
        m_found.isCut };
}

void JsonTreeView::emitFilter()
{
    Q_EMIT filterRequested(conditionOf(currentIndex()));
}

void JsonTreeView::emitExclude()
{
    Q_EMIT excludeRequested(conditionOf(currentIndex()));
}

void JsonTreeView::emitColumn()
{
    Q_EMIT columnRequested(m_model->path(currentIndex()));
}

void JsonTreeView::copyPath()
{
    copyToClipboard(jsonPathText(m_model->path(currentIndex())));
}

void JsonTreeView::copyValue()
{
    copyToClipboard(currentIndex().data(JsonTreeModel::TextRole).toString());
}

void JsonTreeView::copyToClipboard(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

void JsonTreeView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(Theme::of(palette()).dim);
    painter.drawText(
        viewport()->rect().marginsRemoved({ HintMargin, HintMargin, HintMargin, HintMargin }),
        Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

void JsonTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid())
        return;
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard)
        place = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    QMenu menu(this);
    menu.addActions({ m_filter, m_exclude, m_column });
    menu.addSeparator();
    menu.addActions({ m_copyPath, m_copyValue });
    menu.addSeparator();
    menu.addActions({ m_expandBelow, m_collapseAll });
    menu.exec(place);
}

void JsonTreeView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fetchShown();
}

void JsonTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (!m_expandBelow)
        return;
    updateActions();
    Q_EMIT currentValueChanged();
}

void JsonTreeView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        scheduleDelayedItemsLayout();
}

} // namespace broadcaster
