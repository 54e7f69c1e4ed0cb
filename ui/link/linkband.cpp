// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/link/linkband.h"

#include "ui/link/linkactions.h"
#include "ui/link/linktext.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/elidedlabel.h"

#include <QtCore/QDateTime>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int StripWidth = 6;

/// "wss://broker.example.com, looking only"
QString addressText(const Link &link)
{
    const bool looksOnly = link.state == Link::State::Connected
        && (link.rights & static_cast<int>(Right::Act)) == 0;
    return looksOnly ? LinkBand::tr("%1, looking only").arg(link.address) : link.address;
}

/// A text that goes on, as "Connecting…", takes no full stop.
QString asSentence(const QString &text)
{
    return text.isEmpty() || text.endsWith(u'\u2026') ? text : text + u'.';
}

} // namespace

LinkBand::LinkBand(LinkActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_address(new ElidedLabel(Note::Tone::Plain, this))
    , m_words(new ElidedLabel(Note::Tone::Plain, this))
{
    setObjectName(u"linkBand"_s);
    m_address->setObjectName(u"linkAddress"_s);
    m_address->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_words->setObjectName(u"linkWords"_s);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_address->setFont(strong);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(StripWidth + LayoutStep, LayoutStep / 2, LayoutStep, LayoutStep / 2);
    row->setSpacing(2 * LayoutStep);
    row->addWidget(m_address);
    row->addWidget(m_words, 1);
    for (QAction *action : { &actions.retry(), &actions.key(), &actions.trust() }) {
        auto *button = new ActionButton(*action, this);
        connect(action, &QAction::changed, button,
            [button, action] { button->setVisible(action->isVisible()); });
        button->setVisible(action->isVisible());
        row->addWidget(button);
    }
    setMinimumHeight(rowHeight() + LayoutStep); // The same with and without buttons.
}

void LinkBand::show(const Link &link)
{
    m_address->setText(addressText(link));
    m_address->setToolTip(link.machine.isEmpty()
            ? QString()
            : tr("Machine %1, version %2").arg(link.machine, link.program));
    m_link = link;
    if (!link.isUp())
        m_notice.clear();
    showWords();
}

void LinkBand::setNotice(const QString &notice)
{
    m_notice = notice;
    showWords();
}

void LinkBand::showWords()
{
    if (m_link.isUp() && m_link.silentSinceMs == 0) {
        m_words->setText(m_notice);
        return;
    }
    QStringList words { asSentence(linkStateText(m_link)), linkFaultText(m_link),
        linkPlanText(m_link, QDateTime::currentMSecsSinceEpoch()) };
    words.removeAll(QString());
    m_words->setText(words.join(u' ').replace(u'\n', u' '));
}

void LinkBand::setColour(RowColour colour)
{
    m_colour = colour;
    update();
}

void LinkBand::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), rowGround(m_colour, theme));
    painter.fillRect(QRect(0, 0, StripWidth, height()), rowColour(m_colour, theme));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
}

} // namespace broadcaster
