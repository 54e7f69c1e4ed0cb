// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/startremedies.h"

#include "server/api/check.h"
#include "ui/base/errortext.h"
#include "ui/widgets/emptystate.h"

#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

StartRemedies::StartRemedies(Console &console, EmptyState &page)
    : QObject(&page)
    , m_console(console)
    , m_running(page.addButton(tr("Show the running window"), u"showRunning"_s))
    , m_start(page.addButton({}, u"startBroker"_s))
    , m_otherPort(page.addButton({}, u"useOtherPort"_s))
    , m_otherDatabase(page.addButton(tr("Choose another database"), u"otherDatabase"_s))
{
    connect(m_running, &QPushButton::clicked, this, &StartRemedies::runningWindowWanted);
    connect(m_start, &QPushButton::clicked, this,
        [this] { m_console.ask(StartBroker { m_console.now().config }); });
    connect(m_otherPort, &QPushButton::clicked, this, &StartRemedies::startOnFreePort);
    connect(m_otherDatabase, &QPushButton::clicked, this, &StartRemedies::databaseWanted);
    m_console.on<StartFailed>(this, [this] {
        m_hasRunningWindow.reset();
        showState();
    });
    m_console.on<StateChanged>(this, [this] { showState(); });
    showState();
}

QString StartRemedies::title() const
{
    switch (m_console.now().state) {
    case BrokerState::Starting:
        return tr("The broker is starting");
    case BrokerState::Stopping:
        return tr("The broker is stopping");
    case BrokerState::Stopped:
    case BrokerState::Listening:
        return failure() ? tr("The broker could not start") : tr("The broker is not running");
    }
    return unreachable(QString());
}

QString StartRemedies::reason() const
{
    if (!failure())
        return {};
    const QString words = holder();
    return words.isEmpty() ? errorText(*failure()) : errorText(*failure()) + u"\n\n"_s + words;
}

/// Tells about the program in the way, as far as it is known.
QString StartRemedies::holder() const
{
    constexpr int Program = 1; // Its place among the arguments of PortInUse.
    if (!m_hasRunningWindow)
        return {};
    if (*m_hasRunningWindow)
        return tr("A window of this program already runs with this database.");
    if (failure()->code == ErrorCode::DatabaseLocked)
        return tr("No window on this machine uses this database. A broker without a window may "
                  "hold it, or a program on another machine.");
    if (failure()->reason == ErrorReason::PortInUse
        && failure()->arguments.value(Program).startsWith(u"broadcaster"_s))
        return tr("That broker has no window for this database: it runs without one, or with "
                  "another database.");
    return {};
}

void StartRemedies::setRunningWindow(bool exists)
{
    if (!failure())
        return;
    m_hasRunningWindow = exists;
    showState();
}

/// The next start is to try the usual port again, which the clients know.
void StartRemedies::startOnFreePort()
{
    BrokerConfig config = m_console.now().config;
    config.port = m_freePort;
    m_console.ask(StartBroker { config, true });
}

void StartRemedies::showState()
{
    constexpr int FreePort = 2; // Its place among the arguments of PortInUse.
    const bool isStopped = m_console.link().isInside() // Nobody elsewhere can start it.
        && m_console.now().state == BrokerState::Stopped;
    const bool isPortInUse = failure() && failure()->reason == ErrorReason::PortInUse;
    m_freePort = isPortInUse ? failure()->arguments.value(FreePort).toUShort() : 0;
    m_start->setText(failure() ? tr("Try again") : tr("Start the broker"));
    m_start->setAccessibleName(m_start->text());
    m_start->setVisible(isStopped);
    m_running->setVisible(isStopped && failure() && m_hasRunningWindow.value_or(false));
    m_otherPort->setText(tr("Use port %1 this time").arg(m_freePort));
    m_otherPort->setAccessibleName(m_otherPort->text());
    m_otherPort->setVisible(isStopped && m_freePort != 0);
    m_otherDatabase->setVisible(isStopped && failure() && isDatabaseError(failure()->code));
    Q_EMIT changed();
}

} // namespace broadcaster
