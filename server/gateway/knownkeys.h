// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <chrono>
#include <optional>

namespace broadcaster {

/// Hashes of keys that the database found right. Their clients are let in without the database. A
/// key stays right until it is revoked, and every check of the database reports revoked keys;
/// without such a check for limits::KnownKeyTime no key is known any more. Holds at most
/// limits::MaxKnownKeys. Belongs to the gateway's thread.
class KnownKeys final {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// The id of the project's key with this hash, if it is known.
    [[nodiscard]] std::optional<qint64> find(
        const ProjectId &project, const QByteArray &hash, TimePoint now) const;
    /// The database has just found the key right.
    void add(const ProjectId &project, const QByteArray &hash, qint64 keyId, TimePoint now);
    void remove(qint64 keyId);
    void keepOnly(const QSet<qint64> &activeKeys);
    /// All known keys are still right.
    void confirm(TimePoint now) { m_confirmed = now; }

    [[nodiscard]] qsizetype size() const { return m_keys.size(); }

private:
    struct Key {
        ProjectId project;
        qint64 id = 0;
        TimePoint found;
    };

    QHash<QByteArray, Key> m_keys;
    TimePoint m_confirmed; ///< The epoch of the clock: never.
};

} // namespace broadcaster
