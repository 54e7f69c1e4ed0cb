// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/processsignals.h"

#include <QtCore/QSocketNotifier>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace broadcaster {

namespace {

// A signal handler may do next to nothing: it writes a byte, the notifier reads it.
std::array<int, 2> pipeEnds { -1, -1 };

void onSignal(int number)
{
    const int savedErrno = errno;
    if (number != SIGHUP) {
        std::signal(SIGINT, SIG_DFL);
        std::signal(SIGTERM, SIG_DFL);
    }
    const auto byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    errno = savedErrno;
}

} // namespace

ProcessSignals::ProcessSignals(QObject *parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pipeEnds.data()) != 0)
        qFatal("socketpair failed");
    // A flood of SIGHUP, which comes back again and again, must not block in the handler.
    ::fcntl(pipeEnds[1], F_SETFL, O_NONBLOCK);
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char number = 0;
        if (::read(pipeEnds[0], &number, 1) != 1)
            return;
        if (number == SIGHUP)
            Q_EMIT reloadRequested();
        else
            Q_EMIT stopRequested();
    });
    listenAgain();
    std::signal(SIGHUP, onSignal);
    std::signal(SIGPIPE, SIG_IGN);
}

void ProcessSignals::listenAgain()
{
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

ProcessSignals::~ProcessSignals()
{
    for (const int number : { SIGINT, SIGTERM, SIGHUP })
        std::signal(number, SIG_DFL);
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

} // namespace broadcaster
