// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliveryview.h"

#include "ui/base/errortext.h"
#include "ui/theme/layoutstep.h"
#include "ui/traffic/deliverydelegate.h"
#include "ui/traffic/deliverymodel.h"
#include "ui/traffic/deliverytext.h"
#include "ui/widgets/note.h"

#include <QtCore/QEvent>
#include <QtGui/QFont>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QListView>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ViewSide = 16;

} // namespace

DeliveryView::DeliveryView(Console &console, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_model(new DeliveryModel(this))
    , m_headline(new Note(Note::Tone::Plain, this))
    , m_rule(new Note(Note::Tone::Dim, this))
    , m_conversation(new Note(Note::Tone::Plain, this))
    , m_notice(new Note(Note::Tone::Warning, this))
    , m_list(new QListView(this))
{
    setObjectName(u"deliveryView"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_headline->setObjectName(u"deliveryHeadline"_s);
    m_rule->setObjectName(u"deliveryRule"_s);
    m_rule->setWordWrap(true);
    m_conversation->setObjectName(u"deliveryConversation"_s);
    m_conversation->setWordWrap(true);
    m_notice->setObjectName(u"deliveryNotice"_s);
    m_notice->setWordWrap(true);
    m_list->setObjectName(u"deliveryLines"_s);
    m_list->setAccessibleName(tr("Delivery to each client"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new DeliveryDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_headline->setToolTip(deliveryExplanation());
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *words = new QVBoxLayout;
    words->setContentsMargins(ViewSide, LayoutStep, ViewSide, 0);
    words->setSpacing(LayoutStep / 2);
    words->addWidget(m_headline);
    words->addWidget(m_rule);
    words->addWidget(m_conversation);
    words->addWidget(m_notice);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(LayoutStep);
    rows->addLayout(words);
    rows->addWidget(m_list, 1);
    fitFonts();
    clear();
}

void DeliveryView::setNames(ClientNames &names)
{
    m_model->setNames(&names);
}

void DeliveryView::setMessage(const TrafficMessage &message)
{
    clear();
    showWords(message.row());
    m_project = message.project;
    m_question = DeliveryQuery { message.project, message.record.roster, message.record.kind,
        message.row().sender().toByteArray(), message.target };
    if (isVisible())
        ask();
}

void DeliveryView::setOpenedMessage(const TrafficMessage &message)
{
    clear();
    showWords(message.row());
    QList<DeliveryLine> lines;
    for (const MessageDelivery::Client &client : message.delivery.clients) {
        const bool isMirror = message.row().isMirrorTo(client.id, client.type);
        lines.append({ client.id, client.type, isMirror ? Verdict::Mirrored : Verdict::Delivered });
    }
    m_model->setLines(message.project, lines, m_delivery);
    m_notice->setTone(Note::Tone::Dim);
    m_notice->setShown(lines.isEmpty()
            ? tr("A capture file does not hold the connected clients.")
            : tr("A capture file does not hold the connected clients: only clients that had "
                 "not got the message are listed."));
}

void DeliveryView::updateDelivery(const TrafficRow &row)
{
    showWords(row);
    m_model->setDelivery(m_delivery);
    showLimit();
}

void DeliveryView::setConversation(const QString &text)
{
    m_conversation->setShown(text);
}

void DeliveryView::clear()
{
    ++m_asked;
    m_question.reset();
    m_delivery = {};
    m_model->setLines({}, {}, {});
    m_headline->setShown({});
    m_rule->setShown(tr("No message is selected."));
    m_conversation->setShown({});
    m_notice->setShown({});
}

void DeliveryView::showWords(const TrafficRow &row)
{
    m_delivery = row.delivery ? *row.delivery : MessageDelivery();
    m_headline->setShown(deliveryHeadline(row));
    m_rule->setShown(deliveryRule(row));
}

void DeliveryView::ask()
{
    if (!m_question)
        return;
    const DeliveryQuery question = *std::exchange(m_question, {});
    m_console.ask(ShowDelivery { question })
        .then(this, [this, number = ++m_asked](const Result<QList<DeliveryLine>> &result) {
            if (number == m_asked)
                showLines(result);
        });
}

void DeliveryView::showLines(const Result<QList<DeliveryLine>> &result)
{
    if (result) {
        m_model->setLines(m_project, *result, m_delivery);
        showLimit();
        return;
    }
    m_notice->setTone(Note::Tone::Warning);
    m_notice->setShown(result.error().code == ErrorCode::NotFound
            ? tr("The broker no longer knows the clients of that time. It remembers only the "
                 "latest arrivals and departures.")
            : errorText(result.error()));
}

/// Clients that are counted and not listed may be any of those that seem to have got it. How far
/// the message has come at other brokers is not known here.
void DeliveryView::showLimit()
{
    const auto unlisted = static_cast<int>(m_delivery.unlisted());
    const int passedOn = m_model->passedOn();
    if (m_model->rowCount() == 0)
        return;
    m_notice->setTone(unlisted > 0 ? Note::Tone::Warning : Note::Tone::Dim);
    if (unlisted > 0)
        m_notice->setShown(tr("%Ln clients that have not got the message are counted above, but "
                              "shown below as if it had been sent to them.",
            nullptr, unlisted));
    else
        m_notice->setShown(passedOn > 0
                ? tr("%Ln of them are connected to other brokers. They count as sent above.",
                    nullptr, passedOn)
                : QString());
}

void DeliveryView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    ask();
}

void DeliveryView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitFonts();
}

void DeliveryView::fitFonts()
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_headline->setFont(bold);
}

} // namespace broadcaster
