// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/receivedview.h"

#include "ui/base/text.h"
#include "ui/json/jsontreeview.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include <chrono>
#include <iterator>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds FlushInterval = 100ms;
constexpr int ViewMargin = 16;
constexpr int HeadMargin = 12;
constexpr int MinListHeight = 60;

} // namespace

ReceivedView::ReceivedView(QWidget *parent)
    : QWidget(parent)
    , m_model(new ReceivedModel(this))
    , m_list(new QTreeView(this))
    , m_detail(new JsonTreeView(this))
    , m_title(new QLabel(this))
    , m_hint(new QLabel(tr("Messages to the operator appear here."), this))
    , m_clear(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"receivedView"_s);
    buildList();
    m_detail->setObjectName(u"receivedDetail"_s);
    m_detail->setAccessibleName(tr("Received message as a tree"));
    m_detail->hide();
    m_detail->installEventFilter(this);
    m_title->setObjectName(u"receivedTitle"_s);
    m_hint->setObjectName(u"receivedHint"_s);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setMargin(ViewMargin);
    m_clear->setObjectName(u"receivedClear"_s);
    m_clear->setIcon(themedIcon("clear"));
    m_clear->setAutoRaise(true);
    m_clear->setToolTip(tr("Clear the list"));
    m_clear->setAccessibleName(tr("Clear the list of received messages"));

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_detail);
    splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(splitter);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(HeadMargin, LayoutStep, HeadMargin, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(LayoutStep / 2);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);

    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &ReceivedView::flush);
    connect(m_clear, &QToolButton::clicked, this, &ReceivedView::clear);
    connect(m_list, &QTreeView::activated, this, &ReceivedView::open);
    connect(m_detail, &JsonTreeView::filterRequested, this, &ReceivedView::filterRequested);
    connect(m_detail, &JsonTreeView::excludeRequested, this, &ReceivedView::excludeRequested);
    updateHead();
}

void ReceivedView::buildList()
{
    m_list->setObjectName(u"receivedList"_s);
    m_list->setAccessibleName(tr("Received messages"));
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAllColumnsShowFocus(true);
    m_list->setTabKeyNavigation(false);
    m_list->setMinimumHeight(MinListHeight);
    m_detail->setMinimumHeight(MinListHeight);
    m_list->setToolTip(tr("Return opens a message, Escape closes it"));
    const QFontMetrics figures(fixedFont());
    QHeaderView *header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ReceivedModel::TypeColumn, QHeaderView::Stretch);
    header->resizeSection(
        ReceivedModel::TimeColumn, figures.horizontalAdvance(u"00:00:00.000"_s) + 2 * ViewMargin);
    header->resizeSection(
        ReceivedModel::SizeColumn, figures.horizontalAdvance(u"1000.0 KiB"_s) + ViewMargin);
}

void ReceivedView::add(const ReceivedMessage &message)
{
    ++m_count;
    m_waitingBytes += message.text.size();
    m_waiting.push_back(message);
    while (m_waiting.size() > ReceivedModel::MaxCount
        || (m_waiting.size() > 1 && m_waitingBytes > ReceivedModel::MaxBytes)) {
        m_waitingBytes -= m_waiting.front().text.size();
        m_waiting.pop_front();
    }
    if (!m_flushTimer.isActive())
        m_flushTimer.start(FlushInterval);
}

void ReceivedView::flush()
{
    const QScrollBar *bar = m_list->verticalScrollBar();
    const bool isAtEnd = bar->value() == bar->maximum();
    m_model->append(
        { std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(m_waiting.end()) });
    m_waiting.clear();
    m_waitingBytes = 0;
    if (isAtEnd)
        m_list->scrollToBottom();
    updateHead();
}

void ReceivedView::clear()
{
    m_flushTimer.stop();
    m_waiting.clear();
    m_waitingBytes = 0;
    m_count = 0;
    m_model->clear();
    m_detail->hide();
    m_detail->setText({});
    updateHead();
}

void ReceivedView::open(const QModelIndex &index)
{
    m_detail->setText(index.data(ReceivedModel::MessageRole).toByteArray());
    m_detail->show();
}

void ReceivedView::updateHead()
{
    const int shown = m_model->rowCount();
    m_title->setText(m_count > shown
            ? tr("Received, the last %1 of %2").arg(countText(shown), countText(m_count))
            : tr("Received"));
    m_clear->setVisible(shown > 0);
    m_stack->setCurrentIndex(shown > 0 ? 1 : 0);
}

bool ReceivedView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress
        && static_cast<const QKeyEvent *>(event)->key() == Qt::Key_Escape && watched == m_detail) {
        m_detail->hide();
        m_list->setFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace broadcaster
