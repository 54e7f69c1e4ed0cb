// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/keyroutes.h"

#include "server/endpoints/answershape.h"
#include "server/endpoints/operatoranswer.h"

#include <optional>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Callers = HttpRoute::Callers;

constexpr auto ActiveKeyShape = allExcept<ApiKeyInfo>({ "keyId", "createdBy" });
constexpr auto IssuedInfoShape = allExcept<ApiKeyInfo>(
    { "keyId", "createdBy", "description", "lastUsedAt" });
constexpr auto IssuedKeyShape = allExcept<IssuedApiKey>({ "info" });

void writeKey(JsonWriter &json, const ApiKeyInfo &key)
{
    json.beginObject();
    writeMembers(json, ActiveKeyShape, key);
    json.name("isActive"); // The store has only such keys.
    json.boolean(true);
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

QByteArray issuedJson(const IssuedApiKey &issued)
{
    JsonWriter json;
    json.beginObject();
    writeMembers(json, IssuedInfoShape, issued.info);
    writeMembers(json, IssuedKeyShape, issued);
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

std::variant<ListKeys, HttpResponse> readList(const HttpCall &)
{
    return ListKeys();
}

/// An operation on the key of the project that the path names.
template <AnOperation Op>
std::variant<Op, HttpResponse> readPath(const HttpCall &call)
{
    auto project = operatorProject(call.rest);
    if (auto *refusal = std::get_if<HttpResponse>(&project))
        return std::move(*refusal);
    return Op { std::get<ProjectId>(std::move(project)) };
}

std::variant<IssueKey, HttpResponse> readIssue(const HttpCall &call)
{
    auto body = bodyObject(call.request);
    if (auto *refusal = std::get_if<HttpResponse>(&body))
        return std::move(*refusal);
    const QJsonObject &object = std::get<QJsonObject>(body);
    const QJsonValue name = object.value(u"projectId");
    if (!name.isString())
        return operatorFailure(400, u"projectId is required and must be a string"_s);
    auto project = operatorProject(name.toString().toUtf8());
    if (auto *refusal = std::get_if<HttpResponse>(&project))
        return std::move(*refusal);
    const std::optional<QString> description = optionalString(object, u"description");
    const std::optional<QString> createdBy = optionalString(object, u"createdBy");
    if (!description || !createdBy)
        return operatorFailure(
            400, u"description and createdBy must be strings where they are given"_s);
    return IssueKey { std::get<ProjectId>(std::move(project)), *description, *createdBy };
}

std::variant<SetKeyRequired, HttpResponse> readRequired(const HttpCall &call)
{
    auto project = operatorProject(call.rest);
    if (auto *refusal = std::get_if<HttpResponse>(&project))
        return std::move(*refusal);
    auto body = bodyObject(call.request);
    if (auto *refusal = std::get_if<HttpResponse>(&body))
        return std::move(*refusal);
    const QJsonValue value = std::get<QJsonObject>(body).value(u"required");
    if (!value.isBool())
        return operatorFailure(400, u"required must be true or false"_s);
    return SetKeyRequired { std::get<ProjectId>(std::move(project)), value.toBool() };
}

HttpResponse showKeys(const HttpCall &, const Result<QList<ApiKeyInfo>> &keys)
{
    return keys ? operatorSuccess(200, keysJson(*keys)) : operatorFailure(keys.error());
}

HttpResponse showKey(const HttpCall &, const Result<ApiKeyInfo> &key)
{
    return key ? operatorSuccess(200, keyJson(*key)) : operatorFailure(key.error());
}

HttpResponse showIssued(const HttpCall &, const Result<IssuedApiKey> &issued)
{
    return issued ? operatorSuccess(201, issuedJson(*issued)) : operatorFailure(issued.error());
}

HttpResponse showRevoked(const HttpCall &, const Result<ApiKeyInfo> &key)
{
    if (!key)
        return operatorFailure(key.error());
    const QString words = u"API key revoked for project: "_s + key->project.toString();
    return operatorSuccess(200, { { u"message"_s, words } });
}

HttpResponse showRequired(const HttpCall &, const Result<KeyRequirement> &answer)
{
    return answer ? operatorSuccess(200, objectJson(allOf<KeyRequirement>(), *answer))
                  : operatorFailure(answer.error());
}

} // namespace

std::vector<HttpRoute> keyRoutes(Console &console)
{
    return {
        large(operationRoute<ListKeys>(
            console, "GET", "/api-keys", Callers::Operator, readList, showKeys)),
        operationRoute<IssueKey>(
            console, "POST", "/api-keys", Callers::Operator, readIssue, showIssued),
        operationRoute<ShowKey>(
            console, "GET", "/api-keys/*", Callers::Operator, readPath<ShowKey>, showKey),
        operationRoute<RevokeKey>(
            console, "DELETE", "/api-keys/*", Callers::Operator, readPath<RevokeKey>, showRevoked),
        operationRoute<SetKeyRequired>(
            console, "PUT", "/api-keys/*/required", Callers::Operator, readRequired, showRequired),
    };
}

} // namespace broadcaster
