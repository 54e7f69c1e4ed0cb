// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <chrono>
#include <optional>

namespace broadcaster {

/// Keys that the database found right, by their hashes, so that their clients are let in without
/// it. A key stays right until it is revoked, and every look at the database tells which keys are;
/// without such a look for limits::KnownKeyTime no key is known any more. Holds at most
/// limits::MaxKnownKeys. Belongs to the gateway's thread.
class KnownKeys final {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// The id of the project's key with this hash, where it is known.
    [[nodiscard]] std::optional<qint64> find(
        const ProjectId &project, const QByteArray &hash, TimePoint now) const;
    /// The database found it right now.
    void add(const ProjectId &project, const QByteArray &hash, qint64 keyId, TimePoint now);
    void remove(qint64 keyId);
    void keepOnly(const QSet<qint64> &activeKeys);
    /// All that is known still holds.
    void confirm(TimePoint now) { m_confirmed = now; }

    [[nodiscard]] qsizetype size() const { return m_keys.size(); }

private:
    struct Key {
        ProjectId project;
        qint64 id = 0;
        TimePoint found;
    };

    QHash<QByteArray, Key> m_keys;
    TimePoint m_confirmed; ///< The clock's start: never.
};

} // namespace broadcaster
