// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/store/databaselocation.h"

#include <sys/types.h>

#include <optional>

namespace broadcaster {

/// The file of an open SQLite database as other programs see it. A program that moves, replaces or
/// protects the file does so behind SQLite's back: the broker would go on writing to a file that
/// nobody reads.
class DatabaseFile final {
public:
    /// Remembers the file that is at the path now. Does nothing for PostgreSQL.
    void remember(const DatabaseLocation &location);
    struct Trouble {
        QString reason; ///< For everybody: without the path.
        Error error;
    };
    /// Call it when the database is opened anew: its write-ahead log may be another file.
    void forgetLog() { m_log.reset(); }
    /// The write-ahead log that SQLite writes to is no longer at its path: a crash would lose its
    /// contents. Closing the connection writes them into the database file.
    [[nodiscard]] bool hasLostLog(const DatabaseLocation &location);
    /// The reason why the file must not be used, or nothing. Cheap enough for every job.
    [[nodiscard]] std::optional<Trouble> trouble(const DatabaseLocation &location) const;

private:
    struct Identity {
        dev_t device = 0;
        ino_t number = 0;

        friend bool operator==(const Identity &, const Identity &) = default;
    };
    [[nodiscard]] static std::optional<Identity> identityOf(const QString &path);

    std::optional<Identity> m_identity;
    std::optional<Identity> m_log; ///< Identity since the log was first seen.
};

} // namespace broadcaster
