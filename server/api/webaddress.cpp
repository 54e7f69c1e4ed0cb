// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/webaddress.h"

#include <QtCore/QRegularExpression>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

// A name is no longer than DNS has it.
constexpr auto Host = "[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|\\[[0-9a-f:.]{2,45}\\]"_L1;
constexpr auto Port = "(?::(\\d{1,5}))?"_L1;

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

QRegularExpressionMatch matchOrigin(const QString &text)
{
    static const QRegularExpression pattern = whole(
        u"([a-z][a-z0-9+.-]{0,31})://("_s + Host + u")"_s + Port + u"/?"_s);
    return pattern.match(text);
}

bool isOwnPort(const QString &scheme, const QString &port)
{
    return port.isEmpty() || (scheme == "http"_L1 && port.toInt() == 80)
        || (scheme == "https"_L1 && port.toInt() == 443);
}

} // namespace

QString normalOrigin(const QString &text)
{
    const QString lower = text.toLower();
    if (lower == "null"_L1)
        return lower;
    const QRegularExpressionMatch match = matchOrigin(lower);
    if (!match.hasMatch())
        return {};
    const QString origin = match.captured(1) + u"://"_s + match.captured(2);
    const QString port = match.captured(3);
    return isOwnPort(match.captured(1), port) ? origin : origin + u':' + port;
}

QString hostOfOrigin(const QString &origin)
{
    return matchOrigin(origin).captured(2);
}

QString normalHost(const QString &text)
{
    static const QRegularExpression pattern = whole(Host);
    const QString lower = text.toLower();
    return pattern.match(lower).hasMatch() ? lower : QString();
}

QString hostOfAuthority(const QString &text)
{
    // The root of DNS may be written out, and a port be left empty.
    static const QRegularExpression pattern = whole(u"("_s + Host + u")\\.?(?::\\d{0,5})?"_s);
    return pattern.match(text.toLower()).captured(1);
}

} // namespace broadcaster
