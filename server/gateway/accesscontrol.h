// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"
#include "server/api/principal.h"
#include "server/gateway/httpresponse.h"
#include "server/gateway/keyuses.h"
#include "server/gateway/knownkeys.h"
#include "server/gateway/projectdirectory.h"
#include "server/gateway/wrongkeys.h"
#include "server/protocol/requesthead.h"

#include <QtCore/QObject>
#include <QtCore/QSet>

#include <functional>
#include <optional>
#include <variant>

namespace broadcaster {

class Database;

/// The header in which the program's own window names its secret (docs/protocol.md, API keys).
inline constexpr char ConsoleHeader[] = "X-Broadcaster-Console";

/// Decides about access to the broker (docs/protocol.md, API keys). Belongs to the gateway's
/// thread.
class AccessControl final : public QObject {
    Q_OBJECT

public:
    /// `consoleSecret` belongs to this run, and is known only to its user: to the window, and to
    /// programs on the same machine (docs/console-protocol.md). Empty: no request has it.
    AccessControl(ProjectDirectory &directory, Database &database, QByteArray serviceKey,
        QByteArray consoleSecret);

    void setServiceKey(const QByteArray &serviceKey) { m_serviceKey = serviceKey; }
    void setViewerKey(const QByteArray &viewerKey) { m_viewerKey = viewerKey; }
    [[nodiscard]] bool hasServiceKey() const { return !m_serviceKey.isEmpty(); }
    [[nodiscard]] bool hasViewerKey() const { return !m_viewerKey.isEmpty(); }
    /// The request has a secret that may be wrong: a key, or the console's secret.
    [[nodiscard]] static bool hasSecret(const HttpRequest &request);
    /// A digest of all secrets in the request: the same secrets again have the same digest.
    [[nodiscard]] static QByteArray digestOfSecrets(const HttpRequest &request);

    // Each request has its caller identified by one of these, once. Secrets are compared in
    // constant time.

    /// The caller, API keys left aside: the console, the holder of the service key or of the viewer
    /// key, or nobody.
    [[nodiscard]] Principal callerOf(const HttpRequest &request) const;
    /// The caller that opens a console by a bearer token: the console's secret, the service key or
    /// the viewer key. Nobody without one of these.
    [[nodiscard]] Principal consoleOf(const HttpRequest &request) const;
    /// The caller, or the refusal.
    using Verdict = std::variant<Principal, HttpResponse>;
    /// Identifies a caller who wants to join the project. The console may see every project. A
    /// given key or console's secret must be right; without one the project must not require a key.
    void admit(
        const ProjectId &project, const HttpRequest &request, std::function<void(Verdict)> done);
    /// Identifies a caller who wants to read about the project: keys count only where the project
    /// requires one.
    void admitReader(
        const ProjectId &project, const HttpRequest &request, std::function<void(Verdict)> done);

    /// Starts with a copy of the projects that require a key, so that connecting without a key
    /// needs no database. All changes of the copy run on this thread, in the database's order.
    void startWith(QSet<ProjectId> projectsRequiringKey);
    /// Asks for the changes of other brokers on the same database, closes with 4001 the connections
    /// of keys that they revoked, and writes the uses of keys that are due.
    void refresh();
    /// Writes the uses of all keys, without waiting for the result.
    void writeAllUses();
    void setRequired(
        const ProjectId &project, bool required, std::function<void(Result<void>)> done);
    /// Closes the connections that the key opened, with 4001. Fails with NotFound.
    void revokeKey(const ProjectId &project, std::function<void(Result<ApiKeyInfo>)> done);
    [[nodiscard]] bool requiresKey(const ProjectId &project) const
    {
        return m_required.contains(project);
    }

    /// Notes that the key opened a connection.
    void noteUse(qint64 keyId);

private:
    using KeyVerdict = std::variant<qint64, HttpResponse>; ///< The id of the key, or the refusal.
    struct Lookup {
        ProjectId project;
        QByteArray digest; ///< Digest of the project and the key, for m_wrongKeys.
        std::function<void(KeyVerdict)> done;
    };

    void apply(const AccessRules &rules);
    void writeUses(const QList<KeyUse> &uses);
    [[nodiscard]] static bool bears(const HttpRequest &request, const QByteArray &key);
    [[nodiscard]] bool isConsole(const HttpRequest &request) const;
    void lookUp(const ProjectId &project, const ApiKey &key, const QByteArray &digest,
        std::function<void(KeyVerdict)> done);
    void startLookup();
    void finishLookup(
        const QList<QByteArray> &hashes, const Result<QHash<QByteArray, KeyOwner>> &owners);
    void answer(const QByteArray &hash, const KeyOwner *owner, const QList<Lookup> &lookups);

    ProjectDirectory &m_directory;
    Database &m_database;
    QByteArray m_serviceKey;
    QByteArray m_viewerKey;
    const QByteArray m_consoleSecret;
    QSet<ProjectId> m_required;
    WrongKeys m_wrongKeys; ///< Digests of a project and a wrong key, which need no new lookup.
    qint64 m_generation = -1; ///< Generation of m_required; -1: none.
    bool m_isRefreshing = false;
    KnownKeys m_known;
    QHash<qint64, ProjectId> m_openers; ///< Keys that opened a connection since the start.
    KeyUses m_uses;
    bool m_saidUsesFail = false;
    QHash<QByteArray, QList<Lookup>> m_lookups; ///< Lookups by the key's hash.
    qsizetype m_waiting = 0; ///< Clients in m_lookups.
    bool m_isLookingUp = false;
};

} // namespace broadcaster
