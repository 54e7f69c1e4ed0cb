// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/processhealth.h"
#include "server/base/tuning.h"

#include <QtCore/QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace broadcaster {

/// Looks from time to time whether the files that the next start or reload needs are still there
/// and can be read, and whether the folder of a SQLite file can be written. Problems go to the log
/// and to ProcessHealth, one interval later at most. Tells when the certificate or its key is not
/// the file that it was. Lives on the main thread, and looks from
/// another one, because a file system may not answer.
class FileWatch final : public QObject {
    Q_OBJECT

public:
    /// `serviceKeyFile` is null if none was named.
    FileWatch(HealthPointer health, QString serviceKeyFile,
        std::chrono::milliseconds interval = limits::FileCheckInterval);

    /// The files of this configuration, from now on.
    void watch(const BrokerConfig &config);

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
        bool isFolder = false; ///< It must be writable; a file must be readable.
        QString problem {}; ///< Null: none.
        std::optional<Version> version {}; ///< The last that was seen.
    };
    struct Look;
    void takeFindings();
    void startLook();
    [[nodiscard]] bool takeVersion(File &known, const File &found);
    static void check(File &file);

    const HealthPointer m_health;
    const QString m_serviceKeyFile;
    std::vector<File> m_files;
    std::shared_ptr<Look> m_look; ///< Under way; one that does not end is not followed by another.
    QTimer m_timer;
};

} // namespace broadcaster
