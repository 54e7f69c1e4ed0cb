// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"
#include "server/api/result.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QSet>

#include <optional>

namespace broadcaster {

class SqlConnection;

struct KeyOwner {
    qint64 keyId = 0;
    ProjectId project;
};

/// The last time that a key opened a connection.
struct KeyUse {
    qint64 keyId = 0;
    qint64 atMs = 0;
};

/// All facts that decide about connections, as of one generation. Each change of a key or of a
/// requirement begins a new generation, in the same transaction.
struct AccessRules {
    qint64 generation = 0;
    QSet<ProjectId> projectsRequiringKey;
    QSet<qint64> activeKeys;
};

/// The keys of projects, and the projects that require one. Made inside a job of the SQL thread.
/// Every call may also fail with one of the Database… codes. `nowMs` is in milliseconds since the
/// Unix epoch.
class ApiKeyStore final {
public:
    explicit ApiKeyStore(SqlConnection &connection);

    /// The form in which the database stores a key: SHA-256 as hexadecimal digits.
    [[nodiscard]] static QByteArray hashOf(const ApiKey &key);

    /// Null description or createdBy: stored as missing. Conflict: the project has an active key.
    /// InvalidArgument: longer than limits::MaxDescriptionLength, or with U+0000.
    [[nodiscard]] Result<IssuedApiKey> issue(const ProjectId &project, const QString &description,
        const QString &createdBy, qint64 nowMs);
    /// Newest first.
    [[nodiscard]] Result<QList<ApiKeyInfo>> activeKeys();
    [[nodiscard]] Result<ApiKeyInfo> activeKey(const ProjectId &project); ///< Fails with NotFound.
    [[nodiscard]] Result<ApiKeyInfo> revoke(
        const ProjectId &project, qint64 nowMs); ///< Fails with NotFound.
    /// The owners of the active ones of these keys, by the hash.
    [[nodiscard]] Result<QHash<QByteArray, KeyOwner>> owners(const QList<QByteArray> &hashes);
    /// Notes that the keys opened connections. Never moves `lastUsedAt` back.
    [[nodiscard]] Result<void> touch(const QList<KeyUse> &uses);
    /// Nothing if `known` is still the generation.
    [[nodiscard]] Result<std::optional<AccessRules>> rulesUnless(qint64 knownGeneration);

    [[nodiscard]] Result<void> setRequired(const ProjectId &project, bool required);
    [[nodiscard]] Result<QSet<ProjectId>> projectsRequiringKey();

private:
    SqlConnection &m_connection;
};

} // namespace broadcaster
