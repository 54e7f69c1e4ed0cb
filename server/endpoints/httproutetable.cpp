// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/httproutetable.h"

#include <QtCore/QStringList>

#include <iterator>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The text at the route's `*`; an empty one if it has none; nullopt if the path is another.
std::optional<QByteArrayView> textAtStar(QByteArrayView pattern, QByteArrayView path)
{
    const qsizetype star = pattern.indexOf('*');
    if (star < 0)
        return pattern == path ? std::optional(path.last(0)) : std::nullopt;
    const bool takesAll = pattern.endsWith("**");
    const QByteArrayView end = takesAll ? QByteArrayView() : pattern.sliced(star + 1);
    if (path.size() < star + end.size() || !path.startsWith(pattern.first(star))
        || !path.endsWith(end))
        return std::nullopt;
    const QByteArrayView text = path.sliced(star, path.size() - star - end.size());
    return takesAll || !text.contains('/') ? std::optional(text) : std::nullopt;
}

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

void HttpRouteTable::add(std::vector<HttpRoute> routes)
{
    m_routes.insert(m_routes.end(), std::make_move_iterator(routes.begin()),
        std::make_move_iterator(routes.end()));
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
    for (const HttpRoute &route : m_routes) {
        const auto text = textAtStar(route.path, path);
        if (!text)
            continue;
        if (!match)
            match = Match { nullptr, route.path, route.callers, percentDecoded(*text), {} };
        match->allowed = withMethod(match->allowed, route.method);
        if (isFor(route, method))
            match->route = &route;
    }
    if (match && match->callers == HttpRoute::Callers::Operator)
        match->allowed = withMethod(match->allowed, "OPTIONS");
    return match;
}

QString HttpRouteTable::paths() const
{
    QStringList all;
    for (const HttpRoute &route : m_routes) {
        const QString path = u'/' + QString::fromLatin1(route.path).section(u'/', 1, 1);
        if (!all.contains(path))
            all.append(path);
    }
    const QString last = all.takeLast();
    return all.join(u", "_s) + u" and "_s + last;
}

} // namespace broadcaster
