// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/proxyprefaces.h"

#include "server/base/logging.h"

#include <algorithm>
#include <iterator>

namespace broadcaster {

ProxyPrefaces::ProxyPrefaces(
    const ProxyPreface::Environment &environment, const TrustedProxies &trusted, Passed passed)
    : m_environment(environment)
    , m_trusted(trusted)
    , m_passed(std::move(passed))
{
}

ProxyPrefaces::~ProxyPrefaces() = default;

void ProxyPrefaces::take(OwnedDescriptor descriptor, const ProxyPreface::Peer &peer, int most)
{
    if (peer.host.isNull())
        return; // The peer is gone already, as some health checks are.
    if (!m_trusted.isEmpty() && !m_trusted.contains(peer.host)) {
        warn(peer.host, "its address is not one of --trusted-proxy");
        return;
    }
    if (static_cast<int>(m_waiting.size()) >= most) {
        warn(m_waiting.front()->peer().host, "too many others wait, and this one waits longest");
        m_waiting.front()->drop();
    }
    m_waiting.push_back(std::make_unique<ProxyPreface>(
        std::move(descriptor), peer, m_environment, static_cast<ProxyPreface::Owner &>(*this)));
    m_waiting.back()->start();
}

void ProxyPrefaces::drop()
{
    while (!m_waiting.empty())
        m_waiting.front()->drop();
}

void ProxyPrefaces::onPrefaceRead(ProxyPreface &preface, const ProxyPreface::Peer &source)
{
    OwnedDescriptor descriptor = preface.takeOver();
    end(preface);
    m_passed(std::move(descriptor), source);
}

void ProxyPrefaces::onPrefaceFailed(ProxyPreface &preface, const char *reason)
{
    if (*reason != '\0')
        warn(preface.peer().host, reason);
    end(preface);
}

void ProxyPrefaces::end(ProxyPreface &preface)
{
    // From the newest on: usually the newest connection's header comes first.
    const auto found = std::find_if(m_waiting.rbegin(), m_waiting.rend(),
        [&](const auto &waiting) { return waiting.get() == &preface; });
    m_ended.splice(m_ended.end(), m_waiting, std::prev(found.base()));
    m_environment.poller.requestTurnEnd();
}

void ProxyPrefaces::warn(const QHostAddress &peer, const char *reason)
{
    if (const auto leftOut = m_warnings.take(std::chrono::steady_clock::now()))
        qCWarning(logGateway,
            "closed a connection from %s before its first request: %s (%d more since the last "
            "time)",
            qUtf8Printable(peer.toString()), reason, *leftOut);
}

} // namespace broadcaster
