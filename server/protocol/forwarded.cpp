// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/forwarded.h"

#include "server/api/bytes.h"
#include "server/api/ipaddress.h"
#include "server/api/webaddress.h"
#include "server/base/tuning.h"

#include <algorithm>
#include <optional>

namespace broadcaster {

namespace {

ForwardedHop malformed()
{
    ForwardedHop hop;
    hop.isMalformed = true;
    return hop;
}

bool isToken(QByteArrayView text)
{
    constexpr QByteArrayView Marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Marks.contains(c);
    });
}

bool isSame(QByteArrayView text, QByteArrayView lower)
{
    return text.compare(lower, Qt::CaseInsensitive) == 0;
}

/// Index of the last `separator` outside quoted strings, looking from the end; -1: there is none.
/// An odd quote was sent by the client, before everything that a proxy has added.
qsizetype lastSeparator(QByteArrayView text, char separator)
{
    bool isQuoted = false;
    for (qsizetype i = text.size() - 1; i >= 0; --i) {
        if (text[i] == '"') {
            qsizetype backslashes = 0;
            while (isQuoted && i > backslashes && text[i - 1 - backslashes] == '\\')
                ++backslashes;
            if (backslashes % 2 == 0)
                isQuoted = !isQuoted;
        } else if (text[i] == separator && !isQuoted) {
            return i;
        }
    }
    return -1;
}

/// Cuts the last element, trimmed, off the text.
QByteArrayView takeLast(QByteArrayView &text, char separator)
{
    const qsizetype at = lastSeparator(text, separator);
    const QByteArrayView last = text.sliced(at + 1).trimmed();
    text = text.first(std::max<qsizetype>(at, 0));
    return last;
}

/// A token, or the text of a quoted string (RFC 9110 5.6.4).
std::optional<QByteArray> unquoted(QByteArrayView value)
{
    if (!value.startsWith('"'))
        return isToken(value) ? std::optional(value.toByteArray()) : std::nullopt;
    QByteArray text;
    for (qsizetype i = 1; i < value.size(); ++i) {
        if (value[i] == '"')
            return i + 1 == value.size() ? std::optional(text) : std::nullopt;
        if (value[i] == '\\' && ++i == value.size())
            return std::nullopt;
        text += value[i];
    }
    return std::nullopt;
}

/// `:1234`, or nothing, or a hidden port: `:_http`.
bool readPort(QByteArrayView text, quint16 &port)
{
    if (text.isEmpty())
        return true;
    if (!text.startsWith(':'))
        return false;
    const QByteArrayView digits = text.sliced(1);
    if (digits.startsWith('_'))
        return isToken(digits);
    const std::optional<quint16> number = parsePort(QString::fromLatin1(digits));
    port = number.value_or(0);
    return number.has_value();
}

/// RFC 7239 6: an address, `unknown` or a hidden name, and maybe a port.
bool readNode(QByteArrayView node, ForwardedHop &hop)
{
    const bool isBracketed = node.startsWith('[');
    const qsizetype colon = node.indexOf(':');
    const qsizetype end = isBracketed ? node.indexOf(']') + 1 : colon < 0 ? node.size() : colon;
    const QByteArrayView name = node.first(end);
    if (end == 0 || !readPort(node.sliced(end), hop.port))
        return false;
    if (isSame(name, "unknown") || (name.startsWith('_') && isToken(name)))
        return true;
    const QByteArrayView address = isBracketed ? name.sliced(1, end - 2) : name;
    if (address.contains(':') != isBracketed || !isIpAddress(QString::fromLatin1(address)))
        return false;
    hop.address = address.toByteArray().toLower();
    return true;
}

/// `for=192.0.2.60;proto=http;by=203.0.113.43;host=example.com`
ForwardedHop readElement(QByteArrayView element)
{
    ForwardedHop hop;
    bool hasFor = false;
    bool hasHost = false;
    while (!element.isEmpty()) {
        const QByteArrayView pair = takeLast(element, ';');
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0 || !isToken(pair.first(equals)))
            return malformed();
        const std::optional<QByteArray> value = unquoted(pair.sliced(equals + 1));
        if (!value)
            return malformed();
        if (isSame(pair.first(equals), "for")) {
            if (std::exchange(hasFor, true) || !readNode(*value, hop))
                return malformed();
        } else if (isSame(pair.first(equals), "host")) {
            if (std::exchange(hasHost, true))
                return malformed();
            hop.host = *value;
        }
    }
    return hop;
}

ForwardedHop readAddress(QByteArrayView element)
{
    ForwardedHop hop;
    const QString text = QString::fromLatin1(element);
    if (isIpAddress(text))
        hop.address = text.toLower().toLatin1();
    else if (!readNode(element, hop))
        return malformed();
    return hop;
}

QList<ForwardedHop> parse(QByteArrayView value, ForwardedHop (*read)(QByteArrayView element))
{
    QList<ForwardedHop> hops;
    while (!value.isEmpty() && (hops.isEmpty() || !hops.constLast().isMalformed)) {
        const QByteArrayView element = takeLast(value, ',');
        if (element.isEmpty())
            continue; // RFC 9110 5.6.1: empty elements of a list are ignored.
        hops.append(hops.size() < limits::MaxForwardedHops ? read(element) : malformed());
    }
    return hops;
}

} // namespace

QList<ForwardedHop> parseForwarded(QByteArrayView value)
{
    return parse(value, readElement);
}

QList<ForwardedHop> parseForwardedFor(QByteArrayView value)
{
    return parse(value, readAddress);
}

} // namespace broadcaster
