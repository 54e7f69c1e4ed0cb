// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/windowlink.h"

#include "ui/link/linkactions.h"
#include "ui/link/linkband.h"
#include "ui/link/linkpage.h"
#include "ui/window/composerdock.h"
#include "ui/window/pagestack.h"

#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace std::chrono_literals;

WindowLink::WindowLink(Console &console, PageStack &pages, ComposerDock &composer, QWidget &window)
    : QObject(&window)
    , m_console(console)
    , m_pages(pages)
    , m_composer(composer)
    , m_actions(new LinkActions(window))
    , m_band(new LinkBand(*m_actions, &window))
    , m_page(new LinkPage(*m_actions, &window))
{
    connect(&console, &Console::linkChanged, this, &WindowLink::show);
    connect(&m_second, &QTimer::timeout, this, &WindowLink::showWords);
}

QWidget *WindowLink::around(QWidget *content)
{
    auto *all = new QWidget;
    auto *rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_band);
    m_stack = new QStackedLayout;
    m_stack->addWidget(content);
    m_stack->addWidget(m_page);
    rows->addLayout(m_stack, 1);
    show();
    return all;
}

void WindowLink::setColour(RowColour colour)
{
    m_band->setColour(colour);
    m_actions->setColour(colour);
}

void WindowLink::setNotice(const QString &notice)
{
    m_band->setNotice(notice);
}

QString WindowLink::title() const
{
    const Link &link = m_console.link();
    return link.address.isEmpty() ? tr("Broadcaster")
                                  : tr("%1 \u2014 Broadcaster").arg(link.address);
}

void WindowLink::showWords()
{
    m_band->show(m_console.link());
    m_page->show(m_console.link());
}

void WindowLink::show()
{
    const Link &link = m_console.link();
    m_wasUp = m_wasUp || link.isUp();
    m_actions->show(link);
    showWords();
    if (link.nextTryMs > 0)
        m_second.start(1s);
    else
        m_second.stop();
    m_band->setVisible(!link.isInside() && m_wasUp);
    m_stack->setCurrentIndex(m_wasUp ? 0 : 1);
    m_pages.setLinked(link.isUp());
    m_composer.setObstacle(m_console.obstacleTo<SendFromConsoleClient>());
    Q_EMIT changed();
}

} // namespace broadcaster
