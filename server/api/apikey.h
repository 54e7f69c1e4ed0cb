// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QDateTime>

namespace broadcaster {

/// The form of the broker's keys (docs/protocol.md, API keys): this text and lower-case hexadecimal
/// digits.
inline constexpr char ApiKeyStart[] = "sa_live_";
inline constexpr qsizetype ApiKeyRandomBytes = 16; ///< Two digits each.
[[nodiscard]] bool isWellFormed(const ApiKey &key);

/// The public facts of an issued key (docs/protocol.md, API keys). All times are UTC.
struct ApiKeyInfo {
    qint64 keyId = 0; ///< The row's id in the database; never on the wire.
    ProjectId project;
    QString keyPrefix; ///< The first 12 characters.
    QString description; ///< Null when no description was given.
    QString createdBy; ///< Null when no creator was given.
    QDateTime createdAt;
    QDateTime lastUsedAt; ///< Invalid until a connection was opened with it.

    friend bool operator==(const ApiKeyInfo &, const ApiKeyInfo &) = default;
    static constexpr FieldInfo fields[] { field<&ApiKeyInfo::keyId>("keyId", "Its number"),
        field<&ApiKeyInfo::project>("projectId", "The project of the key"),
        field<&ApiKeyInfo::keyPrefix>("keyPrefix", "Its first 12 characters"),
        field<&ApiKeyInfo::description>("description", "For people"),
        field<&ApiKeyInfo::createdBy>("createdBy", "Name of the one that asked for it"),
        field<&ApiKeyInfo::createdAt>("createdAt", "Time of its issue"),
        field<&ApiKeyInfo::lastUsedAt>("lastUsedAt", "When a connection was last opened with it") };
};

/// A new key. The key itself exists outside its owner's hands only here.
struct IssuedApiKey {
    ApiKeyInfo info;
    ApiKey key;
    static constexpr FieldInfo fields[] { field<&IssuedApiKey::info>(
                                              "info", "The facts that stay known"),
        field<&IssuedApiKey::key>("apiKey", "Shown once") };
};

struct KeyRequirement {
    ProjectId project;
    bool required = false;
    static constexpr FieldInfo fields[] { field<&KeyRequirement::project>(
                                              "projectId", "The project"),
        field<&KeyRequirement::required>("required", "Its clients need its key") };
};

} // namespace broadcaster
