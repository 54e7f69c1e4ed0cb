// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"
#include "server/api/result.h"

#include <QtCore/QList>
#include <QtCore/QSet>

namespace broadcaster {

class SqlConnection;

/// The keys of projects, and which projects require one. Made inside a job of the SQL thread.
/// Every call may also fail with one of the Database… codes. `nowMs` is since the Unix epoch.
class ApiKeyStore final {
public:
    explicit ApiKeyStore(SqlConnection &connection);

    /// A null description or createdBy is none. Conflict: the project has an active key.
    /// InvalidArgument: longer than limits::MaxDescriptionLength, or with U+0000.
    [[nodiscard]] Result<IssuedApiKey> issue(const ProjectId &project, const QString &description,
        const QString &createdBy, qint64 nowMs);
    /// Newest first.
    [[nodiscard]] Result<QList<ApiKeyInfo>> activeKeys();
    [[nodiscard]] Result<ApiKeyInfo> activeKey(const ProjectId &project); ///< Or NotFound.
    [[nodiscard]] Result<ApiKeyInfo> revoke(
        const ProjectId &project, qint64 nowMs); ///< Or NotFound.
    /// The id of the project's active key when it is this one, else NotFound.
    [[nodiscard]] Result<qint64> match(const ProjectId &project, const ApiKey &key);
    /// The key opened a connection. Never moves `lastUsedAt` back.
    [[nodiscard]] Result<void> touch(qint64 keyId, qint64 nowMs);

    [[nodiscard]] Result<void> setRequired(const ProjectId &project, bool required);
    [[nodiscard]] Result<QSet<ProjectId>> projectsRequiringKey();

private:
    SqlConnection &m_connection;
};

} // namespace broadcaster
