// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "server/gateway/consoledoor.h"
#include "server/gateway/httpresponse.h"
#include "server/net/upgrade.h"
#include "server/protocol/requesthead.h"

#include <QtNetwork/QHostAddress>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace broadcaster {

class AccessControl;
class ConnectionQuota;
class HttpOutputAccount;
class OriginPolicy;
class RefusedClients;
struct BrokerConfig;
struct RefusalCounts;

/// A response, or an upgrade that lacks only the connection itself.
using HttpAnswer = std::variant<HttpResponse, Upgrade, ConsoleUpgrade>;
using HttpReply = std::function<void(HttpAnswer)>;

/// Answers the requests that the gateway reads. Belongs to the gateway's thread.
class RequestHandler {
public:
    /// Parts of the gateway that answers depend on. They outlive the handler.
    struct Gate {
        AccessControl &access;
        ConnectionQuota &places;
        OriginPolicy &origins;
        RefusalCounts &refusals;
        RefusedClients &refusedClients;
        const HttpOutputAccount &output;
        ConsoleDoor &consoles;
        /// The certificate that the port shows now; null: it does not speak TLS.
        std::function<std::optional<CertificateInfo>()> certificate;
        std::chrono::steady_clock::time_point started; ///< The broker began to listen then.
    };
    using Factory = std::function<std::unique_ptr<RequestHandler>(const Gate &gate)>;

    RequestHandler() = default;
    virtual ~RequestHandler() = default;
    Q_DISABLE_COPY_MOVE(RequestHandler)

    /// Called first, and with every change.
    virtual void configure(const BrokerConfig &config) = 0;
    /// Replies at once or later, exactly once. `client` is the address of the client, also behind
    /// trusted proxies.
    virtual void handle(const HttpRequest &request, const QHostAddress &client, HttpReply reply)
        = 0;
    /// The answer grows with the number of clients, keys or projects.
    [[nodiscard]] virtual bool mayBeLarge(const HttpRequest &request) const = 0;
    /// The answer to an invalid request, in the form that calls to `target` have.
    [[nodiscard]] virtual HttpResponse refusal(
        int status, const QString &reason, const QByteArray &target) const = 0;
    /// The same for a request that is one too many.
    [[nodiscard]] virtual HttpResponse tooManyConnections(const QByteArray &target) const = 0;
};

} // namespace broadcaster
