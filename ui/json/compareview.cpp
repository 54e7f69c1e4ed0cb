// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/compareview.h"

#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsondiff.h"
#include "server/api/check.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

enum CompareColumn { PathColumn, KindColumn, MarkedColumn, CurrentColumn };

constexpr qsizetype MaxShownBytes = 400;
constexpr int CompareMargin = 24;
constexpr int SummaryMargin = 8;
constexpr int PathWidth = 240;
constexpr int KindWidth = 90;
constexpr int ValueWidth = 240;

QString shown(QByteArrayView raw)
{
    if (raw.size() <= MaxShownBytes)
        return QString::fromUtf8(raw);
    return QString::fromUtf8(raw.first(MaxShownBytes)) + u'\u2026';
}

QString kindWord(JsonDifference::Kind kind)
{
    switch (kind) {
    case JsonDifference::Kind::Added:
        return CompareView::tr("added");
    case JsonDifference::Kind::Removed:
        return CompareView::tr("removed");
    case JsonDifference::Kind::Changed:
        return CompareView::tr("changed");
    }
    return unreachable(QString());
}

const QColor &kindColour(const Theme &theme, JsonDifference::Kind kind)
{
    switch (kind) {
    case JsonDifference::Kind::Added:
        return theme.ok;
    case JsonDifference::Kind::Removed:
        return theme.bad;
    case JsonDifference::Kind::Changed:
        return theme.warning;
    }
    return unreachable(theme.text);
}

QTreeWidgetItem *row(const JsonDifference &difference, const Theme &theme)
{
    auto *item = new QTreeWidgetItem;
    const QString path = jsonPathText(difference.path);
    item->setText(PathColumn, path.isEmpty() ? CompareView::tr("the whole message") : path);
    item->setText(KindColumn, kindWord(difference.kind));
    item->setText(MarkedColumn, shown(difference.left));
    item->setText(CurrentColumn, shown(difference.right));
    item->setForeground(PathColumn, theme.dim);
    item->setForeground(KindColumn, kindColour(theme, difference.kind));
    item->setForeground(MarkedColumn, theme.text);
    item->setForeground(CurrentColumn, theme.text);
    for (const CompareColumn column : { PathColumn, MarkedColumn, CurrentColumn })
        item->setFont(column, fixedFont());
    return item;
}

} // namespace

CompareView::CompareView(QWidget *parent)
    : QWidget(parent)
    , m_summary(new QLabel(this))
    , m_table(new QTreeWidget(this))
    , m_hint(new QLabel(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"compareView"_s);
    m_summary->setObjectName(u"compareSummary"_s);
    m_summary->setMargin(SummaryMargin);
    m_summary->setWordWrap(true);
    m_summary->setAccessibleName(tr("Compared parts"));
    m_table->setObjectName(u"compareTable"_s);
    m_table->setAccessibleName(tr("Differences"));
    m_table->setHeaderLabels({ tr("Path"), tr("Difference"), tr("Marked"), tr("This") });
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setAllColumnsShowFocus(true);
    m_table->setColumnWidth(PathColumn, PathWidth);
    m_table->setColumnWidth(KindColumn, KindWidth);
    m_table->setColumnWidth(MarkedColumn, ValueWidth);
    m_hint->setObjectName(u"compareHint"_s);
    m_hint->setAccessibleName(tr("State"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setMargin(CompareMargin);
    m_hint->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *differences = new QWidget(this);
    auto *column = new QVBoxLayout(differences);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(differences);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

void CompareView::setMarked(const QByteArray &text, const QString &title)
{
    m_marked = { text, title };
    m_isStale = true;
    refresh();
}

void CompareView::setCurrent(const QByteArray &text, const QString &title)
{
    m_current = { text, title };
    m_isStale = true;
    refresh();
}

void CompareView::clear()
{
    m_marked = {};
    m_current = {};
    m_isStale = true;
    refresh();
}

void CompareView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void CompareView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_isStale = true;
        refresh();
    }
}

void CompareView::refresh()
{
    if (!m_isStale || !isVisible())
        return;
    m_isStale = false;
    m_table->clear();
    if (m_marked.text.isEmpty())
        return say(tr("Mark a message first: choose it in the list and press M."));
    if (m_current.text.isEmpty())
        return say(tr("Choose a message to compare with the marked one, %1.").arg(m_marked.title));
    if (m_marked.text.size() + m_current.text.size() > MaxComparedBytes)
        return say(tr("These messages are too large to compare: %1 and %2.")
                       .arg(sizeText(m_marked.text.size()), sizeText(m_current.text.size())));
    if (findJsonError(m_marked.text) || findJsonError(m_current.text))
        return say(tr("One of the two messages is not JSON, so there is nothing to compare."));
    compare();
}

void CompareView::compare()
{
    const JsonDifferences found = jsonDifferences(m_marked.text, m_current.text);
    if (found.list.isEmpty())
        return say(tr("No differences between %1 and %2.").arg(m_marked.title, m_current.title));
    const int count = static_cast<int>(found.list.size());
    const QString summary = found.isCut
        ? tr("%1 (marked) and %2 (this): more than %Ln differences, the first are shown.", nullptr,
            count)
        : tr("%1 (marked) and %2 (this): %Ln difference(s).", nullptr, count);
    m_summary->setText(summary.arg(m_marked.title, m_current.title));
    const Theme &theme = Theme::of(palette());
    QList<QTreeWidgetItem *> items;
    items.reserve(count);
    for (const JsonDifference &difference : found.list)
        items.append(row(difference, theme));
    m_table->addTopLevelItems(items);
    m_stack->setCurrentIndex(1);
}

void CompareView::say(const QString &words)
{
    m_hint->setText(words);
    m_stack->setCurrentIndex(0);
}

} // namespace broadcaster
