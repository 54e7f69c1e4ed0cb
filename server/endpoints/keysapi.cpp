// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/keysapi.h"

#include "server/base/tuning.h"
#include "server/endpoints/operatoranswer.h"
#include "server/gateway/accesscontrol.h"
#include "server/protocol/jsonwriter.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"

#include <optional>
#include <variant>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto CollectionMethods = "GET, HEAD, POST, OPTIONS";
constexpr auto KeyMethods = "GET, HEAD, DELETE, OPTIONS";
constexpr auto RequiredMethods = "PUT, OPTIONS";

QString isoText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

void writeKey(JsonWriter &json, const ApiKeyInfo &key)
{
    json.beginObject();
    json.name("projectId");
    json.text(key.project.utf8());
    json.name("keyPrefix");
    json.textOrNull(key.keyPrefix);
    json.name("createdAt");
    json.textOrNull(isoText(key.createdAt));
    json.name("lastUsedAt");
    json.textOrNull(isoText(key.lastUsedAt));
    json.name("isActive");
    json.boolean(true);
    json.name("description");
    json.textOrNull(key.description);
    json.endObject();
}

QByteArray keyJson(const ApiKeyInfo &key)
{
    JsonWriter json;
    writeKey(json, key);
    return json.json();
}

QByteArray keysJson(const QList<ApiKeyInfo> &keys)
{
    JsonWriter json;
    json.beginObject();
    json.name("keys");
    json.beginArray();
    for (const ApiKeyInfo &key : keys)
        writeKey(json, key);
    json.endArray();
    json.endObject();
    return json.json();
}

/// A string member that may be missing or null. nullopt: it has another type.
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

void KeysApi::handle(const HttpRequest &request, const Reply &reply)
{
    QList<QByteArray> segments = request.path().split('/');
    segments.remove(0, 2); // "" and "api-keys"
    if (segments.isEmpty()) {
        handleCollection(request, reply);
        return;
    }
    const bool isRequired = segments.size() == 2 && segments[1] == "required";
    if (segments.size() > 1 && !isRequired) {
        reply(operatorMethodNotAllowed(KeyMethods));
        return;
    }
    const Result<ProjectId> project = ProjectId::fromUtf8(percentDecoded(segments[0]));
    if (!project)
        reply(operatorFailure(400, u"Invalid projectId: "_s + project.error().detail));
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
        reply(operatorMethodNotAllowed(CollectionMethods));
}

void KeysApi::handleProject(
    const ProjectId &project, bool isRequired, const HttpRequest &request, const Reply &reply)
{
    if (isRequired && request.method == "PUT")
        setRequired(project, request, reply);
    else if (isRequired)
        reply(operatorMethodNotAllowed(RequiredMethods));
    else if (request.method == "GET" || request.method == "HEAD")
        show(project, reply);
    else if (request.method == "DELETE")
        revoke(project, reply);
    else
        reply(operatorMethodNotAllowed(KeyMethods));
}

void KeysApi::list(const Reply &reply)
{
    m_database.run(
        this, [](SqlConnection &connection) { return ApiKeyStore(connection).activeKeys(); },
        [reply](const Result<QList<ApiKeyInfo>> &keys) {
            if (!keys) {
                reply(operatorFailure(keys.error()));
                return;
            }
            reply(operatorSuccess(keysJson(*keys)));
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
        reply(operatorFailure(400, u"projectId is required and must be a string"_s));
        return;
    }
    const Result<ProjectId> project = ProjectId::fromUtf8(projectValue.toString().toUtf8());
    const std::optional<QString> description = optionalString(object, u"description");
    const std::optional<QString> createdBy = optionalString(object, u"createdBy");
    if (!project) {
        reply(operatorFailure(400, u"Invalid projectId: "_s + project.error().detail));
        return;
    }
    if (!description || !createdBy) {
        reply(operatorFailure(
            400, u"description and createdBy must be strings where they are given"_s));
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
                reply(operatorFailure(issued.error()));
                return;
            }
            reply(operatorSuccess(201,
                { { u"projectId"_s, issued->info.project.toString() },
                    { u"apiKey"_s, QString::fromLatin1(issued->key.secret()) },
                    { u"keyPrefix"_s, issued->info.keyPrefix },
                    { u"createdAt"_s, isoText(issued->info.createdAt) } }));
        });
}

void KeysApi::show(const ProjectId &project, const Reply &reply)
{
    m_database.run(
        this,
        [project](SqlConnection &connection) { return ApiKeyStore(connection).activeKey(project); },
        [reply](const Result<ApiKeyInfo> &key) {
            reply(key ? operatorSuccess(keyJson(*key)) : operatorFailure(key.error()));
        });
}

void KeysApi::revoke(const ProjectId &project, const Reply &reply)
{
    m_access.revokeKey(project, [project, reply](const Result<ApiKeyInfo> &key) {
        if (!key) {
            reply(operatorFailure(key.error()));
            return;
        }
        reply(operatorSuccess(200,
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
        reply(operatorFailure(400, u"required must be true or false"_s));
        return;
    }
    const bool required = value.toBool();
    m_access.setRequired(project, required, [project, required, reply](const Result<void> &result) {
        if (!result) {
            reply(operatorFailure(result.error()));
            return;
        }
        reply(operatorSuccess(200,
            QJsonObject { { u"projectId"_s, project.toString() }, { u"required"_s, required } }));
    });
}

} // namespace broadcaster
