// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/link/linkactions.h"

#include "ui/theme/icons.h"
#include "ui/theme/rowcolourname.h"

#include <QtGui/QActionGroup>
#include <QtGui/QKeySequence>
#include <QtWidgets/QMenu>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

LinkActions::LinkActions(QWidget &parent)
    : QObject(&parent)
    , m_retry(add("refresh", tr("Try now"), u"linkRetry"_s))
    , m_key(add("keys", tr("Give a key\u2026"), u"linkKey"_s))
    , m_trust(add("lock", tr("Trust this certificate\u2026"), u"linkTrust"_s))
    , m_connectTo(add("connect", tr("&Connect to broker\u2026"), u"actionConnect"_s))
    , m_colours(new QMenu(tr("&Band colour"), &parent))
    , m_group(new QActionGroup(this))
{
    m_connectTo->setShortcut(QKeySequence(u"Ctrl+Shift+O"_s));
    m_colours->setObjectName(u"bandColours"_s);
    m_colours->setIcon(themedIcon("theme"));
    for (int i = 0; i < RowColourCount; ++i) {
        const auto colour = static_cast<RowColour>(i);
        QAction *action = m_colours->addAction(rowColourSwatch(colour), rowColourName(colour));
        action->setObjectName(u"band-"_s + QString::fromLatin1(rowColourKey(colour)));
        action->setCheckable(true);
        m_group->addAction(action);
        connect(action, &QAction::triggered, this, [this, colour] { Q_EMIT colourChosen(colour); });
    }
}

QAction *LinkActions::add(const char *icon, const QString &text, const QString &objectName)
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(objectName);
    return action;
}

void LinkActions::show(const Link &link)
{
    const std::optional<LinkFault> &fault = link.fault;
    const auto isFault = [&](LinkFault::Kind kind) { return fault && fault->kind == kind; };
    m_key->setVisible(isFault(LinkFault::Kind::NoKey) || isFault(LinkFault::Kind::WrongKey));
    m_trust->setVisible(
        isFault(LinkFault::Kind::Untrusted) || isFault(LinkFault::Kind::OtherCertificate));
    m_retry->setVisible(fault && !link.isUp() && !m_key->isVisible() && !m_trust->isVisible());
    m_retry->setEnabled(link.nextTryMs > 0 || link.state == Link::State::Refused);
}

void LinkActions::setColour(RowColour colour)
{
    m_group->actions().at(static_cast<int>(colour))->setChecked(true);
}

} // namespace broadcaster
