// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/processsignals.h"

#include <QtCore/QSocketNotifier>

#include <fcntl.h>
#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include <algorithm>
#include <array>
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
std::atomic<bool> endsAtOnce { false }; ///< A stop finds nothing that has to be finished.
static_assert(std::atomic<bool>::is_always_lock_free);

// Set by hold(), before there are handlers.
std::array<bool, 3> wasTerminal {}; ///< By standard descriptor.
bool survivesTerminal = false;

bool isTerminalClosed()
{
    for (size_t descriptor = 0; descriptor < wasTerminal.size(); ++descriptor) {
        pollfd polled { static_cast<int>(descriptor), 0, 0 };
        if (wasTerminal[descriptor] && ::poll(&polled, 1, 0) > 0)
            return true;
    }
    return false;
}

bool isStopByHangup()
{
    return !survivesTerminal && isTerminalClosed();
}

void onSignal(int number)
{
    const int savedErrno = errno;
    if (endsAtOnce && (number != SIGHUP || isStopByHangup()))
        ::_exit(EX_OK);
    (number == SIGHUP ? hasHangup : hasStop) = true;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    errno = savedErrno;
}

void setHandler(int number, void (*handler)(int))
{
    struct sigaction action { };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
}

bool isIgnored(int number)
{
    struct sigaction action { };
    ::sigaction(number, nullptr, &action);
    return action.sa_handler == SIG_IGN;
}

} // namespace

void ProcessSignals::hold(EarlyStop earlyStop)
{
    for (size_t descriptor = 0; descriptor < wasTerminal.size(); ++descriptor)
        wasTerminal[descriptor] = ::isatty(static_cast<int>(descriptor)) == 1;
    survivesTerminal = isIgnored(SIGHUP);
    endsAtOnce = earlyStop == EarlyStop::Ends;
    setHandler(SIGHUP, onSignal);
    if (endsAtOnce) {
        setHandler(SIGINT, onSignal);
        setHandler(SIGTERM, onSignal);
    }
    // A failed write is reported to its caller instead.
    setHandler(SIGPIPE, SIG_IGN);
    setHandler(SIGXFSZ, SIG_IGN);
}

ProcessSignals::ProcessSignals(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals");
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &ProcessSignals::tell);
    endsAtOnce = false;
    setHandler(SIGINT, onSignal);
    setHandler(SIGTERM, onSignal);
    if (hasHangup)
        ::raise(SIGHUP); // It came before there was a pipe.
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
    const bool isStop = hasStop.exchange(false) || (isReload && isStopByHangup());
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

} // namespace broadcaster
