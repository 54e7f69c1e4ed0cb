// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/requesthead.h"

#include "server/api/bytes.h"
#include "server/protocol/requestsyntax.h"

#include <algorithm>

namespace broadcaster {

namespace {

bool isSameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

/// True when a comma-separated list (RFC 9110 5.6.1) contains `token`, in any case.
bool hasToken(QByteArrayView list, QByteArrayView token)
{
    qsizetype begin = 0;
    while (begin <= list.size()) {
        qsizetype end = list.indexOf(',', begin);
        if (end < 0)
            end = list.size();
        if (isSameName(list.sliced(begin, end - begin).trimmed(), token))
            return true;
        begin = end + 1;
    }
    return false;
}

/// The same for all headers of one name, which are one list (RFC 9110 5.3).
bool hasToken(const HttpRequest &request, QByteArrayView name, QByteArrayView token)
{
    return std::any_of(request.headers.begin(), request.headers.end(), [&](const auto &header) {
        return isSameName(header.first, name) && hasToken(header.second, token);
    });
}

/// The target from its path on: `http://host/path?query` loses the part before the path.
QByteArrayView originForm(const QByteArray &target)
{
    const QByteArrayView view(target);
    const QByteArrayView authority = authorityOf(view);
    return authority.isNull() ? view : view.sliced(authority.end() - view.begin());
}

QByteArray decoded(QByteArrayView encoded, bool plusIsSpace)
{
    if (!encoded.contains('%') && !(plusIsSpace && encoded.contains('+')))
        return encoded.isEmpty() ? QByteArray("") : encoded.toByteArray();
    QByteArray out;
    out.reserve(encoded.size());
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        const char c = encoded[i];
        if (c == '%' && i + 2 < encoded.size()) {
            const int high = hexDigit(encoded[i + 1]);
            const int low = hexDigit(encoded[i + 2]);
            if (high >= 0 && low >= 0) {
                out += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        out += plusIsSpace && c == '+' ? ' ' : c;
    }
    return out;
}

/// Whether an encoded name of a query stands for `name`, which has only letters.
bool isNamed(QByteArrayView encoded, QByteArrayView name)
{
    return encoded == name
        || (encoded.size() > name.size() && encoded.contains('%') && formDecoded(encoded) == name);
}

bool isBase64(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || isDigit(c) || c == '+' || c == '/';
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (isSameName(key, name))
            return value.isNull() ? QByteArray("") : value;
    }
    return {};
}

QByteArray HttpRequest::joinedHeader(QByteArrayView name) const
{
    QByteArray joined;
    for (const auto &[key, value] : headers) {
        if (!isSameName(key, name))
            continue;
        if (joined.isNull())
            joined = value.isNull() ? QByteArray("") : value;
        else
            joined += ", " + value;
    }
    return joined;
}

QByteArray HttpRequest::path() const
{
    const QByteArrayView form = originForm(target);
    const qsizetype mark = form.indexOf('?');
    const QByteArray path = (mark < 0 ? form : form.first(mark)).toByteArray();
    return path.isEmpty() ? QByteArray("/") : path;
}

QByteArray HttpRequest::query() const
{
    const QByteArrayView form = originForm(target);
    const qsizetype mark = form.indexOf('?');
    return mark < 0 ? QByteArray() : form.sliced(mark + 1).toByteArray();
}

bool HttpRequest::wantsWebSocket() const
{
    return hasToken(*this, "Upgrade", "websocket") && hasToken(*this, "Connection", "upgrade");
}

QByteArray percentDecoded(QByteArrayView encoded)
{
    return decoded(encoded, false);
}

QByteArray formDecoded(QByteArrayView encoded)
{
    return decoded(encoded, true);
}

std::optional<QByteArray> queryValue(QByteArrayView query, QByteArrayView name)
{
    qsizetype begin = 0;
    while (begin < query.size()) {
        qsizetype end = query.indexOf('&', begin);
        if (end < 0)
            end = query.size();
        const QByteArrayView pair = query.sliced(begin, end - begin);
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView key = equals < 0 ? pair : pair.first(equals);
        if (isNamed(key, name))
            return equals < 0 ? QByteArray("") : formDecoded(pair.sliced(equals + 1));
        begin = end + 1;
    }
    return std::nullopt;
}

QByteArray takeApiKey(QByteArray &target)
{
    const qsizetype mark = target.indexOf('?');
    if (mark < 0 || !queryValue(QByteArrayView(target).sliced(mark + 1), "apiKey"))
        return {};
    QByteArray key;
    QByteArray kept;
    bool found = false;
    const QList<QByteArray> pairs = target.sliced(mark + 1).split('&');
    for (const QByteArray &pair : pairs) {
        if (const auto value = queryValue(pair, "apiKey")) {
            key = found ? key : *value;
            found = true;
        } else {
            kept += (kept.isNull() ? "" : "&") + pair;
        }
    }
    if (found)
        target = target.first(mark + 1) + kept;
    return key;
}

bool isWebSocketKey(QByteArrayView value)
{
    if (value.size() != 24 || !value.endsWith("=="))
        return false;
    const QByteArrayView digits = value.first(22);
    if (!std::all_of(digits.begin(), digits.end(), isBase64))
        return false;
    // The last digit carries two bits of the key; the other four bits must be zero.
    return QByteArrayView("AQgw").contains(digits.back());
}

} // namespace broadcaster
