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

    /// Adds Retry-After.
    HttpResponse &&retryLater() &&;
    HttpResponse &&with(const QByteArray &name, const QByteArray &value) &&
    {
        headers.emplaceBack(name, value);
        return std::move(*this);
    }
};

enum class BodyMode { Send, HeadersOnly };

[[nodiscard]] QByteArray serialized(
    const HttpResponse &response, BodyMode bodyMode, bool keepAlive);

} // namespace broadcaster
