// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/httpresponse.h"

#include "server/base/tuning.h"

#include <QtCore/QJsonDocument>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Status {
    int code;
    const char *phrase; ///< RFC 9110 15
    const char *error = nullptr; ///< errorName()
};

constexpr Status Statuses[] {
    { 101, "Switching Protocols" },
    { 200, "OK" },
    { 201, "Created" },
    { 202, "Accepted" },
    { 204, "No Content" },
    { 400, "Bad Request", "Bad request" },
    { 401, "Unauthorized", "Unauthorized" },
    { 403, "Forbidden", "Host not allowed" },
    { 404, "Not Found", "Not found" },
    { 405, "Method Not Allowed", "Method not allowed" },
    { 406, "Not Acceptable" },
    { 408, "Request Timeout", "Request timeout" },
    { 409, "Conflict" },
    { 413, "Content Too Large", "Request body too large" },
    { 415, "Unsupported Media Type" },
    { 426, "Upgrade Required" },
    { 429, "Too Many Requests", "Too many wrong keys" },
    { 431, "Request Header Fields Too Large", "Request head too large" },
    { 501, "Not Implemented", "Not implemented" },
    { 503, "Service Unavailable", "Service unavailable" },
    { 505, "HTTP Version Not Supported", "HTTP version not supported" },
};

/// Null for a status that the broker does not have.
const Status *findStatus(int code)
{
    const auto *const found = std::find_if(std::begin(Statuses), std::end(Statuses),
        [code](const Status &status) { return status.code == code; });
    return found == std::end(Statuses) ? nullptr : found;
}

} // namespace

QString errorName(int status)
{
    const Status *const found = findStatus(status);
    return found && found->error ? QString::fromLatin1(found->error) : u"Bad request"_s;
}

QByteArray statusLine(int status)
{
    const Status *const found = findStatus(status);
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + (found ? found->phrase : "Error")
        + "\r\n";
}

QString contentTypeFault(const QByteArray &contentType)
{
    if (contentType.split(';').constFirst().trimmed().toLower() == "application/json")
        return {};
    return u"Content-Type must be application/json"_s;
}

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

HttpResponse HttpResponse::error(int status, const QString &message)
{
    return error(status, errorName(status), message);
}

HttpResponse HttpResponse::keyRequired(const QString &remedy)
{
    return error(401, u"Key required"_s, remedy).askForKey();
}

HttpResponse &&HttpResponse::retryLater() &&
{
    const qint64 seconds = limits::RetryAfter.count();
    return std::move(*this).with("Retry-After", QByteArray::number(seconds));
}

HttpResponse &&HttpResponse::askForKey() &&
{
    return std::move(*this).with("WWW-Authenticate", "Bearer");
}

QByteArray serialized(const HttpResponse &response, BodyMode bodyMode, bool keepAlive)
{
    constexpr int NoContent = 204; // RFC 9110 8.6: without Content-Length.
    QByteArray out = statusLine(response.status);
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
