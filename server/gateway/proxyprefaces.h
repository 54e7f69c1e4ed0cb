// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/proxypreface.h"
#include "server/gateway/trustedproxies.h"

#include <functional>
#include <list>
#include <memory>

namespace broadcaster {

/// The stage between accept() and HTTP while the PROXY protocol is spoken. Where proxies are named,
/// only those may speak it. Belongs to the gateway's thread.
class ProxyPrefaces final : private ProxyPreface::Owner {
public:
    /// `client`: the one that the header names.
    using Passed
        = std::function<void(OwnedDescriptor descriptor, const ProxyPreface::Peer &client)>;

    ProxyPrefaces(
        const ProxyPreface::Environment &environment, const TrustedProxies &trusted, Passed passed);
    ~ProxyPrefaces();
    Q_DISABLE_COPY_MOVE(ProxyPrefaces)

    /// Reads the header of a new connection. When `most` wait for theirs, the oldest is closed.
    void take(OwnedDescriptor descriptor, const ProxyPreface::Peer &peer, int most);
    /// For connections to come.
    void setTimeout(std::chrono::milliseconds timeout) { m_environment.timeout = timeout; }
    /// Closes all that wait for their header.
    void drop();
    /// Destroys those that are over. Not from within one of them: when a turn ends.
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
