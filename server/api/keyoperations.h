// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"
#include "server/api/field.h"

#include <QtCore/QSet>

namespace broadcaster {

// Operations on API keys (operations.h).

/// Fails with Conflict when the project has an active key.
struct IssueKey {
    ProjectId project;
    QString description; ///< Null: none.
    QString createdBy; ///< Null: not told.

    using Answer = IssuedApiKey;
    static constexpr About about { "issueKey", Right::Keys, "Issues the key of a project." };
    static constexpr FieldInfo fields[] { field<&IssueKey::project>(
                                              "projectId", "The project of the key"),
        optionalField<&IssueKey::description>("description", "For people"),
        optionalField<&IssueKey::createdBy>("createdBy", "Name of the one that asks, for people") };
};

struct ListKeys {
    using Answer = QList<ApiKeyInfo>;
    static constexpr About about { "listKeys", Right::Keys, "Active keys, newest first." };
    static constexpr NoFields fields {};
};

/// Fails with NotFound when the project has none.
struct ShowKey {
    ProjectId project;

    using Answer = ApiKeyInfo;
    static constexpr About about { "showKey", Right::Keys, "The active key of a project." };
    static constexpr FieldInfo fields[] { field<&ShowKey::project>("projectId", "The project") };
};

/// Closes the connections that the key opened, with 4001. Fails with NotFound.
struct RevokeKey {
    ProjectId project;

    using Answer = ApiKeyInfo;
    static constexpr About about { "revokeKey", Right::Keys, "Revokes the key of a project." };
    static constexpr FieldInfo fields[] { field<&RevokeKey::project>("projectId", "The project") };
};

struct ListProjectsRequiringKey {
    using Answer = QSet<ProjectId>;
    static constexpr About about { "listProjectsRequiringKey", Right::Keys,
        "Projects that nobody can join without a key." };
    static constexpr NoFields fields {};
};

struct SetKeyRequired {
    ProjectId project;
    bool required = false;

    using Answer = KeyRequirement;
    static constexpr About about { "setKeyRequired", Right::Keys,
        "Whether the clients of a project need its key." };
    static constexpr FieldInfo fields[] { field<&SetKeyRequired::project>(
                                              "projectId", "The project"),
        field<&SetKeyRequired::required>("required", "Whether clients need it") };
};

} // namespace broadcaster
