// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/socketpoller.h"

#include "server/api/limits.h"
#include "server/logging.h"

#include <QtCore/QSocketNotifier>

#include <sys/epoll.h>

#include <array>
#include <cerrno>

namespace broadcaster {

namespace {

epoll_event eventFor(PolledSocket *socket, bool read, bool write)
{
    epoll_event event {};
    event.events = (read ? static_cast<unsigned>(EPOLLIN) : 0U)
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
    m_ready.reserve(limits::EventsPerTurn);
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
    epoll_event event = eventFor(socket, read, write);
    if (epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, descriptor, &event) != 0)
        qCWarning(logGateway, "epoll_ctl: %s", strerror(errno));
}

void SocketPoller::remove(int descriptor, PolledSocket *socket)
{
    epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, descriptor, nullptr);
    for (Ready &ready : m_ready) {
        if (ready.socket == socket)
            ready.socket = nullptr;
    }
    forget(socket);
}

void SocketPoller::runTurn()
{
    std::array<epoll_event, limits::EventsPerTurn> events;
    const int count = epoll_wait(m_epoll.get(), events.data(), limits::EventsPerTurn, 0);
    m_insideTurn = true;
    for (int i = 0; i < count; ++i) {
        const auto bits = events[static_cast<size_t>(i)].events;
        m_ready.push_back({ static_cast<PolledSocket *>(events[static_cast<size_t>(i)].data.ptr),
            (bits & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0, (bits & EPOLLOUT) != 0 });
    }
    for (size_t i = 0; i < m_ready.size(); ++i) {
        if (m_ready[i].socket && m_ready[i].writable)
            m_ready[i].socket->onWritable();
        if (m_ready[i].socket && m_ready[i].readable)
            m_ready[i].socket->onReadable();
    }
    m_ready.clear();
    endTurn();
}

} // namespace broadcaster
