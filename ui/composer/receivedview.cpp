// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/receivedview.h"

#include "ui/base/text.h"
#include "ui/json/jsontreeview.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QCheckBox>
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
    , m_replies { new ReceivedModel(this), {}, 0, 0 }
    , m_everything { new ReceivedModel(this), {}, 0, 0 }
    , m_list(new QTreeView(this))
    , m_detail(new JsonTreeView(this))
    , m_title(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_all(new QCheckBox(tr("All messages"), this))
    , m_clear(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"receivedView"_s);
    buildList();
    m_detail->setObjectName(u"receivedDetail"_s);
    m_detail->setAccessibleName(tr("Received message as a tree"));
    m_detail->hide();
    m_detail->installEventFilter(this);
    buildHead();
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_detail);
    splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(splitter);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(HeadMargin, LayoutStep, HeadMargin, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_all);
    head->addWidget(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(LayoutStep / 2);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);

    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &ReceivedView::flush);
    connect(m_clear, &QToolButton::clicked, this, qOverload<>(&ReceivedView::clear));
    connect(m_all, &QCheckBox::toggled, this, &ReceivedView::showList);
    connect(m_all, &QCheckBox::toggled, this, &ReceivedView::showsAllChanged);
    connect(m_list, &QTreeView::activated, this, &ReceivedView::open);
    connect(m_detail, &JsonTreeView::filterRequested, this, &ReceivedView::filterRequested);
    connect(m_detail, &JsonTreeView::excludeRequested, this, &ReceivedView::excludeRequested);
    updateHead();
}

void ReceivedView::buildHead()
{
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
    m_all->setObjectName(u"receivedAll"_s);
    m_all->setAccessibleName(tr("Show all received messages"));
    m_all->setToolTip(tr("An admin client gets a copy of every message of its project that names a "
                         "receiver. Unticked, only replies to your messages are listed: those to "
                         "your client, and those with an id of a message that you sent."));
    // The title gives way in a narrow composer.
    m_title->setMinimumWidth(0);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ReceivedView::buildList()
{
    m_list->setObjectName(u"receivedList"_s);
    m_list->setAccessibleName(tr("Received messages"));
    m_list->setModel(m_replies.model);
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

void ReceivedView::noteSent(const ProjectId &project, const QByteArray &envelope)
{
    m_filter.noteSent(project, envelope);
}

void ReceivedView::add(
    const ProjectId &project, const QByteArray &clientId, const ReceivedMessage &message)
{
    put(m_everything, message);
    if (m_filter.isReply(project, clientId, message.text))
        put(m_replies, message);
    if (!m_flushTimer.isActive())
        m_flushTimer.start(FlushInterval);
}

void ReceivedView::put(List &list, const ReceivedMessage &message)
{
    ++list.count;
    list.waitingBytes += message.text.size();
    list.waiting.push_back(message);
    while (list.waiting.size() > ReceivedModel::MaxCount
        || (list.waiting.size() > 1 && list.waitingBytes > ReceivedModel::MaxBytes)) {
        list.waitingBytes -= list.waiting.front().text.size();
        list.waiting.pop_front();
    }
}

void ReceivedView::flush()
{
    const QScrollBar *bar = m_list->verticalScrollBar();
    const bool isAtEnd = bar->value() == bar->maximum();
    for (List *list : { &m_replies, &m_everything }) {
        list->model->append({ std::make_move_iterator(list->waiting.begin()),
            std::make_move_iterator(list->waiting.end()) });
        list->waiting.clear();
        list->waitingBytes = 0;
    }
    if (isAtEnd)
        m_list->scrollToBottom();
    updateHead();
}

bool ReceivedView::showsAll() const
{
    return m_all->isChecked();
}

void ReceivedView::setShowsAll(bool showsAll)
{
    m_all->setChecked(showsAll);
}

void ReceivedView::showList()
{
    m_list->setModel(shown().model);
    m_list->scrollToBottom();
    updateHead();
}

void ReceivedView::clear()
{
    m_flushTimer.stop();
    clear(m_replies);
    clear(m_everything);
    m_detail->hide();
    m_detail->setText({});
    updateHead();
}

void ReceivedView::clear(List &list)
{
    list.waiting.clear();
    list.waitingBytes = 0;
    list.count = 0;
    list.model->clear();
}

void ReceivedView::open(const QModelIndex &index)
{
    m_detail->setText(index.data(ReceivedModel::MessageRole).toByteArray());
    m_detail->show();
}

void ReceivedView::updateHead()
{
    const int rows = shown().model->rowCount();
    const qint64 count = shown().count;
    const QString name = showsAll() ? tr("Received") : tr("Replies");
    const QString part = showsAll() ? tr("Received, the last %1 of %2")
                                    : tr("Replies, the last %1 of %2");
    m_title->setText(count > rows ? part.arg(countText(rows), countText(count)) : name);
    m_title->setToolTip(m_title->text());
    const qint64 others = m_everything.count - m_replies.count;
    m_hint->setText(showsAll() ? tr("Messages to you appear here.")
            : others > 0 ? tr("No reply to your messages yet. %Ln other message(s) came.", nullptr,
                  static_cast<int>(others))
                         : tr("Replies to your messages appear here."));
    m_clear->setVisible(m_everything.model->rowCount() > 0);
    m_stack->setCurrentIndex(rows > 0 ? 1 : 0);
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
