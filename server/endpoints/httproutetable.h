// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoints/httproute.h"

#include <optional>
#include <vector>

namespace broadcaster {

/// All routes of the port.
class HttpRouteTable final {
public:
    void add(HttpRoute route) { m_routes.push_back(std::move(route)); }
    void add(std::vector<HttpRoute> routes);

    struct Match {
        const HttpRoute *route = nullptr; ///< Null: the path does not have this method.
        const char *path = nullptr; ///< HttpRoute::path
        HttpRoute::Callers callers = HttpRoute::Callers::Anybody;
        QByteArray rest; ///< HttpCall::rest
        QByteArray allowed; ///< The methods of the path, separated by ", ".
    };
    /// `path` is still percent-encoded. nullopt: there is no such path.
    [[nodiscard]] std::optional<Match> find(const QByteArray &method, const QByteArray &path) const;
    /// The first segments of all paths, as a sentence has them: "/, /health and /usage".
    [[nodiscard]] QString paths() const;

private:
    [[nodiscard]] std::optional<Match> findExactly(
        const QByteArray &method, QByteArrayView path) const;

    std::vector<HttpRoute> m_routes;
};

} // namespace broadcaster
