// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

namespace broadcaster {

/// The caller of a request, determined once per request.
struct Principal {
    enum class Kind {
        Anonymous,
        ProjectKey, ///< Holds the API key of one project.
        ServiceKey,
        ViewerKey, ///< Holds the key that lets a console look.
        Console, ///< The program's own window.
    };

    Kind kind = Kind::Anonymous;
    int rights = 0; ///< Values of Right, added up.
    ProjectId project; ///< All that it may ask about; null: no limit.
    qint64 keyId = 0; ///< Id of the API key; 0: none.

    [[nodiscard]] static Principal nobody() { return {}; }
    /// Anybody, of a project that requires no key.
    [[nodiscard]] static Principal visitor(const ProjectId &project)
    {
        return { Kind::Anonymous, static_cast<int>(Right::Look), project, 0 };
    }
    [[nodiscard]] static Principal keyHolder(const ProjectId &project, qint64 keyId)
    {
        return { Kind::ProjectKey, static_cast<int>(Right::Look), project, keyId };
    }
    [[nodiscard]] static Principal serviceKey() { return { Kind::ServiceKey, AllRights, {}, 0 }; }
    [[nodiscard]] static Principal viewerKey()
    {
        return { Kind::ViewerKey, static_cast<int>(Right::Look), {}, 0 };
    }
    [[nodiscard]] static Principal console() { return { Kind::Console, AllRights, {}, 0 }; }

    /// A null project: the operation is about the whole broker.
    [[nodiscard]] bool may(Right right, const ProjectId &about) const
    {
        if (right == Right::Open)
            return true;
        const bool isInScope = project.isNull() || project == about;
        return isInScope && (rights & static_cast<int>(right)) != 0;
    }

private:
    static constexpr int AllRights = static_cast<int>(Right::Look) | static_cast<int>(Right::Act)
        | static_cast<int>(Right::Keys);
};

} // namespace broadcaster
