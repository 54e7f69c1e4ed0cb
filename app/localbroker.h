// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QUrl>

namespace broadcaster {

/// A broker of this user on this machine, as its file tells of it (docs/console-protocol.md).
struct LocalBroker {
    QUrl url; ///< Its address on this machine.
    QByteArray key; ///< A secret of the run.
    qint64 process = 0;
    QByteArray certificate {}; ///< SHA-256 in hex; empty without TLS.
};

/// The file by which commands of the same user find this broker. The destructor removes it; a
/// process that crashes leaves it.
class LocalBrokerFile final {
public:
    LocalBrokerFile() = default;
    ~LocalBrokerFile() { remove(); }
    Q_DISABLE_COPY_MOVE(LocalBrokerFile)

    /// Only this user can read the file. On failure there is no file, and a warning in the log.
    void write(const LocalBroker &broker);
    void remove();

private:
    QString m_path; ///< Null: there is no file.
};

/// The brokers that run, by their ports. Removes the files of those that crashed.
[[nodiscard]] QList<LocalBroker> findLocalBrokers();

} // namespace broadcaster
