// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/operatoranswer.h"

#include "server/endpoints/httproute.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

HttpResponse withCors(HttpResponse response)
{
    return std::move(response).with("Access-Control-Allow-Origin", "*");
}

/// A JSON string may escape half of a surrogate pair (RFC 8259 8.2), which UTF-8 cannot hold.
bool hasLoneSurrogate(const QJsonObject &object)
{
    return std::any_of(object.begin(), object.end(), [](const QJsonValue &value) {
        return value.isString() && !value.toString().isValidUtf16();
    });
}

} // namespace

HttpResponse operatorOptions()
{
    return withCors(HttpResponse { 204, {}, {} })
        .with("Access-Control-Allow-Methods", AllMethods)
        .with("Access-Control-Allow-Headers", "Content-Type, Authorization, x-api-key");
}

HttpResponse operatorSuccess(int status, const QJsonObject &data)
{
    return operatorSuccess(status, QJsonDocument(data).toJson(QJsonDocument::Compact));
}

HttpResponse operatorSuccess(int status, const QByteArray &data)
{
    return withCors(HttpResponse::json(status, "{\"success\":true,\"data\":" + data + '}'));
}

HttpResponse operatorFailure(int status, const QString &error)
{
    return withCors(HttpResponse::json(
        status, { { u"success"_s, false }, { u"errors"_s, QJsonArray { error } } }));
}

HttpResponse operatorFailure(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::DatabaseRefusedValue:
        return operatorFailure(400, error.detail);
    case ErrorCode::NotFound:
        return operatorFailure(404, error.detail);
    case ErrorCode::Conflict:
        return operatorFailure(409, error.detail);
    default:
        return operatorFailure(503, error.detail).retryLater();
    }
}

HttpResponse operatorMethodNotAllowed(const QByteArray &allowed)
{
    return operatorFailure(
        405, u"Method not allowed; allowed here: "_s + QString::fromLatin1(allowed))
        .with("Allow", allowed);
}

std::variant<ProjectId, HttpResponse> operatorProject(const QByteArray &utf8)
{
    Result<ProjectId> project = ProjectId::fromUtf8(utf8);
    if (!project)
        return operatorFailure(400, u"Invalid projectId: "_s + project.error().detail);
    return *std::move(project);
}

std::variant<ProjectId, HttpResponse> operatorProject(const HttpRequest &request)
{
    return operatorProject(queryValue(request.query(), "projectId").value_or(QByteArray()));
}

std::optional<HttpResponse> unlessJson(const HttpRequest &request)
{
    const QString fault = contentTypeFault(request.header("Content-Type"));
    return fault.isNull() ? std::nullopt : std::optional(operatorFailure(415, fault));
}

std::variant<QJsonObject, HttpResponse> bodyObject(const HttpRequest &request)
{
    if (auto refusal = unlessJson(request))
        return *std::move(refusal);
    if (!request.body.isValidUtf8())
        return operatorFailure(400, u"The body is not UTF-8"_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (error.error != QJsonParseError::NoError)
        return operatorFailure(400,
            u"Invalid JSON in the body: %1 at byte %2"_s.arg(error.errorString())
                .arg(error.offset));
    if (!document.isObject())
        return operatorFailure(400, u"The body must be a JSON object"_s);
    QJsonObject object = document.object();
    if (hasLoneSurrogate(object))
        return operatorFailure(400, u"A string in the body has half of a surrogate pair"_s);
    return object;
}

} // namespace broadcaster
