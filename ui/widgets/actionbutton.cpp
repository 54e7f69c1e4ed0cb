// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/actionbutton.h"

#include <QtGui/QAction>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ActionButton::ActionButton(QAction &action, QWidget *parent)
    : QPushButton(parent)
    , m_action(action)
{
    setObjectName(action.objectName() + u"Button"_s);
    connect(this, &QPushButton::clicked, &action, &QAction::trigger);
    connect(&action, &QAction::changed, this, &ActionButton::showAction);
    showAction();
}

void ActionButton::showAction()
{
    setIcon(m_action.icon());
    setText(m_action.text());
    setAccessibleName(m_action.text());
    setToolTip(m_action.toolTip());
    setEnabled(m_action.isEnabled());
    setCheckable(m_action.isCheckable());
    setChecked(m_action.isChecked());
}

} // namespace broadcaster
