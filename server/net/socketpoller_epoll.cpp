// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/socketpoller.h"

#include "server/base/logging.h"
#include "server/base/tuning.h"

#include <QtCore/QSocketNotifier>

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <utility>

namespace broadcaster {

namespace {

epoll_event eventFor(PolledSocket *socket, bool read, bool write)
{
    epoll_event event {};
    event.events = (read ? static_cast<unsigned>(EPOLLIN | EPOLLRDHUP) : 0U)
        | (write ? static_cast<unsigned>(EPOLLOUT) : 0U);
    event.data.ptr = socket;
    return event;
}

} // namespace

SocketPoller::SocketPoller(QObject *parent)
    : QObject(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
    if (!m_epoll.isValid())
        qFatal("epoll_create1: %s", strerror(errno));
    m_notifier = new QSocketNotifier(m_epoll.get(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] { runTurn(); });
}

SocketPoller::~SocketPoller() = default;

bool SocketPoller::add(int descriptor, PolledSocket *socket)
{
    epoll_event event = eventFor(socket, true, false);
    return epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void SocketPoller::setInterest(int descriptor, PolledSocket *socket, bool read, bool write)
{
    // An event from an earlier look may no longer be wanted.
    if (!read)
        socket->service.isReadable = false;
    epoll_event event = eventFor(socket, read, write);
    if (epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, descriptor, &event) != 0)
        qCWarning(logGateway, "epoll_ctl: %s", strerror(errno));
}

void SocketPoller::remove(int descriptor, PolledSocket *socket)
{
    if (descriptor >= 0)
        epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, descriptor, nullptr);
    forget(socket);
}

// The system goes round: it reports the sockets that it has not reported for longest, also those in
// a queue already. Looks for all ready sockets, up to a bound, so that nobody has to wait through
// the turns of a crowd to be seen.
void SocketPoller::collect()
{
    std::array<epoll_event, limits::EventsPerCall> events;
    for (int calls = 0; calls < limits::CallsPerTurn; ++calls) {
        const int count = epoll_wait(m_epoll.get(), events.data(), limits::EventsPerCall, 0);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<size_t>(i)];
            auto *const socket = static_cast<PolledSocket *>(event.data.ptr);
            if (std::exchange(socket->service.seenInTurn, m_turn) == m_turn)
                return;
            if (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
                // A closed peer can wait; there may be thousands of them.
                socket->service.isBusy = true;
            enqueue(socket, (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0,
                (event.events & EPOLLOUT) != 0);
        }
        if (count < limits::EventsPerCall)
            return;
    }
}

} // namespace broadcaster
