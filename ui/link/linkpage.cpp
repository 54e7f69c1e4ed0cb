// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/link/linkpage.h"

#include "ui/link/linkactions.h"
#include "ui/link/linktext.h"
#include "ui/widgets/emptystate.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

LinkPage::LinkPage(LinkActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_state(new EmptyState(this))
{
    setObjectName(u"linkPage"_s);
    m_state->setIcon("connect");
    for (QAction *action :
        { &actions.retry(), &actions.key(), &actions.trust(), &actions.connectTo() }) {
        QPushButton *button = m_state->addButton(
            action->text().remove(u'&'), action->objectName() + u"OnPage"_s);
        const auto follow = [button, action] {
            button->setVisible(action->isVisible());
            button->setEnabled(action->isEnabled());
        };
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, follow);
        follow();
    }
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_state);
}

void LinkPage::show(const Link &link)
{
    if (link.address.isEmpty()) {
        m_state->setTitle(tr("Not connected"));
        m_state->setText(tr("Connect to a broker to see its clients and its traffic."));
        return;
    }
    m_state->setTitle(link.fault ? tr("No connection to %1").arg(link.address)
                                 : tr("Connecting to %1").arg(link.address));
    QStringList words { linkFaultText(link),
        linkPlanText(link, QDateTime::currentMSecsSinceEpoch()) };
    words.removeAll(QString());
    m_state->setText(words.join(u' '));
}

} // namespace broadcaster
