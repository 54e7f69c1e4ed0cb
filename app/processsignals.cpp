// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/processsignals.h"

#include <QtCore/QSocketNotifier>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

namespace broadcaster {

namespace {

constexpr qint64 MaxWaitMs = 1'000'000; ///< One that poll() takes.

// A signal handler may do next to nothing: it sets a flag and writes a byte, which wakes the
// notifier. The flags say which signals came, so a full pipe loses none.
std::array<int, 2> pipeEnds { -1, -1 };
std::atomic<bool> hasStop { false };
std::atomic<bool> hasHangup { false };
static_assert(std::atomic<bool>::is_always_lock_free);

void onSignal(int number)
{
    const int savedErrno = errno;
    (number == SIGHUP ? hasHangup : hasStop) = true;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    errno = savedErrno;
}

/// True if the signal was ignored before.
bool setHandler(int number, void (*handler)(int))
{
    struct sigaction action { };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    struct sigaction before { };
    ::sigaction(number, &action, &before);
    return before.sa_handler == SIG_IGN;
}

} // namespace

ProcessSignals::ProcessSignals(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals");
    for (int descriptor = 0; descriptor < static_cast<int>(m_isTerminal.size()); ++descriptor)
        m_isTerminal.at(static_cast<size_t>(descriptor)) = ::isatty(descriptor) == 1;
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &ProcessSignals::tell);
    setHandler(SIGINT, onSignal);
    setHandler(SIGTERM, onSignal);
    m_survivesTerminal = setHandler(SIGHUP, onSignal);
    // A failed write is reported to its caller instead.
    setHandler(SIGPIPE, SIG_IGN);
    setHandler(SIGXFSZ, SIG_IGN);
}

ProcessSignals::~ProcessSignals()
{
    for (const int number : { SIGINT, SIGTERM, SIGHUP })
        setHandler(number, SIG_IGN);
    for (int &end : pipeEnds)
        ::close(std::exchange(end, -1));
}

bool ProcessSignals::tell()
{
    std::array<char, 256> bytes {};
    while (::read(pipeEnds[0], bytes.data(), bytes.size()) > 0) { }
    const bool isReload = hasHangup.exchange(false);
    const bool isStop = hasStop.exchange(false)
        || (isReload && !m_survivesTerminal && isTerminalClosed());
    if (isStop)
        Q_EMIT stopRequested();
    else if (isReload)
        Q_EMIT reloadRequested();
    return isStop;
}

bool ProcessSignals::awaitWritable(int descriptor, QDeadlineTimer until)
{
    do {
        std::array<pollfd, 2> polled { pollfd { pipeEnds[0], POLLIN, 0 },
            pollfd { descriptor, POLLOUT, 0 } };
        const int ready = ::poll(polled.data(), polled.size(),
            static_cast<int>(std::min<qint64>(until.remainingTime(), MaxWaitMs)));
        if (polled[0].revents != 0 && tell())
            return false;
        if (ready > 0 && polled[1].revents != 0)
            return true;
    } while (!until.hasExpired());
    return false;
}

bool ProcessSignals::isTerminalClosed() const
{
    for (int descriptor = 0; descriptor < static_cast<int>(m_isTerminal.size()); ++descriptor) {
        pollfd polled { descriptor, 0, 0 };
        if (m_isTerminal.at(static_cast<size_t>(descriptor)) && ::poll(&polled, 1, 0) > 0)
            return true;
    }
    return false;
}

} // namespace broadcaster
