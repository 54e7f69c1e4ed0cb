// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/otherwindowoffer.h"

#include "ui/server/statussection.h"
#include "ui/widgets/startremedies.h"

#include <QtWidgets/QWidget>

namespace broadcaster {

OtherWindowOffer::OtherWindowOffer(QWidget &window)
    : QObject(&window)
    , m_window(window)
{
    for (const auto *remedies : window.findChildren<StartRemedies *>())
        connect(remedies, &StartRemedies::runningWindowWanted, this, &OtherWindowOffer::wanted);
    for (const auto *section : window.findChildren<StatusSection *>())
        connect(section, &StatusSection::runningWindowWanted, this, &OtherWindowOffer::wanted);
}

void OtherWindowOffer::offer(bool exists)
{
    for (auto *remedies : m_window.findChildren<StartRemedies *>())
        remedies->setRunningWindow(exists);
    for (auto *section : m_window.findChildren<StatusSection *>())
        section->setRunningWindow(exists);
}

void OtherWindowOffer::showInFront()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

} // namespace broadcaster
