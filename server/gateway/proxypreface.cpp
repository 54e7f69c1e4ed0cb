// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/proxypreface.h"

#include "server/base/tuning.h"
#include "server/net/hostaddress.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace broadcaster {

ProxyPreface::ProxyPreface(
    OwnedDescriptor descriptor, const Peer &peer, const Environment &environment, Owner &owner)
    : m_descriptor(std::move(descriptor))
    , m_peer(peer)
    , m_environment(environment)
    , m_owner(owner)
    , m_deadline(environment.deadlines)
{
}

ProxyPreface::~ProxyPreface()
{
    leavePoller();
}

void ProxyPreface::start()
{
    m_deadline.arm(m_environment.timeout, [this] { fail(""); });
    onReadable(); // Usually the header is here already, and nothing has to be watched.
    if (m_isOver)
        return;
    m_registered = m_environment.poller.add(m_descriptor.get(), this);
    if (m_registered)
        m_environment.poller.setInterest(m_descriptor.get(), this, true, false);
    else
        fail("");
}

OwnedDescriptor ProxyPreface::takeOver()
{
    return std::move(m_descriptor);
}

void ProxyPreface::onReadable()
{
    while (!m_isOver && receive()) { }
}

bool ProxyPreface::receive()
{
    std::array<char, limits::MaxProxyHeaderBytes> buffer {};
    const int descriptor = m_descriptor.get();
    const ssize_t seen = ::recv(descriptor, buffer.data(), buffer.size(), MSG_PEEK | MSG_DONTWAIT);
    if (seen < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (seen <= 0) {
        fail("");
        return false;
    }
    const qsizetype had = m_bytes.size();
    m_bytes.append(buffer.data(), seen);
    const ProxyHeader header = parseProxyHeader(m_bytes);
    if (header.state == ProxyHeader::State::Invalid) {
        fail(header.reason);
        return false;
    }
    if (header.state == ProxyHeader::State::Complete)
        m_bytes.truncate(header.size);
    // Only the bytes of the header leave the socket.
    const ssize_t taken = ::recv(
        descriptor, buffer.data(), static_cast<size_t>(m_bytes.size() - had), MSG_DONTWAIT);
    if (taken != m_bytes.size() - had)
        fail("");
    else if (header.state == ProxyHeader::State::Complete)
        finish(header);
    return !m_isOver;
}

void ProxyPreface::finish(const ProxyHeader &header)
{
    m_isOver = true;
    m_deadline.cancel();
    leavePoller();
    const Peer source = header.address.isEmpty()
        ? m_peer
        : Peer { parseHostAddress(QString::fromLatin1(header.address)), header.port };
    m_owner.onPrefaceRead(*this, source);
}

void ProxyPreface::fail(const char *reason)
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.cancel();
    leavePoller();
    m_descriptor.reset();
    m_owner.onPrefaceFailed(*this, reason);
}

void ProxyPreface::leavePoller()
{
    if (std::exchange(m_registered, false))
        m_environment.poller.remove(m_descriptor.get(), this);
}

} // namespace broadcaster
