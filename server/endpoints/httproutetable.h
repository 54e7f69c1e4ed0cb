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
    void add(HttpRoute route);
    void add(std::vector<HttpRoute> routes);

    struct Match {
        const HttpRoute *route = nullptr; ///< Null: the path does not have this method.
        const char *path = nullptr; ///< HttpRoute::path
        HttpRoute::Callers callers = HttpRoute::Callers::Anybody;
        QByteArray rest; ///< HttpCall::rest
        QByteArray allowed; ///< Without a route: the methods of the path, separated by ", ".
    };
    /// `path` is still percent-encoded. nullopt: there is no such path.
    [[nodiscard]] std::optional<Match> find(const QByteArray &method, const QByteArray &path) const;
    /// The first segments of all paths, as a sentence has them: "/, /health and /usage".
    [[nodiscard]] QString paths() const;

private:
    /// A route and its path, taken apart once.
    struct Entry {
        HttpRoute route;
        QByteArrayView path;
        qsizetype star; ///< Place of the path's first `*`; -1: it has none.
    };

    /// The text at the route's `*`; an empty one if it has none; nullopt if the path is another.
    [[nodiscard]] static std::optional<QByteArrayView> textAtStar(
        const Entry &entry, QByteArrayView path);
    [[nodiscard]] std::optional<Match> findExactly(
        const QByteArray &method, QByteArrayView path) const;
    [[nodiscard]] QByteArray allowedAt(QByteArrayView path, HttpRoute::Callers callers) const;

    std::vector<Entry> m_routes;
};

} // namespace broadcaster
