// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/fakesocket.h"

#include "tests/fuzz/check.h"

#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace broadcaster {

namespace {

FakeSocket *theFake = nullptr;

bool isPassing(int error)
{
    return error == EAGAIN || error == EINTR;
}

} // namespace

FakeSocket::FakeSocket(std::function<void(std::string_view)> taken)
    : m_taken(std::move(taken))
    , m_descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    check(m_descriptor >= 0, "the system has a descriptor, so none leaks");
    check(!std::exchange(theFake, this), "only one fake exists");
}

FakeSocket::~FakeSocket()
{
    theFake = nullptr;
}

FakeSocket *FakeSocket::find(int descriptor)
{
    return theFake && theFake->m_descriptor == descriptor ? theFake : nullptr;
}

OwnedDescriptor FakeSocket::takeDescriptor()
{
    return OwnedDescriptor(m_descriptor);
}

void FakeSocket::arrive(const QByteArray &bytes)
{
    if (!bytes.isEmpty())
        push({ .bytes = bytes });
}

void FakeSocket::arriveEnd()
{
    push({ .isEnd = true });
}

void FakeSocket::failReceive(int error)
{
    push({ .error = error });
}

void FakeSocket::push(Incoming incoming)
{
    m_incoming.push_back(std::move(incoming));
    showReadable();
}

void FakeSocket::showReadable()
{
    if (m_isClosed || std::exchange(m_isReadable, m_isReceiveShut || hasIncoming()) == m_isReadable)
        return;
    eventfd_t value = 1;
    const int result = m_isReadable ? eventfd_write(m_descriptor, value)
                                    : eventfd_read(m_descriptor, &value);
    check(result == 0, "the descriptor of an open connection is open");
}

ssize_t FakeSocket::fail(int error, bool &isKnown)
{
    isKnown |= !isPassing(error);
    errno = error;
    return -1;
}

ssize_t FakeSocket::receive(std::span<char> buffer, int flags)
{
    check(!m_isClosed, "nothing is received behind the end");
    check(flags & MSG_DONTWAIT, "receiving never blocks");
    check(!buffer.empty(), "receiving has room");
    if (!hasIncoming()) {
        m_hasToldEnd |= m_isReceiveShut;
        return m_isReceiveShut ? 0 : fail(EAGAIN, m_hasToldEnd);
    }
    Incoming &next = m_incoming.front();
    if (next.isEnd) {
        m_hasToldEnd = true;
        return 0;
    }
    if (const int error = next.error) {
        if (isPassing(error))
            m_incoming.pop_front();
        showReadable();
        return fail(error, m_hasToldEnd);
    }
    const qsizetype count = std::min(
        { static_cast<qsizetype>(buffer.size()), m_mostPerReceive, next.bytes.size() - m_given });
    std::copy_n(next.bytes.cbegin() + m_given, count, buffer.begin());
    m_given += count;
    if (m_given == next.bytes.size()) {
        m_incoming.pop_front();
        m_given = 0;
        showReadable();
    }
    return count;
}

ssize_t FakeSocket::send(std::string_view bytes, int flags)
{
    check(!m_isClosed, "nothing is sent behind the end");
    check(flags & MSG_DONTWAIT, "sending never blocks");
    check(flags & MSG_NOSIGNAL, "sending ends no process");
    check(!bytes.empty(), "there is something to send");
    if (m_isSendShut)
        return fail(EPIPE, m_hasFailedSend);
    if (m_sendError != 0)
        return fail(
            isPassing(m_sendError) ? std::exchange(m_sendError, 0) : m_sendError, m_hasFailedSend);
    const qsizetype count = std::min(
        { static_cast<qsizetype>(bytes.size()), m_mostPerSend, m_room });
    if (count == 0)
        return fail(EAGAIN, m_hasFailedSend);
    if (m_room != Unlimited)
        m_room -= count;
    m_taken(bytes.substr(0, static_cast<size_t>(count)));
    return count;
}

int FakeSocket::shutdown(int how)
{
    check(!m_isClosed, "nothing is shut down behind the end");
    m_isSendShut |= how != SHUT_RD;
    m_isReceiveShut |= how != SHUT_WR;
    showReadable();
    return 0;
}

} // namespace broadcaster
