// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/tray.h"

#include "ui/base/errortext.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The application's icon, with a dot for a broker that does not listen.
QIcon stateIcon(bool isListening)
{
    if (isListening)
        return applicationIcon();
    QIcon icon;
    for (const int side : { 16, 22, 24, 32, 48, 64 }) {
        QPixmap pixmap = applicationIcon().pixmap(QSize(side, side), 1.0);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        const double dot = side * 0.44;
        const QRectF place(side - dot, side - dot, dot, dot);
        painter.setPen(QPen(Qt::white, side / 16.0));
        painter.setBrush(Theme::light().bad);
        painter.drawEllipse(place.adjusted(1, 1, -1, -1));
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace

Tray::Tray(Console &console, QWidget &window)
    : m_console(console)
    , m_window(window)
    , m_toggleWindow(m_menu.addAction(QString()))
    , m_toggleBroker(m_menu.addAction(QString()))
{
    m_toggleWindow->setObjectName(u"trayWindow"_s);
    m_toggleBroker->setObjectName(u"trayBroker"_s);
    m_menu.addSeparator();
    QAction *quit = m_menu.addAction(themedIcon("quit"), tr("&Quit"));
    quit->setObjectName(u"trayQuit"_s);
    connect(m_toggleWindow, &QAction::triggered, this, &Tray::toggleWindow);
    connect(m_toggleBroker, &QAction::triggered, this, &Tray::toggleBroker);
    connect(quit, &QAction::triggered, this, &Tray::quitRequested);
    connect(&m_icon, &QSystemTrayIcon::activated, this,
        [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger)
                toggleWindow();
        });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::showWindow);
    m_console.on<StateChanged>(this, [this] { showState(); });
    m_console.on<ConfigChanged>(this, [this] { showState(); });
    m_console.on<StartFailed>(this, [this](const StartFailed &event) { showFailure(event.error); });
    m_window.installEventFilter(this);
    m_icon.setContextMenu(&m_menu);
    showState();
    m_icon.show();
}

bool Tray::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && (event->type() == QEvent::Show || event->type() == QEvent::Hide))
        showState();
    return QObject::eventFilter(watched, event);
}

void Tray::toggleWindow()
{
    if (m_window.isVisible() && !m_window.isMinimized())
        m_window.hide();
    else
        showWindow();
}

void Tray::showWindow()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void Tray::toggleBroker()
{
    if (m_console.now().state == BrokerState::Stopped)
        m_console.ask(StartBroker { m_console.now().config });
    else
        m_console.ask(StopBroker());
}

void Tray::showState()
{
    const BrokerState state = m_console.now().state;
    const bool isListening = state == BrokerState::Listening;
    const bool isStopped = state == BrokerState::Stopped;
    m_toggleWindow->setText(m_window.isVisible() ? tr("&Hide the window") : tr("&Show the window"));
    m_toggleBroker->setText(isStopped ? tr("S&tart the broker") : tr("S&top the broker"));
    m_toggleBroker->setIcon(themedIcon(isStopped ? "play" : "stop"));
    m_toggleBroker->setEnabled(isListening || isStopped);
    m_icon.setIcon(stateIcon(isListening));
    m_icon.setToolTip(isListening
            ? tr("Broadcaster: listening on %1").arg(m_console.now().urls.join(u", "_s))
            : tr("Broadcaster: not listening"));
}

void Tray::showFailure(const Error &error)
{
    if (!m_window.isVisible())
        m_icon.showMessage(
            tr("The broker does not run"), errorText(error), QSystemTrayIcon::Critical);
}

} // namespace broadcaster
