// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>

#include <sys/types.h>

namespace broadcaster {

/// A private, empty Redis server in a temporary folder, on 127.0.0.1 and on a socket. It ends with
/// the process, even after a crash.
class RedisServer final {
public:
    /// `more`: further options of redis-server.
    explicit RedisServer(QStringList more = {});
    ~RedisServer();
    Q_DISABLE_COPY_MOVE(RedisServer)

    [[nodiscard]] static bool isInstalled();
    /// Makes an authority and a certificate for a name, and offers TLS at the port from the next
    /// start on.
    [[nodiscard]] bool setTls(const QString &host);

    /// Starts it; after kill(), empty and with the same port.
    [[nodiscard]] bool start();
    void kill(); ///< As by kill -9.
    void pause(); ///< Stops it by SIGSTOP: its connections stay open.
    void resume();

    [[nodiscard]] quint16 port() const { return m_port; }
    /// `redis://127.0.0.1:PORT`, with `user`, such as `name:password@`, in it.
    [[nodiscard]] QString url(const QString &user = {}) const;
    [[nodiscard]] QString tlsUrl(const QString &host) const;
    [[nodiscard]] QString socketUrl() const;
    [[nodiscard]] QString path(const QString &file) const { return m_folder.filePath(file); }
    [[nodiscard]] QString authority() const { return path(QStringLiteral("ca.pem")); }
    /// Another authority, which has signed nothing.
    [[nodiscard]] QString otherAuthority() const { return path(QStringLiteral("other.pem")); }

    /// The output of redis-cli, which connects by the socket.
    QByteArray ask(const QStringList &command) const;
    /// The last error.
    [[nodiscard]] QString errorText() const { return m_error; }

private:
    [[nodiscard]] bool waitUntilReady();
    [[nodiscard]] bool makeAuthority(const QString &name, const QStringList &more);

    const QStringList m_more;
    QTemporaryDir m_folder;
    QString m_error;
    pid_t m_process = -1;
    int m_log = -1; ///< Open while the server runs.
    quint16 m_port = 0;
    bool m_isTls = false;
};

} // namespace broadcaster
