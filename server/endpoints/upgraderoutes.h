// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoints/httproute.h"

#include <vector>

namespace broadcaster {

/// `/websocket` and `/console`, which end as an upgrade (docs/protocol.md, connecting;
/// docs/console-protocol.md). Belongs to the gateway's thread.
class UpgradeRoutes final {
public:
    explicit UpgradeRoutes(const RequestHandler::Gate &gate);
    Q_DISABLE_COPY_MOVE(UpgradeRoutes)

    void configure(const BrokerConfig &config);
    /// The routes refer to this object.
    [[nodiscard]] std::vector<HttpRoute> routes();

private:
    void webSocket(const HttpCall &call, const HttpReply &reply) const;
    void console(const HttpCall &call, const HttpReply &reply) const;

    AccessControl &m_access;
    ConnectionQuota &m_places;
    ConsoleDoor &m_consoles;
    CompressionUse m_compression = CompressionUse::Off;
};

/// The words for `owner` that has no place for one more connection.
[[nodiscard]] QString tooManyConnectionsOf(const QString &owner);

} // namespace broadcaster
