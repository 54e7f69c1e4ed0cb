// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/accesscontrol.h"

#include "server/api/apikey.h"
#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Takes the same time for any difference: digests have one length and every byte is read.
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

HttpResponse unchecked()
{
    return HttpResponse::error(503, u"API key could not be checked"_s,
        u"The database does not answer. Try again in a moment."_s)
        .retryLater();
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

bool AccessControl::bears(const HttpRequest &request, const QByteArray &key)
{
    constexpr QByteArrayView Scheme("bearer ");
    const QByteArray value = request.header("Authorization");
    if (key.isEmpty() || value.size() < Scheme.size()
        || value.first(Scheme.size()).toLower() != Scheme)
        return false;
    return equalInConstantTime(value.sliced(Scheme.size()).trimmed(), key);
}

bool AccessControl::isConsole(const HttpRequest &request) const
{
    const QByteArray secret = request.header(ConsoleHeader);
    return !secret.isEmpty() && !m_consoleSecret.isEmpty()
        && equalInConstantTime(secret, m_consoleSecret);
}

Principal AccessControl::callerOf(const HttpRequest &request) const
{
    return isConsole(request)          ? Principal::console()
        : bears(request, m_serviceKey) ? Principal::serviceKey()
        : bears(request, m_viewerKey)  ? Principal::viewerKey()
                                       : Principal::nobody();
}

Principal AccessControl::consoleOf(const HttpRequest &request) const
{
    return bears(request, m_consoleSecret) ? Principal::console()
        : bears(request, m_serviceKey)     ? Principal::serviceKey()
        : bears(request, m_viewerKey)      ? Principal::viewerKey()
                                           : Principal::nobody();
}

void AccessControl::startWith(QSet<ProjectId> projectsRequiringKey)
{
    m_required = std::move(projectsRequiringKey);
}

void AccessControl::refresh()
{
    writeUses(m_uses.takeDue(QDateTime::currentMSecsSinceEpoch()));
    if (std::exchange(m_isRefreshing, true))
        return; // The database has not answered the last call yet.
    m_database.run(
        this,
        [known = m_generation](
            SqlConnection &connection) { return ApiKeyStore(connection).rulesUnless(known); },
        [this](const Result<std::optional<AccessRules>> &rules) {
            m_isRefreshing = false;
            if (!rules)
                return;
            if (*rules)
                apply(**rules);
            m_known.confirm(std::chrono::steady_clock::now());
        });
}

void AccessControl::apply(const AccessRules &rules)
{
    m_generation = rules.generation;
    m_required = rules.projectsRequiringKey;
    m_known.keepOnly(rules.activeKeys);
    // Connections admitted before this are handed over already: both come from this thread.
    m_openers.removeIf([&](const auto &opener) {
        const bool isRevoked = !rules.activeKeys.contains(opener.key());
        if (isRevoked)
            m_directory.closeByKey(opener.value(), opener.key());
        return isRevoked;
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
            // Connections admitted before this are handed over already: both come from this thread.
            if (key) {
                m_known.remove(key->keyId);
                m_openers.remove(key->keyId);
                m_directory.closeByKey(project, key->keyId);
            }
            done(key);
        });
}

void AccessControl::admitReader(
    const ProjectId &project, const HttpRequest &request, std::function<void(Verdict)> done)
{
    if (requiresKey(project))
        return admit(project, request, std::move(done));
    const Principal caller = callerOf(request);
    done(caller.kind == Principal::Kind::Anonymous ? Principal::visitor(project) : caller);
}

void AccessControl::admit(
    const ProjectId &project, const HttpRequest &request, std::function<void(Verdict)> done)
{
    if (!request.header(ConsoleHeader).isNull()) {
        if (isConsole(request))
            done(Principal::console());
        else
            done(refusal(403, u"Invalid console secret"_s,
                u"Only the broker's own window connects with this header; leave it out."_s,
                project));
        return;
    }
    const bool hasServiceKey = bears(request, m_serviceKey);
    const QByteArray key = givenKey(request);
    if (key.isEmpty()) {
        if (hasServiceKey)
            done(Principal::serviceKey());
        else if (!requiresKey(project))
            done(Principal::visitor(project));
        else
            done(refusal(401, u"API key required"_s,
                u"This project requires an API key: add apiKey=… to the URL or send it as "
                "x-api-key."_s,
                project)
                     .askForKey());
        return;
    }
    const QByteArray digest = WrongKeys::digestOf({ project.utf8(), key });
    if (!isWellFormed(ApiKey(key))
        || m_wrongKeys.contains(digest, std::chrono::steady_clock::now())) {
        done(wrongKey(project));
        return;
    }
    lookUp(project, ApiKey(key), digest,
        [project, hasServiceKey, done = std::move(done)](KeyVerdict verdict) {
            if (auto *refusal = std::get_if<HttpResponse>(&verdict))
                return done(std::move(*refusal));
            Principal caller = Principal::keyHolder(project, std::get<qint64>(verdict));
            if (hasServiceKey) {
                caller = Principal::serviceKey();
                caller.keyId = std::get<qint64>(verdict);
            }
            done(caller);
        });
}

void AccessControl::lookUp(const ProjectId &project, const ApiKey &key, const QByteArray &digest,
    std::function<void(KeyVerdict)> done)
{
    const QByteArray hash = ApiKeyStore::hashOf(key);
    if (const auto keyId = m_known.find(project, hash, std::chrono::steady_clock::now())) {
        m_openers.insert(*keyId, project);
        done(*keyId);
        return;
    }
    if (m_waiting >= limits::MaxKeyLookups) {
        done(unchecked());
        return;
    }
    ++m_waiting;
    m_lookups[hash].append({ project, digest, std::move(done) });
    startLookup();
}

/// One lookup at a time, for all keys that came meanwhile: a crowd costs few round trips.
void AccessControl::startLookup()
{
    if (m_isLookingUp || m_lookups.isEmpty())
        return;
    m_isLookingUp = true;
    QList<QByteArray> hashes;
    for (auto lookup = m_lookups.cbegin();
         lookup != m_lookups.cend() && hashes.size() < limits::KeyLookupBatch; ++lookup)
        hashes.append(lookup.key());
    m_database.run(
        this,
        [hashes](SqlConnection &connection) { return ApiKeyStore(connection).owners(hashes); },
        [this, hashes](const Result<QHash<QByteArray, KeyOwner>> &owners) {
            m_isLookingUp = false;
            finishLookup(hashes, owners);
            startLookup();
        });
}

void AccessControl::finishLookup(
    const QList<QByteArray> &hashes, const Result<QHash<QByteArray, KeyOwner>> &owners)
{
    if (!owners) { // The other lookups would wait as long, and in vain as well.
        m_waiting = 0;
        const auto failed = std::exchange(m_lookups, {});
        for (const QList<Lookup> &lookups : failed) {
            for (const Lookup &lookup : lookups)
                lookup.done(unchecked());
        }
        return;
    }
    for (const QByteArray &hash : hashes) {
        const auto owner = owners->find(hash);
        const QList<Lookup> lookups = m_lookups.take(hash);
        m_waiting -= lookups.size();
        answer(hash, owner == owners->end() ? nullptr : &*owner, lookups);
    }
}

void AccessControl::answer(
    const QByteArray &hash, const KeyOwner *owner, const QList<Lookup> &lookups)
{
    if (owner)
        m_known.add(owner->project, hash, owner->keyId, std::chrono::steady_clock::now());
    for (const Lookup &lookup : lookups) {
        if (owner && owner->project == lookup.project) {
            m_openers.insert(owner->keyId, owner->project);
            lookup.done(owner->keyId);
        } else {
            m_wrongKeys.note(lookup.digest, std::chrono::steady_clock::now());
            lookup.done(wrongKey(lookup.project));
        }
    }
}

void AccessControl::noteUse(qint64 keyId)
{
    if (keyId != 0)
        m_uses.note(keyId, QDateTime::currentMSecsSinceEpoch());
}

void AccessControl::writeAllUses()
{
    writeUses(m_uses.takeAll());
}

void AccessControl::writeUses(const QList<KeyUse> &uses)
{
    if (uses.isEmpty())
        return;
    m_database.run(
        this, [uses](SqlConnection &connection) { return ApiKeyStore(connection).touch(uses); },
        [this, uses](const Result<void> &result) {
            if (!result) {
                m_uses.putBack(uses);
                if (!m_saidUsesFail)
                    qCWarning(logStore, "the last use of keys is not noted for now: %s",
                        qUtf8Printable(result.error().detail));
            }
            m_saidUsesFail = !result;
        });
}

} // namespace broadcaster
