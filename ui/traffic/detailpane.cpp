// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/detailpane.h"

#include "inspect/json/jsoncheck.h"
#include "ui/base/text.h"
#include "ui/json/compareview.h"
#include "ui/json/findbar.h"
#include "ui/json/jsontreeview.h"
#include "ui/json/rawview.h"
#include "ui/json/valuepanel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/traffic/deliveryview.h"
#include "ui/traffic/traffictext.h"
#include "ui/widgets/elidedlabel.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PaneSide = 12;
constexpr int PaneGap = 2; ///< Between the buttons of the pane.
const QString EnvelopeKey = u"trafficEnvelope"_s;
constexpr char ExpandedValue[] = "expanded";

QString titleOf(const TrafficMessage &message)
{
    //: Time and type of a message
    return DetailPane::tr("%1 %2").arg(
        clockText(message.record.timeMs), messageTypeText(message.row()));
}

QString routeOf(const TrafficMessage &message, ClientNames *names)
{
    const Party sender = senderOf(message.row());
    const Party receiver = receiverOf(message.row());
    const auto shown = [&](const Party &party) {
        return partyLabel(party, names, message.project);
    };
    if (receiver.kind == Party::Kind::Unknown)
        return shown(sender);
    return shown(sender) + u" \u2192 "_s + shown(receiver);
}

} // namespace

DetailPane::DetailPane(Console &console, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_title(new ElidedLabel(Note::Tone::Dim, this))
    , m_comment(new ElidedLabel(Note::Tone::Warning, this))
    , m_notice(new Note(Note::Tone::Warning, this))
    , m_findBar(new FindBar(this))
    , m_menu(new QMenu(this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new JsonTreeView(this))
    , m_value(new ValuePanel(*m_tree))
    , m_raw(new RawView(this))
    , m_delivery(new DeliveryView(console, this))
    , m_compare(new CompareView(this))
{
    setObjectName(u"detailPane"_s);
    m_tabs->setObjectName(u"detailTabs"_s);
    m_tabs->setAccessibleName(tr("Sides of the message"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_title->setObjectName(u"detailTitle"_s);
    m_comment->setObjectName(u"detailComment"_s);
    m_comment->setContentsMargins(PaneSide, 0, PaneSide, 0);
    m_comment->hide();
    m_title->setAlignment(Qt::AlignRight);
    m_notice->setObjectName(u"detailNotice"_s);
    m_notice->setWordWrap(true);
    m_notice->setContentsMargins(PaneSide, PaneGap, PaneSide, PaneGap);
    addTab(Tree, tr("Tree"), "tree", m_value);
    addTab(Raw, tr("Raw"), "raw", m_raw);
    addTab(Delivery, tr("Delivery"), "delivery", m_delivery);
    addTab(Compare, tr("Compare"), "compare", m_compare);
    addActions();

    auto *head = new QHBoxLayout;
    addHead(*head);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_notice);
    rows->addWidget(m_comment);
    rows->addWidget(m_findBar);
    rows->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &DetailPane::showTab);
    connect(m_findBar, &FindBar::closed, this, [this] { m_stack->currentWidget()->setFocus(); });
    connect(m_tree, &JsonTreeView::filterRequested, this, &DetailPane::narrowRequested);
    connect(m_tree, &JsonTreeView::excludeRequested, this, &DetailPane::excludeRequested);
    connect(m_tree, &JsonTreeView::columnRequested, this, &DetailPane::columnRequested);
    clear();
}

void DetailPane::addHead(QHBoxLayout &row)
{
    auto *more = new QToolButton(this);
    more->setObjectName(u"detailMenu"_s);
    more->setIcon(themedIcon("more"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(m_menu);
    more->setAutoRaise(true);
    more->setToolTip(tr("Actions on the details"));
    more->setAccessibleName(more->toolTip());
    auto *close = new QToolButton(this);
    close->setObjectName(u"detailClose"_s);
    close->setIcon(themedIcon("close"));
    close->setAutoRaise(true);
    close->setToolTip(tr("Hide the details (Ctrl+D)"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &DetailPane::closeWanted);
    row.setContentsMargins(0, 1, PaneSide / 2, 0);
    row.setSpacing(PaneGap);
    row.addWidget(m_tabs);
    row.addSpacing(PaneSide - PaneGap);
    row.addWidget(m_title, 1);
    row.addSpacing(PaneSide / 2);
    row.addWidget(more);
    row.addWidget(close);
}

void DetailPane::addActions()
{
    m_find = addAction("findInMessage", tr("Find in the message"), "search",
        Qt::CTRL | Qt::SHIFT | Qt::Key_F, &DetailPane::openFind);
    m_findNext = addAction(
        "findNextPlace", tr("Find the next place"), "down", Qt::Key_F3, &DetailPane::findNext);
    m_findPrevious = addAction("findPreviousPlace", tr("Find the previous place"), "up",
        Qt::SHIFT | Qt::Key_F3, &DetailPane::findPrevious);
    m_menu->addSeparator();
    addAction("expandAll", tr("Expand all"), "down", {}, &DetailPane::expandAll);
    addAction("collapseAll", tr("Collapse all"), "up", {}, &DetailPane::collapseAll);
    m_menu->addSeparator();
    // The key of the table, where the focus is not in the table.
    addAction("copyWholeMessage", tr("Copy message"), "copy", Qt::CTRL | Qt::SHIFT | Qt::Key_C,
        &DetailPane::copyMessage);
}

QAction *DetailPane::addAction(const char *name, const QString &text, const char *icon,
    const QKeySequence &shortcut, void (DetailPane::*run)())
{
    QAction *action = m_menu->addAction(themedIcon(icon), text);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    QWidget::addAction(action);
    return action;
}

QList<QAction *> DetailPane::pageActions() const
{
    return { m_find, m_findNext, m_findPrevious };
}

void DetailPane::startFind(FindStep step)
{
    if (m_message.isEmpty())
        return;
    Q_EMIT openWanted();
    if (tab() != Tree && tab() != Raw)
        setTab(findJsonError(m_message) ? Raw : Tree);
    if (step == FindStep::Here)
        m_findBar->open();
    else
        m_findBar->step(step);
}

void DetailPane::openFind()
{
    startFind(FindStep::Here);
}

void DetailPane::findNext()
{
    startFind(FindStep::Next);
}

void DetailPane::findPrevious()
{
    startFind(FindStep::Previous);
}

void DetailPane::copyMessage()
{
    if (!m_message.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_message));
}

void DetailPane::expandAll()
{
    setTab(Tree);
    m_tree->expandAllRows();
}

void DetailPane::collapseAll()
{
    setTab(Tree);
    m_tree->collapseAllRows();
}

void DetailPane::addTab(Tab tab, const QString &title, const char *icon, QWidget *content)
{
    m_tabs->insertTab(tab, themedIcon(icon), title);
    m_stack->insertWidget(tab, content);
}

void DetailPane::setNames(ClientNames &names)
{
    m_names = &names;
    m_delivery->setNames(names);
}

void DetailPane::setMessage(const TrafficMessage &message, Source source)
{
    m_message = message.message;
    //: Sender and receiver of a message, and its size
    m_title->setText(tr("%1, %2, %3")
                         .arg(messageTypeText(message.row()), routeOf(message, m_names),
                             sizeText(static_cast<qint64>(message.row().size()))));
    m_notice->setShown({});
    m_isTreeStale = true;
    m_isRawStale = true;
    if (source == Source::Broker)
        m_delivery->setMessage(message);
    else
        m_delivery->setOpenedMessage(message);
    m_compare->setCurrent(message.message, titleOf(message));
    showTab(m_tabs->currentIndex());
}

void DetailPane::updateDelivery(const TrafficRow &row)
{
    m_delivery->updateDelivery(row);
}

void DetailPane::setConversation(const QString &text)
{
    m_delivery->setConversation(text);
}

void DetailPane::clear()
{
    m_message.clear();
    m_title->setText({});
    setComment({});
    m_notice->setShown({});
    m_isTreeStale = true;
    m_isRawStale = true;
    m_delivery->clear();
    m_compare->setCurrent({}, {});
    showTab(m_tabs->currentIndex());
}

void DetailPane::setComment(const QString &text)
{
    m_comment->setText(text);
    m_comment->setVisible(!text.isEmpty());
}

void DetailPane::setNotice(const QString &text)
{
    m_notice->setShown(text);
}

void DetailPane::restore(const UiSettings &settings)
{
    m_tree->setEnvelopeExpanded(settings.layouts.value(EnvelopeKey) == ExpandedValue);
}

void DetailPane::save(UiSettings &settings) const
{
    settings.layouts[EnvelopeKey] = m_tree->isEnvelopeExpanded() ? QByteArray(ExpandedValue)
                                                                 : QByteArray();
}

void DetailPane::setMarked(const std::optional<TrafficMessage> &message)
{
    m_compare->setMarked(
        message ? message->message : QByteArray(), message ? titleOf(*message) : QString());
}

DetailPane::Tab DetailPane::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void DetailPane::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void DetailPane::showTab(int tab)
{
    // A large message is read once, by the visible view.
    if (tab == Tree && std::exchange(m_isTreeStale, false))
        m_tree->setText(m_message);
    else if (tab == Raw && std::exchange(m_isRawStale, false))
        m_raw->setText(m_message);
    m_stack->setCurrentIndex(tab);
    if (tab == Tree)
        m_findBar->setTarget(m_tree);
    else if (tab == Raw)
        m_findBar->setTarget(m_raw);
    else
        m_findBar->hide();
    m_findBar->refresh();
}

void DetailPane::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, theme.line);
    painter.fillRect(0, m_stack->y() - 1, width(), 1, theme.line);
}

} // namespace broadcaster
