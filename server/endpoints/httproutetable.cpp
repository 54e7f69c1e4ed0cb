// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/httproutetable.h"

#include <QtCore/QStringList>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isFor(const HttpRoute &route, const QByteArray &method)
{
    return method == route.method || (method == "HEAD" && QByteArrayView(route.method) == "GET");
}

QByteArray withMethod(QByteArray allowed, const char *method)
{
    if (!allowed.isEmpty())
        allowed += ", ";
    allowed += method;
    if (QByteArrayView(method) == "GET")
        allowed += ", HEAD";
    return allowed;
}

} // namespace

void HttpRouteTable::add(HttpRoute route)
{
    const QByteArrayView path(route.path);
    m_routes.push_back({ std::move(route), path, path.indexOf('*') });
}

void HttpRouteTable::add(std::vector<HttpRoute> routes)
{
    for (HttpRoute &route : routes)
        add(std::move(route));
}

std::optional<QByteArrayView> HttpRouteTable::textAtStar(const Entry &entry, QByteArrayView path)
{
    const QByteArrayView pattern = entry.path;
    if (entry.star < 0)
        return pattern == path ? std::optional(path.last(0)) : std::nullopt;
    const bool takesAll = pattern.endsWith("**");
    const QByteArrayView end = takesAll ? QByteArrayView() : pattern.sliced(entry.star + 1);
    if (path.size() < entry.star + end.size() || !path.startsWith(pattern.first(entry.star))
        || !path.endsWith(end))
        return std::nullopt;
    const QByteArrayView text = path.sliced(entry.star, path.size() - entry.star - end.size());
    return takesAll || !text.contains('/') ? std::optional(text) : std::nullopt;
}

std::optional<HttpRouteTable::Match> HttpRouteTable::find(
    const QByteArray &method, const QByteArray &path) const
{
    if (const auto match = findExactly(method, path))
        return match;
    // Below a name there is nothing to ask: the answer tells the methods of the name itself.
    QByteArrayView parent(path);
    while (parent.lastIndexOf('/') > 0) {
        parent = parent.first(parent.lastIndexOf('/'));
        auto match = findExactly({}, parent);
        if (match && QByteArrayView(match->path).endsWith('*'))
            return match;
    }
    return std::nullopt;
}

std::optional<HttpRouteTable::Match> HttpRouteTable::findExactly(
    const QByteArray &method, QByteArrayView path) const
{
    std::optional<Match> match;
    for (const Entry &entry : m_routes) {
        const auto text = textAtStar(entry, path);
        if (!text)
            continue;
        const HttpRoute &route = entry.route;
        if (!match)
            match = Match { nullptr, route.path, route.callers, percentDecoded(*text), {} };
        if (isFor(route, method))
            match->route = &route;
    }
    if (match && !match->route)
        match->allowed = allowedAt(path, match->callers);
    return match;
}

QByteArray HttpRouteTable::allowedAt(QByteArrayView path, HttpRoute::Callers callers) const
{
    QByteArray allowed;
    for (const Entry &entry : m_routes) {
        if (textAtStar(entry, path))
            allowed = withMethod(allowed, entry.route.method);
    }
    return callers == HttpRoute::Callers::Operator ? withMethod(allowed, "OPTIONS") : allowed;
}

QString HttpRouteTable::paths() const
{
    QStringList all;
    for (const Entry &entry : m_routes) {
        const QString path = u'/' + QString::fromLatin1(entry.path).section(u'/', 1, 1);
        if (!all.contains(path))
            all.append(path);
    }
    const QString last = all.takeLast();
    return all.join(u", "_s) + u" and "_s + last;
}

} // namespace broadcaster
