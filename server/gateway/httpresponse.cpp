// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/httpresponse.h"

#include "server/base/tuning.h"

#include <QtCore/QJsonDocument>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// RFC 9110 15.
QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Error";
    }
}

} // namespace

HttpResponse HttpResponse::json(int status, const QJsonObject &body)
{
    return json(status, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

HttpResponse HttpResponse::json(int status, const QByteArray &body)
{
    // The newline is for people: the shell's next prompt begins on its own line.
    return { status, body + '\n', {} };
}

HttpResponse HttpResponse::error(int status, const QString &error, const QString &message)
{
    return json(status, { { u"error"_s, error }, { u"message"_s, message } });
}

HttpResponse &&HttpResponse::retryLater() &&
{
    const qint64 seconds = limits::RetryAfter.count();
    return std::move(*this).with("Retry-After", QByteArray::number(seconds));
}

QByteArray serialized(const HttpResponse &response, BodyMode bodyMode, bool keepAlive)
{
    constexpr int NoContent = 204; // RFC 9110 8.6: without Content-Length.
    QByteArray out = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + reasonPhrase(response.status) + "\r\n";
    QByteArray connection;
    for (const auto &[name, value] : response.headers) {
        if (name == "Connection")
            connection = value + ", ";
        else
            out += name + ": " + value + "\r\n";
    }
    if (!response.body.isEmpty())
        out += "Content-Type: " + response.contentType + "\r\n"; // RFC 9110 8.3
    if (response.status != NoContent)
        out += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    out += "Cache-Control: no-store\r\n";
    out += "Connection: " + connection + (keepAlive ? "keep-alive" : "close") + "\r\n\r\n";
    if (bodyMode == BodyMode::Send)
        out += response.body;
    return out;
}

} // namespace broadcaster
