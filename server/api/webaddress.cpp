// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/webaddress.h"

#include "server/api/ipaddress.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

// DNS allows no longer names.
constexpr auto Host = "[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|\\[[0-9a-f:.]{2,45}\\]"_L1;
constexpr auto Port = "(?::(\\d{1,5}))?"_L1;
constexpr auto AbsoluteDot = "\\.?"_L1;
constexpr auto AnyOfScheme = "://*"_L1;

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

QRegularExpressionMatch matchOrigin(const QString &text)
{
    static const QRegularExpression pattern = whole(
        u"([a-z][a-z0-9+.-]{0,31})://("_s + Host + u")"_s + AbsoluteDot + Port + u"/?"_s);
    return pattern.match(text);
}

bool isOfTheWeb(const QString &scheme)
{
    return QStringList { u"http"_s, u"https"_s, u"ws"_s, u"wss"_s }.contains(scheme);
}

bool isOwnPort(const QString &scheme, quint16 port)
{
    return (scheme == "http"_L1 && port == 80) || (scheme == "https"_L1 && port == 443);
}

/// For a match of Host. Null: brackets without an IPv6 address in them.
QString withPlainAddress(const QString &host)
{
    if (!host.startsWith(u'['))
        return host;
    const std::optional<IpAddress> address = IpAddress::parse(host.sliced(1).chopped(1));
    return address && !address->isIpv4 ? QString(u'[' + address->toString() + u']') : QString();
}

/// Browsers take a host whose last part is a number for an IPv4 address, and write it in full.
bool isHalfAddress(const QString &host)
{
    static const QRegularExpression pattern(u"(?:^|\\.)[0-9]+\\z"_s);
    return pattern.match(host).hasMatch() && !isIpAddress(host);
}

/// An origin whose scheme is not one of the web: the part behind the scheme belongs to the
/// application. It holds nothing that separates a list, or that a shell or a log would read as more
/// than text.
QString shellOrigin(const QString &text)
{
    static const QRegularExpression pattern = whole(
        u"(?!(?:https?|wss?)://)[a-z][a-z0-9+.-]{0,31}://(?:[A-Za-z0-9._~:@+-]{0,255}|\\*)"_s);
    const bool endsInSlash = text.endsWith(u'/') && !text.endsWith("://"_L1);
    const bool isEmptyPath = text.endsWith(":///"_L1);
    const QString origin = endsInSlash || isEmptyPath ? text.chopped(1) : text;
    return pattern.match(origin).hasMatch() ? origin : QString();
}

} // namespace

QString normalOrigin(const QString &text)
{
    const QString lower = text.toLower();
    if (lower == NullOrigin)
        return lower;
    const QRegularExpressionMatch match = matchOrigin(lower);
    if (!match.hasMatch())
        return shellOrigin(text);
    const QString scheme = match.captured(1);
    const QString host = withPlainAddress(match.captured(2));
    const QString digits = match.captured(3);
    const std::optional<quint16> port = parsePort(digits);
    if (host.isNull() || (isOfTheWeb(scheme) && isHalfAddress(host))
        || (!digits.isEmpty() && !port))
        return {};
    const QString origin = scheme + u"://"_s + host;
    return !port || isOwnPort(scheme, *port) ? origin : origin + u':' + QString::number(*port);
}

QString hostOfOrigin(const QString &origin)
{
    return matchOrigin(origin).captured(2);
}

bool admitsOrigin(const QStringList &allowed, const QString &origin)
{
    const QString ofScheme = origin.section("://"_L1, 0, 0) + AnyOfScheme;
    return std::any_of(allowed.begin(), allowed.end(), [&](const QString &entry) {
        return entry == AnyOrigin || entry == origin || entry == ofScheme;
    });
}

QString normalHost(const QString &text)
{
    static const QRegularExpression pattern = whole(Host);
    const QString lower = text.toLower();
    return pattern.match(lower).hasMatch() && !isHalfAddress(lower) ? withPlainAddress(lower)
                                                                    : QString();
}

QString hostOfAuthority(const QString &text)
{
    // The root of DNS may be written out, and a port be left empty.
    static const QRegularExpression pattern = whole(u"("_s + Host + u")\\.?(?::\\d{0,5})?"_s);
    return withPlainAddress(pattern.match(text.toLower()).captured(1));
}

std::optional<quint16> parsePort(QStringView text)
{
    constexpr qsizetype MostDigits = 5;
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (text.size() > MostDigits || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    bool ok = false;
    const quint16 port = text.toUShort(&ok);
    return ok ? std::optional(port) : std::nullopt;
}

bool isLocalhostName(const QString &host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1);
}

} // namespace broadcaster
