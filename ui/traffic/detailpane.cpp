// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/detailpane.h"

#include "ui/base/text.h"
#include "ui/json/compareview.h"
#include "ui/json/jsontreeview.h"
#include "ui/json/rawview.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/traffic/deliveryview.h"
#include "ui/traffic/traffictext.h"
#include "ui/widgets/elidedlabel.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PaneSide = 12;

QString titleOf(const TrafficMessage &message)
{
    //: Time and type of a message
    return DetailPane::tr("%1 %2").arg(
        clockText(message.record.timeMs), messageTypeText(message.row()));
}

QString routeOf(const TrafficMessage &message)
{
    const Party sender = senderOf(message.row());
    const Party receiver = receiverOf(message.row());
    const auto shown = [](const Party &party) {
        return QString(partyName(party) + u' ' + partyDetail(party)).trimmed();
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
    , m_stack(new QStackedWidget(this))
    , m_tree(new JsonTreeView(this))
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
    addTab(Tree, tr("Tree"), "tree", m_tree);
    addTab(Raw, tr("Raw"), "raw", m_raw);
    addTab(Delivery, tr("Delivery"), "delivery", m_delivery);
    addTab(Compare, tr("Compare"), "compare", m_compare);

    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 1, PaneSide, 0);
    top->setSpacing(PaneSide);
    top->addWidget(m_tabs);
    top->addWidget(m_title, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(top);
    rows->addWidget(m_comment);
    rows->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &DetailPane::showTab);
    connect(m_tree, &JsonTreeView::filterRequested, this, &DetailPane::narrowRequested);
    connect(m_tree, &JsonTreeView::excludeRequested, this, &DetailPane::excludeRequested);
    connect(m_tree, &JsonTreeView::columnRequested, this, &DetailPane::columnRequested);
    clear();
}

void DetailPane::addTab(Tab tab, const QString &title, const char *icon, QWidget *content)
{
    m_tabs->insertTab(tab, themedIcon(icon), title);
    m_stack->insertWidget(tab, content);
}

void DetailPane::setMessage(const TrafficMessage &message, Source source)
{
    m_message = message.message;
    //: Sender and receiver of a message, and its size
    m_title->setText(tr("%1, %2, %3")
                         .arg(messageTypeText(message.row()), routeOf(message),
                             sizeText(static_cast<qint64>(message.message.size()))));
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
}

void DetailPane::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, theme.line);
    painter.fillRect(0, m_stack->y() - 1, width(), 1, theme.line);
}

} // namespace broadcaster
