// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/shutdownsignals.h"

#include <QtCore/QSocketNotifier>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace broadcaster {

namespace {

// A signal handler may do next to nothing: it writes a byte, the notifier reads it.
std::array<int, 2> pipeEnds { -1, -1 };

void onSignal(int)
{
    const int savedErrno = errno;
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    errno = savedErrno;
}

} // namespace

ShutdownSignals::ShutdownSignals(QObject *parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pipeEnds.data()) != 0)
        qFatal("socketpair failed");
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        char byte = 0;
        [[maybe_unused]] const auto taken = ::read(pipeEnds[0], &byte, 1);
        Q_EMIT requested();
    });
    listenAgain();
    std::signal(SIGPIPE, SIG_IGN);
}

void ShutdownSignals::listenAgain()
{
    m_notifier->setEnabled(true);
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

ShutdownSignals::~ShutdownSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

} // namespace broadcaster
