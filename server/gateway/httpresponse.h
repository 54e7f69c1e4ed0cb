// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QList>

#include <utility>

namespace broadcaster {

/// One answer.
struct HttpResponse {
    int status = 200;
    QByteArray body; ///< Empty: the answer has no content, and no Content-Type.
    /// Headers other than those about body and connection.
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray contentType = "application/json; charset=utf-8";

    [[nodiscard]] static HttpResponse json(int status, const QJsonObject &body);
    /// `body` is JSON.
    [[nodiscard]] static HttpResponse json(int status, const QByteArray &body);
    /// `{"error":…,"message":…}`: the problem, and the allowed values or the remedy.
    [[nodiscard]] static HttpResponse error(
        int status, const QString &error, const QString &message);
    /// The same by errorName().
    [[nodiscard]] static HttpResponse error(int status, const QString &message);
    /// 401 for a caller that has neither the service key nor the viewer key.
    [[nodiscard]] static HttpResponse keyRequired(
        const QString &remedy = QStringLiteral(
            "Send Authorization: Bearer <service key or viewer key>."));

    /// Adds Retry-After.
    HttpResponse &&retryLater() &&;
    /// Adds WWW-Authenticate (RFC 9110 11.6.1).
    HttpResponse &&askForKey() &&;
    HttpResponse &&with(const QByteArray &name, const QByteArray &value) &&
    {
        headers.emplaceBack(name, value);
        return std::move(*this);
    }
};

/// The name of a fault that needs no more than its status, for programs.
[[nodiscard]] QString errorName(int status);
/// The first line of an answer (RFC 9112 4).
[[nodiscard]] QByteArray statusLine(int status);
/// The fault of a body that is not announced as JSON; null if it is.
[[nodiscard]] QString contentTypeFault(const QByteArray &contentType);

enum class BodyMode { Send, HeadersOnly };

[[nodiscard]] QByteArray serialized(
    const HttpResponse &response, BodyMode bodyMode, bool keepAlive);

} // namespace broadcaster
