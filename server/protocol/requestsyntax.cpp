// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/requestsyntax.h"

#include "server/api/bytes.h"
#include "server/api/ipaddress.h"
#include "server/api/webaddress.h"

#include <algorithm>
#include <string_view>

namespace broadcaster {

namespace {

constexpr qsizetype MaxNameLength = 253; // RFC 1035 2.3.4
constexpr std::string_view MethodEnds = " \r\n";
constexpr std::string_view TargetEnds = " ?\r\n";

bool isNameCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

bool isPort(QByteArrayView text)
{
    return text.isEmpty() || parsePort(QString::fromLatin1(text));
}

bool isName(QByteArrayView text)
{
    if (text.endsWith('.')) // The dot of the root, written out.
        text.chop(1);
    const auto isAllowed = [](char c) { return isNameCharacter(c) || c == '.'; };
    return !text.isEmpty() && text.size() <= MaxNameLength && text.front() != '.'
        && text.back() != '.' && !text.contains("..")
        && std::all_of(text.begin(), text.end(), isAllowed);
}

bool isIpv6(QByteArrayView text)
{
    const QString address = QString::fromLatin1(text);
    return address.contains(u':') && isIpAddress(address);
}

} // namespace

bool isAuthority(QByteArrayView value)
{
    const bool isBracketed = value.startsWith('[');
    const qsizetype bracket = value.indexOf(']');
    if (isBracketed && bracket < 0)
        return false;
    const qsizetype colon = value.indexOf(':', isBracketed ? bracket : 0);
    const QByteArrayView host = colon < 0 ? value : value.first(colon);
    if (colon >= 0 && !isPort(value.sliced(colon + 1)))
        return false;
    if (!isBracketed)
        return isName(host);
    return bracket + 1 == host.size() && isIpv6(host.sliced(1).chopped(1));
}

QByteArrayView authorityOf(QByteArrayView target)
{
    if (target.startsWith('/'))
        return {};
    const qsizetype scheme = target.indexOf("://");
    if (scheme < 0 || scheme > target.indexOf('/'))
        return {};
    const QByteArrayView behind = target.sliced(scheme + 3);
    const auto *const end = std::find_if(
        behind.begin(), behind.end(), [](char c) { return c == '/' || c == '?'; });
    return behind.first(end - behind.begin());
}

RequestLine requestLineOf(QByteArrayView head)
{
    const auto *const space = std::find_first_of(
        head.begin(), head.end(), MethodEnds.begin(), MethodEnds.end());
    if (space == head.end() || *space != ' ')
        return {};
    const auto *const target = space + 1;
    const auto *const end = std::find_first_of(
        target, head.end(), TargetEnds.begin(), TargetEnds.end());
    RequestLine line { QByteArray(head.begin(), space - head.begin()), {} };
    if (end != head.end())
        line.target = QByteArray(target, end - target);
    return line;
}

QByteArray targetFault(QByteArrayView method, QByteArrayView target)
{
    if (method == "CONNECT")
        return "CONNECT is for proxies, and this server is not one";
    if (target.contains('#'))
        return "The request target has a fragment";
    if (target.startsWith('/'))
        return {};
    if (target == "*")
        return method == "OPTIONS" ? QByteArray() : "The request target * is for OPTIONS only";
    const QByteArray scheme
        = target.first(std::max<qsizetype>(target.indexOf("://"), 0)).toByteArray().toLower();
    if (scheme != "http" && scheme != "https" && scheme != "ws" && scheme != "wss")
        return "The request target does not begin with a slash";
    if (!isAuthority(authorityOf(target)))
        return "The request target names no host, or a bad one";
    return {};
}

} // namespace broadcaster
