// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"
#include "server/api/result.h"
#include "server/api/usage.h"

#include <QtCore/QFuture>
#include <QtCore/QSet>

namespace broadcaster {

/// Keys, settings and usage in the database. Called on the main thread; futures finish there.
class AdminStore {
public:
    AdminStore() = default;
    virtual ~AdminStore() = default;
    Q_DISABLE_COPY_MOVE(AdminStore)

    /// Fails with Conflict when the project has an active key.
    virtual QFuture<Result<IssuedApiKey>> issueKey(
        const ProjectId &project, const QString &description, const QString &createdBy)
        = 0;
    /// Active keys, newest first.
    virtual QFuture<Result<QList<ApiKeyInfo>>> activeKeys() = 0;
    /// Closes the connections the key opened, with 4001. Fails with NotFound.
    virtual QFuture<Result<ApiKeyInfo>> revokeKey(const ProjectId &project) = 0;
    virtual QFuture<Result<QSet<ProjectId>>> projectsRequiringKey() = 0;
    virtual QFuture<Result<void>> setKeyRequired(const ProjectId &project, bool required) = 0;
    /// Projects with a count in the database, by name; at most limits::MaxListedProjects.
    virtual QFuture<Result<QList<ProjectId>>> projectsWithUsage() = 0;
    /// A null project: all projects together.
    virtual QFuture<Result<UsageReport>> usage(const ProjectId &project) = 0;
};

} // namespace broadcaster
