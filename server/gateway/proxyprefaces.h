// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/proxypreface.h"
#include "server/gateway/trustedproxies.h"

#include <functional>
#include <list>
#include <memory>

namespace broadcaster {

/// The stage between accept() and HTTP when the PROXY protocol is in use. If proxies are named,
/// only those may use it. Belongs to the gateway's thread.
class ProxyPrefaces final : private ProxyPreface::Owner {
public:
    /// `client` is the address in the header.
    using Passed
        = std::function<void(OwnedDescriptor descriptor, const ProxyPreface::Peer &client)>;

    ProxyPrefaces(
        const ProxyPreface::Environment &environment, const TrustedProxies &trusted, Passed passed);
    ~ProxyPrefaces();
    Q_DISABLE_COPY_MOVE(ProxyPrefaces)

    /// Reads the header of a new connection. When `most` wait already, closes the oldest.
    void take(OwnedDescriptor descriptor, const ProxyPreface::Peer &peer, int most);
    /// Applies to new connections.
    void setTimeout(std::chrono::milliseconds timeout) { m_environment.timeout = timeout; }
    /// Closes all connections that wait for their header.
    void drop();
    /// Destroys connections that are over. Call it when a turn ends, not from within one of them.
    void clearEnded() { m_ended.clear(); }

private:
    void onPrefaceRead(ProxyPreface &preface, const ProxyPreface::Peer &source) override;
    void onPrefaceFailed(ProxyPreface &preface, const char *reason) override;
    void end(ProxyPreface &preface);
    void warn(const QHostAddress &peer, const char *reason);

    using Prefaces = std::list<std::unique_ptr<ProxyPreface>>; // Oldest first.

    ProxyPreface::Environment m_environment;
    const TrustedProxies &m_trusted;
    Passed m_passed;
    Prefaces m_waiting;
    Prefaces m_ended;
    WarningPacer m_warnings { limits::ProxyWarningInterval };
};

} // namespace broadcaster
