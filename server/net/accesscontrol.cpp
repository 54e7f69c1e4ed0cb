// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/accesscontrol.h"

#include "server/base/tuning.h"
#include "server/logging.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Takes as long whatever differs: digests are of one length and every byte of them is read.
bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    const QByteArray left = QCryptographicHash::hash(a, QCryptographicHash::Sha256);
    const QByteArray right = QCryptographicHash::hash(b, QCryptographicHash::Sha256);
    int difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= left[i] ^ right[i];
    return difference == 0;
}

QByteArray givenKey(const HttpRequest &request)
{
    return request.queryKey.isEmpty() ? request.header("x-api-key") : request.queryKey;
}

HttpResponse refusal(
    int status, const QString &error, const QString &message, const ProjectId &project)
{
    return HttpResponse::json(status,
        { { u"error"_s, error }, { u"message"_s, message },
            { u"projectId"_s, project.toString() } });
}

HttpResponse wrongKey(const ProjectId &project)
{
    return refusal(403, u"Invalid API key"_s,
        u"The key given is not the active key of this project."_s, project);
}

/// As the broker makes them (docs/protocol.md, API keys): the database holds no others.
bool isWellFormed(const QByteArray &key)
{
    constexpr QByteArrayView Start("sa_live_");
    constexpr qsizetype Digits = 32;
    return key.size() == Start.size() + Digits && key.startsWith(Start)
        && std::all_of(key.begin() + Start.size(), key.end(),
            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

AccessControl::AccessControl(ProjectDirectory &directory, Database &database, QByteArray serviceKey,
    QByteArray consoleSecret)
    : m_directory(directory)
    , m_database(database)
    , m_serviceKey(std::move(serviceKey))
    , m_consoleSecret(std::move(consoleSecret))
{
}

bool AccessControl::hasSecret(const HttpRequest &request)
{
    return !givenKey(request).isEmpty() || !request.header("Authorization").isNull()
        || !request.header(ConsoleHeader).isNull();
}

QByteArray AccessControl::digestOfSecrets(const HttpRequest &request)
{
    return WrongKeys::digestOf({ queryValue(request.query(), "projectId").value_or(QByteArray()),
        givenKey(request), request.header("Authorization"), request.header(ConsoleHeader) });
}

bool AccessControl::isOperator(const HttpRequest &request) const
{
    constexpr QByteArrayView Scheme("bearer ");
    const QByteArray value = request.header("Authorization");
    if (m_serviceKey.isEmpty() || value.size() < Scheme.size()
        || value.first(Scheme.size()).toLower() != Scheme)
        return false;
    return equalInConstantTime(value.sliced(Scheme.size()).trimmed(), m_serviceKey);
}

bool AccessControl::isConsole(const HttpRequest &request) const
{
    const QByteArray secret = request.header(ConsoleHeader);
    return !secret.isEmpty() && !m_consoleSecret.isEmpty()
        && equalInConstantTime(secret, m_consoleSecret);
}

void AccessControl::startWith(QSet<ProjectId> projectsRequiringKey)
{
    m_required = std::move(projectsRequiringKey);
}

void AccessControl::refreshRequired()
{
    m_database.run(
        this,
        [](SqlConnection &connection) { return ApiKeyStore(connection).projectsRequiringKey(); },
        [this](const Result<QSet<ProjectId>> &projects) {
            if (projects)
                m_required = *projects;
        });
}

void AccessControl::setRequired(
    const ProjectId &project, bool required, std::function<void(Result<void>)> done)
{
    m_database.run(
        this,
        [project, required](SqlConnection &connection) {
            return ApiKeyStore(connection).setRequired(project, required);
        },
        [this, project, required, done = std::move(done)](const Result<void> &result) {
            if (result && required)
                m_required.insert(project);
            else if (result)
                m_required.remove(project);
            done(result);
        });
}

void AccessControl::revokeKey(
    const ProjectId &project, std::function<void(Result<ApiKeyInfo>)> done)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_database.run(
        this,
        [project, now](
            SqlConnection &connection) { return ApiKeyStore(connection).revoke(project, now); },
        [this, project, done = std::move(done)](const Result<ApiKeyInfo> &key) {
            // Connections that were let in before are handed over already: both come from here.
            if (key)
                m_directory.closeByKey(project, key->keyId);
            done(key);
        });
}

void AccessControl::admit(
    const ProjectId &project, const HttpRequest &request, std::function<void(Verdict)> done)
{
    if (!request.header(ConsoleHeader).isNull()) {
        if (isConsole(request))
            done(qint64(0));
        else
            done(refusal(403, u"Invalid console secret"_s,
                u"Only the broker's own window connects with this header; leave it out."_s,
                project));
        return;
    }
    const QByteArray key = givenKey(request);
    if (key.isEmpty()) {
        if (!requiresKey(project) || isOperator(request)) {
            done(qint64(0));
            return;
        }
        done(refusal(401, u"API key required"_s,
            u"This project requires an API key: add apiKey=… to the URL or send it as x-api-key."_s,
            project));
        return;
    }
    const QByteArray digest = WrongKeys::digestOf({ project.utf8(), key });
    if (!isWellFormed(key) || m_wrongKeys.contains(digest, std::chrono::steady_clock::now())) {
        done(wrongKey(project));
        return;
    }
    m_database.run(
        this,
        [project, apiKey = ApiKey(key)](
            SqlConnection &connection) { return ApiKeyStore(connection).match(project, apiKey); },
        [this, project, digest, done = std::move(done)](const Result<qint64> &keyId) {
            if (keyId) {
                done(*keyId);
            } else if (keyId.error().code == ErrorCode::NotFound) {
                m_wrongKeys.note(digest, std::chrono::steady_clock::now());
                done(wrongKey(project));
            } else {
                done(HttpResponse::error(503, u"API key could not be checked"_s,
                    u"The database does not answer. Try again in a moment."_s)
                         .retryLater());
            }
        });
}

void AccessControl::noteUse(qint64 keyId)
{
    if (keyId == 0)
        return;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_database.run(
        this,
        [keyId, now](
            SqlConnection &connection) { return ApiKeyStore(connection).touch(keyId, now); },
        [](const Result<void> &result) {
            if (!result)
                qCWarning(logStore, "the last use of a key was not noted: %s",
                    qUtf8Printable(result.error().detail));
        });
}

} // namespace broadcaster
