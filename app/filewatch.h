// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/keyfile.h"
#include "server/base/tuning.h"

#include <QtCore/QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace broadcaster {

/// Checks at intervals whether the files for the next start or reload can still be read, and
/// whether the folder of a SQLite file can be written. Reports problems to the log and to
/// ProcessHealth, at most one interval later. Also reports a changed certificate or key. Lives on
/// the main thread, and checks from another one, because a file system may not answer.
class FileWatch final : public QObject {
    Q_OBJECT

public:
    /// By KeyFiles. Null: not named.
    using KeyPaths = std::array<QString, KeyFiles.size()>;
    [[nodiscard]] static KeyPaths keyPathsOf(const StartOptions &options);
    FileWatch(HealthPointer health, KeyPaths keys,
        std::chrono::milliseconds interval = limits::FileCheckInterval);

    /// Watches the files of this configuration from now on.
    void watch(const BrokerConfig &config);
    /// The same with other key files.
    void watch(const BrokerConfig &config, const KeyPaths &keys);

Q_SIGNALS:
    /// A file of the certificate was replaced or changed, and can be read.
    void certificateChanged();

private:
    /// Differs when the file was replaced or written to.
    struct Version {
        quint64 device;
        quint64 number;
        qint64 bytes;
        qint64 seconds;
        qint64 nanoseconds;

        friend bool operator==(const Version &, const Version &) = default;
    };
    struct File {
        ProcessHealth::Part part;
        QString name;
        QString path;
        bool isFolder = false; ///< A folder must be writable; a file must be readable.
        ProcessHealth::Problem problem {};
        std::optional<Version> version {}; ///< The last version that was seen.
    };
    struct Look;
    void takeFindings();
    void startLook();
    [[nodiscard]] bool takeVersion(File &known, const File &found);
    static void check(File &file);

    const HealthPointer m_health;
    KeyPaths m_keys;
    std::vector<File> m_files;
    std::shared_ptr<Look> m_look; ///< The current look; the next one waits for its end.
    QTimer m_timer;
};

} // namespace broadcaster
