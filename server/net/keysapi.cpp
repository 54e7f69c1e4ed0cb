// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/keysapi.h"

#include "server/api/limits.h"
#include "server/net/accesscontrol.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <optional>
#include <variant>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto CollectionMethods = "GET, HEAD, POST, OPTIONS";
constexpr auto KeyMethods = "GET, HEAD, DELETE, OPTIONS";
constexpr auto RequiredMethods = "PUT, OPTIONS";

HttpResponse withCors(HttpResponse response)
{
    return std::move(response).with("Access-Control-Allow-Origin", "*");
}

HttpResponse success(int status, const QJsonObject &data)
{
    return withCors(HttpResponse::json(status, { { u"success"_s, true }, { u"data"_s, data } }));
}

HttpResponse failureOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return KeysApi::failure(400, error.detail);
    case ErrorCode::NotFound:
        return KeysApi::failure(404, error.detail);
    case ErrorCode::Conflict:
        return KeysApi::failure(409, error.detail);
    default:
        return KeysApi::failure(503, error.detail).retryLater();
    }
}

HttpResponse methodNotAllowed(const QByteArray &allowed)
{
    return KeysApi::failure(
        405, u"Method not allowed; allowed here: "_s + QString::fromLatin1(allowed))
        .with("Allow", allowed);
}

QJsonValue isoOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs))
                          : QJsonValue(QJsonValue::Null);
}

QJsonObject keyObject(const ApiKeyInfo &key)
{
    return { { u"projectId"_s, key.project.toString() }, { u"keyPrefix"_s, key.keyPrefix },
        { u"createdAt"_s, isoOrNull(key.createdAt) },
        { u"lastUsedAt"_s, isoOrNull(key.lastUsedAt) }, { u"isActive"_s, true },
        { u"description"_s,
            key.description.isNull() ? QJsonValue(QJsonValue::Null)
                                     : QJsonValue(key.description) } };
}

/// The body as a JSON object, or what to answer.
std::variant<QJsonObject, HttpResponse> bodyObject(const HttpRequest &request)
{
    const QByteArray contentType
        = request.header("Content-Type").split(';').constFirst().trimmed().toLower();
    if (contentType != "application/json")
        return KeysApi::failure(415, u"Content-Type must be application/json"_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (error.error != QJsonParseError::NoError)
        return KeysApi::failure(400,
            u"Invalid JSON in the body: %1 at byte %2"_s.arg(error.errorString())
                .arg(error.offset));
    if (!document.isObject())
        return KeysApi::failure(400, u"The body must be a JSON object"_s);
    return document.object();
}

/// A string member that may be left out or null. nullopt: it is of another type.
std::optional<QString> optionalString(const QJsonObject &object, QStringView name)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined() || value.isNull())
        return QString();
    if (!value.isString())
        return std::nullopt;
    const QString text = value.toString();
    return text.isNull() ? u""_s : text;
}

} // namespace

KeysApi::KeysApi(Database &database, AccessControl &access)
    : m_database(database)
    , m_access(access)
{
}

HttpResponse KeysApi::failure(int status, const QString &error)
{
    return withCors(HttpResponse::json(
        status, { { u"success"_s, false }, { u"errors"_s, QJsonArray { error } } }));
}

void KeysApi::handle(const HttpRequest &request, const Reply &reply)
{
    if (request.method == "OPTIONS") {
        reply(withCors(HttpResponse { 204, {}, {} })
                  .with("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS")
                  .with("Access-Control-Allow-Headers", "Content-Type, Authorization, x-api-key"));
        return;
    }
    if (!m_access.hasServiceKey()) {
        reply(failure(503,
            u"No service key is configured: set SUPERATOM_SERVICE_KEY or start the broker with "
            "--service-key-file"_s));
        return;
    }
    if (!m_access.isOperator(request)) {
        reply(failure(401, u"Unauthorized: send Authorization: Bearer <service key>"_s)
                  .with("WWW-Authenticate", "Bearer"));
        return;
    }
    QList<QByteArray> segments = request.path().split('/');
    segments.remove(0, 2); // "" and "api-keys"
    if (segments.isEmpty()) {
        handleCollection(request, reply);
        return;
    }
    const bool isRequired = segments.size() == 2 && segments[1] == "required";
    if (segments.size() > 1 && !isRequired) {
        reply(methodNotAllowed(KeyMethods));
        return;
    }
    const Result<ProjectId> project = ProjectId::fromUtf8(percentDecoded(segments[0]));
    if (!project)
        reply(failure(400, u"Invalid projectId: "_s + project.error().detail));
    else
        handleProject(*project, isRequired, request, reply);
}

void KeysApi::handleCollection(const HttpRequest &request, const Reply &reply)
{
    if (request.method == "GET" || request.method == "HEAD")
        list(reply);
    else if (request.method == "POST")
        issue(request, reply);
    else
        reply(methodNotAllowed(CollectionMethods));
}

void KeysApi::handleProject(
    const ProjectId &project, bool isRequired, const HttpRequest &request, const Reply &reply)
{
    if (isRequired && request.method == "PUT")
        setRequired(project, request, reply);
    else if (isRequired)
        reply(methodNotAllowed(RequiredMethods));
    else if (request.method == "GET" || request.method == "HEAD")
        show(project, reply);
    else if (request.method == "DELETE")
        revoke(project, reply);
    else
        reply(methodNotAllowed(KeyMethods));
}

void KeysApi::list(const Reply &reply)
{
    m_database.run(
        this, [](SqlConnection &connection) { return ApiKeyStore(connection).activeKeys(); },
        [reply](const Result<QList<ApiKeyInfo>> &keys) {
            if (!keys) {
                reply(failureOf(keys.error()));
                return;
            }
            QJsonArray array;
            for (const ApiKeyInfo &key : *keys)
                array.append(keyObject(key));
            reply(success(200, { { u"keys"_s, array } }));
        });
}

void KeysApi::issue(const HttpRequest &request, const Reply &reply)
{
    auto body = bodyObject(request);
    if (auto *refusal = std::get_if<HttpResponse>(&body)) {
        reply(std::move(*refusal));
        return;
    }
    const QJsonObject &object = std::get<QJsonObject>(body);
    const QJsonValue projectValue = object.value(u"projectId");
    if (!projectValue.isString()) {
        reply(failure(400, u"projectId is required and must be a string"_s));
        return;
    }
    const Result<ProjectId> project = ProjectId::fromUtf8(projectValue.toString().toUtf8());
    const std::optional<QString> description = optionalString(object, u"description");
    const std::optional<QString> createdBy = optionalString(object, u"createdBy");
    if (!project) {
        reply(failure(400, u"Invalid projectId: "_s + project.error().detail));
        return;
    }
    if (!description || !createdBy) {
        reply(failure(400, u"description and createdBy must be strings where they are given"_s));
        return;
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_database.run(
        this,
        [project = *project, description = *description, createdBy = *createdBy, now](
            SqlConnection &connection) {
            return ApiKeyStore(connection).issue(project, description, createdBy, now);
        },
        [reply](const Result<IssuedApiKey> &issued) {
            if (!issued) {
                reply(failureOf(issued.error()));
                return;
            }
            reply(success(201,
                { { u"projectId"_s, issued->info.project.toString() },
                    { u"apiKey"_s, QString::fromLatin1(issued->key.secret()) },
                    { u"keyPrefix"_s, issued->info.keyPrefix },
                    { u"createdAt"_s, isoOrNull(issued->info.createdAt) } }));
        });
}

void KeysApi::show(const ProjectId &project, const Reply &reply)
{
    m_database.run(
        this,
        [project](SqlConnection &connection) { return ApiKeyStore(connection).activeKey(project); },
        [reply](const Result<ApiKeyInfo> &key) {
            reply(key ? success(200, keyObject(*key)) : failureOf(key.error()));
        });
}

void KeysApi::revoke(const ProjectId &project, const Reply &reply)
{
    m_access.revokeKey(project, [project, reply](const Result<ApiKeyInfo> &key) {
        if (!key) {
            reply(failureOf(key.error()));
            return;
        }
        reply(success(200,
            QJsonObject { { u"message"_s,
                QString(u"API key revoked for project: "_s + project.toString()) } }));
    });
}

void KeysApi::setRequired(const ProjectId &project, const HttpRequest &request, const Reply &reply)
{
    auto body = bodyObject(request);
    if (auto *refusal = std::get_if<HttpResponse>(&body)) {
        reply(std::move(*refusal));
        return;
    }
    const QJsonValue value = std::get<QJsonObject>(body).value(u"required");
    if (!value.isBool()) {
        reply(failure(400, u"required must be true or false"_s));
        return;
    }
    const bool required = value.toBool();
    m_access.setRequired(project, required, [project, required, reply](const Result<void> &result) {
        if (!result) {
            reply(failureOf(result.error()));
            return;
        }
        reply(success(200,
            QJsonObject { { u"projectId"_s, project.toString() }, { u"required"_s, required } }));
    });
}

} // namespace broadcaster
