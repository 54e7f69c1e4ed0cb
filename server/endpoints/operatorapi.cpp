// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/operatorapi.h"

#include "server/base/tuning.h"
#include "server/endpoints/operatoranswer.h"
#include "server/gateway/accesscontrol.h"
#include "server/protocol/jsonwriter.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView ClientsPrefix("/clients/");

bool isKeysPath(const QByteArray &path)
{
    return path == "/api-keys" || path.startsWith("/api-keys/");
}

/// The project of a call, or the error to answer.
std::variant<ProjectId, HttpResponse> projectIn(const HttpRequest &request)
{
    const QByteArray text = queryValue(request.query(), "projectId").value_or(QByteArray());
    const Result<ProjectId> project = ProjectId::fromUtf8(text);
    if (!project)
        return operatorFailure(400, u"Invalid projectId parameter: "_s + project.error().detail);
    return *project;
}

QByteArray projectsJson(const QList<ProjectSummary> &projects)
{
    JsonWriter json;
    json.beginObject();
    json.name("total");
    json.number(projects.size());
    json.name("projects");
    json.beginArray();
    for (const ProjectSummary &project :
        projects.first(std::min<qsizetype>(projects.size(), limits::MaxListedProjects))) {
        json.beginObject();
        json.name("projectId");
        json.text(project.id.utf8());
        json.name("clientCount");
        json.number(project.clients);
        json.name("messages");
        json.number(project.messages);
        json.name("lastActivity");
        json.number(project.lastActivityMs);
        json.endObject();
    }
    json.endArray();
    json.endObject();
    return json.json();
}

} // namespace

OperatorApi::OperatorApi(ProjectDirectory &directory, Database &database, AccessControl &access)
    : m_directory(directory)
    , m_access(access)
    , m_keys(database, access)
{
}

bool OperatorApi::serves(const QByteArray &path)
{
    return isKeysPath(path) || path == "/projects" || path == "/publish"
        || path.startsWith(ClientsPrefix);
}

void OperatorApi::handle(const HttpRequest &request, const Reply &reply)
{
    if (request.method == "OPTIONS") {
        reply(operatorOptions());
    } else if (!m_access.hasServiceKey()) {
        reply(operatorFailure(503,
            u"No service key is configured: set SUPERATOM_SERVICE_KEY or start the broker with "
            "--service-key-file"_s));
    } else if (!m_access.isOperator(request)) {
        reply(operatorFailure(401, u"Unauthorized: send Authorization: Bearer <service key>"_s)
                  .with("WWW-Authenticate", "Bearer"));
    } else {
        dispatch(request, reply);
    }
}

void OperatorApi::dispatch(const HttpRequest &request, const Reply &reply)
{
    const QByteArray path = request.path();
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (isKeysPath(path))
        m_keys.handle(request, reply);
    else if (path == "/projects" && reads)
        projects(reply);
    else if (path == "/projects")
        reply(operatorMethodNotAllowed("GET, HEAD, OPTIONS"));
    else if (path == "/publish" && request.method == "POST")
        publish(request, reply);
    else if (path == "/publish")
        reply(operatorMethodNotAllowed("POST, OPTIONS"));
    else if (request.method == "DELETE")
        disconnectClient(request, reply);
    else
        reply(operatorMethodNotAllowed("DELETE, OPTIONS"));
}

void OperatorApi::projects(const Reply &reply)
{
    m_directory.summaries(this, [reply](QList<ProjectSummary> projects) {
        std::sort(
            projects.begin(), projects.end(), [](const ProjectSummary &a, const ProjectSummary &b) {
                return a.lastActivityMs != b.lastActivityMs ? a.lastActivityMs > b.lastActivityMs
                                                            : a.id.utf8() < b.id.utf8();
            });
        reply(operatorSuccess(projectsJson(projects)));
    });
}

void OperatorApi::publish(const HttpRequest &request, const Reply &reply)
{
    auto project = projectIn(request);
    if (auto *refusal = std::get_if<HttpResponse>(&project)) {
        reply(std::move(*refusal));
        return;
    }
    if (auto refusal = unlessJson(request)) {
        reply(*std::move(refusal));
        return;
    }
    m_directory.publish(
        std::get<ProjectId>(project), request.body, this, [reply](const Result<Reach> &reached) {
            if (!reached) {
                reply(operatorFailure(reached.error()));
                return;
            }
            reply(operatorSuccess(200,
                { { u"delivered"_s, reached->addressed }, { u"mirrored"_s, reached->mirrored } }));
        });
}

void OperatorApi::disconnectClient(const HttpRequest &request, const Reply &reply)
{
    auto project = projectIn(request);
    if (auto *refusal = std::get_if<HttpResponse>(&project)) {
        reply(std::move(*refusal));
        return;
    }
    const QByteArray id = percentDecoded(
        QByteArrayView(request.path()).sliced(ClientsPrefix.size()));
    m_directory.closeClient(
        std::get<ProjectId>(project), ClientId::fromText(id), this, [reply](bool wasThere) {
            reply(wasThere
                    ? operatorSuccess(200, { { u"message"_s, u"The client was disconnected"_s } })
                    : operatorFailure(404, u"There is no client with this id in the project"_s));
        });
}

} // namespace broadcaster
