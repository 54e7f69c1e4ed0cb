// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/store/databaselocation.h"

#include <sys/types.h>

#include <optional>

namespace broadcaster {

/// The file of an open SQLite database as other programs see it. One that moves, replaces or
/// protects it does so behind SQLite's back: the broker would go on writing where nobody looks.
class DatabaseFile final {
public:
    /// The file that is at the path now is the one to be found there. Nothing for PostgreSQL.
    void remember(const DatabaseLocation &location);
    struct Trouble {
        QString reason; ///< For everybody: without the path.
        Error error;
    };
    /// The database is opened anew: its write-ahead log may be another one.
    void forgetLog() { m_log.reset(); }
    /// The write-ahead log that SQLite writes to is no longer at its path: a crash would lose its
    /// contents. Closing the connection brings them into the file.
    [[nodiscard]] bool hasLostLog(const DatabaseLocation &location);
    /// Why the file must not be used, or nothing. Cheap enough for every job.
    [[nodiscard]] std::optional<Trouble> trouble(const DatabaseLocation &location) const;

private:
    struct Identity {
        dev_t device = 0;
        ino_t number = 0;

        friend bool operator==(const Identity &, const Identity &) = default;
    };
    [[nodiscard]] static std::optional<Identity> identityOf(const QString &path);

    std::optional<Identity> m_identity;
    std::optional<Identity> m_log; ///< Since it was first seen.
};

} // namespace broadcaster
