// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/databasefile.h"

#include "server/store/sqlerror.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The system decides, for the program's effective rights: a read-only disk counts, too.
bool isWritable(const QString &path)
{
    return ::faccessat(AT_FDCWD, QFile::encodeName(path).constData(), W_OK, AT_EACCESS) == 0;
}

} // namespace

std::optional<DatabaseFile::Identity> DatabaseFile::identityOf(const QString &path)
{
    struct stat status { };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return Identity { status.st_dev, status.st_ino };
}

void DatabaseFile::remember(const DatabaseLocation &location)
{
    if (location.engine == DatabaseLocation::Engine::Sqlite)
        m_identity = identityOf(location.filePath);
}

bool DatabaseFile::hasLostLog(const DatabaseLocation &location)
{
    if (!m_identity)
        return false;
    const std::optional<Identity> now = identityOf(location.filePath + "-wal"_L1);
    if (m_log)
        return now != m_log;
    m_log = now;
    return false;
}

std::optional<DatabaseFile::Trouble> DatabaseFile::trouble(const DatabaseLocation &location) const
{
    if (!m_identity)
        return std::nullopt;
    const auto found = [&location](const QString &words, ErrorCode code, const QString &predicate,
                           ErrorReason reason) {
        return Trouble { words, databaseError(code, location, predicate, reason) };
    };
    const std::optional<Identity> now = identityOf(location.filePath);
    if (!now)
        return found(u"the file of the database is missing"_s, ErrorCode::DatabaseUnavailable,
            u"is missing; move its file back, or stop the broker and restore a backup"_s,
            ErrorReason::FileMissing);
    if (*now != *m_identity)
        return found(u"the file of the database was replaced"_s, ErrorCode::DatabaseUnavailable,
            u"was replaced by another file; move the first back, or restart the broker to use this"
            " one"_s,
            ErrorReason::FileReplaced);
    if (!isWritable(location.filePath))
        return found(u"the file of the database cannot be written to"_s,
            ErrorCode::DatabaseReadOnly, NotWritable, ErrorReason::FileReadOnly);
    if (!isWritable(QFileInfo(location.filePath).path()))
        return found(u"the folder of the database cannot be written to"_s,
            ErrorCode::DatabaseReadOnly,
            u"is in a folder that cannot be written to; give the broker the right to write it"_s,
            ErrorReason::FolderReadOnly);
    return std::nullopt;
}

} // namespace broadcaster
