// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>
#include <QtCore/QTemporaryDir>

#include <sys/types.h>

namespace broadcaster {

/// A private PostgreSQL server in a temporary folder. It asks for a password over TCP on 127.0.0.1
/// and for none over its socket. It ends with the process, even after a crash. If the process runs
/// as root, the server runs as an unprivileged user.
class PostgresServer final {
public:
    PostgresServer();
    ~PostgresServer();
    Q_DISABLE_COPY_MOVE(PostgresServer)

    /// Whether PostgreSQL's programs are installed.
    [[nodiscard]] bool isInstalled() const { return !m_programs.isEmpty(); }
    /// Starts it; after stop(), with the same data and port.
    [[nodiscard]] bool start();
    void stop(); ///< Cuts its connections.

    /// The URL of a new, empty database, over the socket. REQUIRES: started.
    [[nodiscard]] QString createDatabase();
    [[nodiscard]] QString socketUrl(const QString &database) const;
    [[nodiscard]] QString tcpUrl(const QString &database) const; ///< With user and password.
    /// Ends all connections to the database of this URL, as an administrator might.
    [[nodiscard]] bool terminateConnections(const QString &url);
    /// Runs statements in the database of this URL; returns their unaligned output.
    [[nodiscard]] QString query(const QString &url, const QString &sql, bool *succeeded = nullptr);

    [[nodiscard]] static QString user();
    [[nodiscard]] static QString password(); ///< Full of characters that a URL must encode.
    /// The last error.
    [[nodiscard]] QString errorText() const { return m_error; }

private:
    [[nodiscard]] bool initialise();
    [[nodiscard]] bool waitUntilReady();
    /// The program as the user that may run a server.
    [[nodiscard]] QStringList unprivileged(const QStringList &command) const;
    [[nodiscard]] bool runToEnd(const QStringList &command, QString *output = nullptr);

    QString m_programs; ///< Their folder.
    QTemporaryDir m_folder;
    pid_t m_process = -1;
    int m_log = -1; ///< Open while the server runs.
    QString m_error;
    int m_port = 0;
    int m_databases = 0;
    bool m_isInitialised = false;
};

} // namespace broadcaster
