// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QMetaType>

#include <optional>
#include <string_view>

namespace broadcaster {

/// The name of a project: 1 to 256 bytes of UTF-8 without control characters.
/// Two projects are one when their bytes are equal; nothing is folded or normalised.
class ProjectId final {
public:
    ProjectId() = default; ///< Null: belongs to no project.
    [[nodiscard]] static Result<ProjectId> fromUtf8(QByteArray utf8);

    [[nodiscard]] bool isNull() const { return m_utf8.isEmpty(); }
    [[nodiscard]] const QByteArray &utf8() const { return m_utf8; }
    [[nodiscard]] QString toString() const;

    friend bool operator==(const ProjectId &, const ProjectId &) = default;
    friend size_t qHash(const ProjectId &id, size_t seed = 0) { return ::qHash(id.m_utf8, seed); }

private:
    explicit ProjectId(QByteArray utf8)
        : m_utf8(std::move(utf8))
    {
    }
    QByteArray m_utf8;
};

/// A random UUID (version 4, lower case, no braces): 36 characters. Never reused.
class ClientId final {
public:
    ClientId() = default;
    [[nodiscard]] static ClientId create();
    /// For a lookup: takes any text.
    [[nodiscard]] static ClientId fromText(QByteArray text);

    [[nodiscard]] const QByteArray &text() const { return m_text; }

    friend bool operator==(const ClientId &, const ClientId &) = default;
    friend size_t qHash(const ClientId &id, size_t seed = 0) { return ::qHash(id.m_text, seed); }

private:
    explicit ClientId(QByteArray text)
        : m_text(std::move(text))
    {
    }
    QByteArray m_text;
};

/// An API key as its owner holds it. A secret: never logged or stored, and shown only when it is
/// issued.
class ApiKey final {
public:
    ApiKey() = default; ///< No key.
    explicit ApiKey(QByteArray text)
        : m_text(std::move(text))
    {
    }
    [[nodiscard]] const QByteArray &secret() const { return m_text; }

private:
    QByteArray m_text;
};

enum class ClientType { Runtime, DataAgent, Admin };
inline constexpr int ClientTypeCount = 3;

/// The name on the wire: `runtime`, `data-agent`, `admin`.
[[nodiscard]] std::string_view wireName(ClientType type);
[[nodiscard]] std::optional<ClientType> clientTypeFromWire(std::string_view name);

} // namespace broadcaster

Q_DECLARE_METATYPE(broadcaster::ProjectId)
Q_DECLARE_METATYPE(broadcaster::ClientId)
