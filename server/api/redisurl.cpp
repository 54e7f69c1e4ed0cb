// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/redisurl.h"

#include "server/api/limits.h"
#include "server/api/webaddress.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype MaxSocketPathBytes = 107; ///< The system's bound.

/// Null: the text is not percent-encoded UTF-8, or has a character that no user or password has.
QString decodedPart(const QString &encoded)
{
    static const QRegularExpression stray(u"%(?![0-9A-Fa-f]{2})|[\\x00-\\x20\\x7f]"_s);
    if (encoded.size() > limits::MaxRedisSecretCharacters || stray.match(encoded).hasMatch())
        return {};
    const QString text = QString::fromUtf8(QByteArray::fromPercentEncoding(encoded.toUtf8()));
    return text.contains(QChar::ReplacementCharacter) || text.contains(QChar::Null) ? QString()
                                                                                    : text;
}

QString encodedPart(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

/// False: the part before the `@` is not `user`, `user:password` or `:password`.
bool takeUser(RedisUrl &url, const QString &part)
{
    const qsizetype colon = part.indexOf(u':');
    const QString user = colon < 0 ? part : part.first(colon);
    if (!user.isEmpty() && (url.user = decodedPart(user)).isNull())
        return false;
    if (colon < 0)
        return !user.isEmpty();
    url.password = decodedPart(part.sliced(colon + 1));
    return !url.password.isEmpty();
}

bool takeHost(RedisUrl &url, const QString &part)
{
    const bool isBracketed = part.startsWith(u'[');
    const qsizetype colon = part.indexOf(u':', isBracketed ? part.indexOf(u']') : 0);
    url.host = normalHost(colon < 0 ? part : part.first(colon));
    if (colon >= 0) {
        const QString digits = part.sliced(colon + 1);
        const std::optional<quint16> port = parsePort(digits);
        if (digits.isEmpty() || !port || *port == 0)
            return false;
        url.port = *port;
    }
    return !url.host.isNull();
}

/// The path of a socket may hold every byte, percent-encoded where it has to be.
bool takePath(RedisUrl &url, const QString &part)
{
    url.path = decodedPart(part);
    return url.path.startsWith(u'/') && url.path.size() > 1
        && url.path.toUtf8().size() <= MaxSocketPathBytes;
}

} // namespace

std::optional<RedisUrl> RedisUrl::parse(const QString &text)
{
    static const QRegularExpression pattern(
        QRegularExpression::anchoredPattern(
            u"(redis|rediss|unix)://(?:([^@/?#]*)@)?([^@/?#]*)(/[^?#@]*)?"_s),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    RedisUrl url;
    const QString scheme = match.captured(1).toLower();
    const QString path = match.captured(4);
    if (match.hasCaptured(2) && !takeUser(url, match.captured(2)))
        return std::nullopt;
    if (scheme == "unix"_L1) {
        if (!match.captured(3).isEmpty() || !takePath(url, path))
            return std::nullopt;
        return url;
    }
    url.isTls = scheme == "rediss"_L1;
    if ((!path.isEmpty() && path != "/"_L1 && path != "/0"_L1) || !takeHost(url, match.captured(3)))
        return std::nullopt;
    return url;
}

QString RedisUrl::text() const
{
    QString text = path.isNull() ? (isTls ? u"rediss://"_s : u"redis://"_s) : u"unix://"_s;
    if (!user.isNull() || !password.isNull()) {
        text += encodedPart(user);
        if (!password.isNull())
            text += u':' + encodedPart(password);
        text += u'@';
    }
    if (!path.isNull())
        return text + QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
    text += host;
    return port == DefaultPort ? text : QString(text + u':' + QString::number(port));
}

RedisUrl RedisUrl::withoutPassword() const
{
    RedisUrl masked = *this;
    masked.password = QString();
    return masked;
}

QString normalRedisUrl(const QString &text)
{
    const std::optional<RedisUrl> url = RedisUrl::parse(text);
    return url ? url->text() : QString();
}

QString maskedRedisUrl(const QString &text)
{
    const std::optional<RedisUrl> url = RedisUrl::parse(text);
    // A password may be anywhere in a text without the form.
    return url ? url->withoutPassword().text() : u"redis://…"_s;
}

} // namespace broadcaster
