// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/filewatch.h"

#include "server/base/logging.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using Part = ProcessHealth::Part;

struct FileWatch::Look {
    std::vector<File> files;
    std::atomic<bool> isDone { false };
};

FileWatch::KeyPaths FileWatch::keyPathsOf(const StartOptions &options)
{
    KeyPaths paths;
    std::ranges::transform(
        KeyFiles, paths.begin(), [&](const KeyFile &key) { return options.*key.path; });
    return paths;
}

FileWatch::FileWatch(HealthPointer health, KeyPaths keys, std::chrono::milliseconds interval)
    : m_health(std::move(health))
    , m_keys(std::move(keys))
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &FileWatch::takeFindings);
}

void FileWatch::watch(const BrokerConfig &config, const KeyPaths &keys)
{
    m_keys = keys;
    watch(config);
}

void FileWatch::watch(const BrokerConfig &config)
{
    m_files.clear();
    for (size_t i = 0; i < KeyFiles.size(); ++i) {
        if (!m_keys[i].isNull())
            m_files.push_back({ KeyFiles[i].part,
                u"%1 file"_s.arg(QLatin1StringView(KeyFiles[i].words)), m_keys[i] });
    }
    if (!config.tlsCertificate.isEmpty()) {
        m_files.push_back({ Part::Certificate, u"certificate"_s, config.tlsCertificate });
        m_files.push_back({ Part::CertificateKey, u"key of the certificate"_s, config.tlsKey });
    }
    if (!config.database.contains("://"_L1))
        m_files.push_back({ Part::DataFolder, u"folder of the database"_s,
            QFileInfo(config.database).absolutePath(), true });
    startLook(); // A look under way checks the files of before.
    m_timer.start();
}

void FileWatch::takeFindings()
{
    if (!m_look->isDone)
        return;
    bool isChanged = false;
    for (size_t i = 0; i < m_files.size(); ++i) {
        const File &file = m_look->files[i];
        isChanged |= takeVersion(m_files[i], file);
        if (m_health->setProblem(file.part, file.problem)) {
            if (file.problem.text.isNull())
                qCInfo(logBroker, "the %s can be used again", qUtf8Printable(file.name));
            else
                qCWarning(logBroker, "%s", qUtf8Printable(file.problem.detail));
        }
    }
    startLook();
    if (isChanged) {
        qCInfo(logBroker, "the files of the certificate have changed: it is loaded again");
        Q_EMIT certificateChanged();
    }
}

/// True: the certificate differs from the known one.
bool FileWatch::takeVersion(File &known, const File &found)
{
    if (!found.version)
        return false;
    const auto before = std::exchange(known.version, found.version);
    const bool isCertificate = found.part == Part::Certificate
        || found.part == Part::CertificateKey;
    return isCertificate && before && *before != *found.version;
}

void FileWatch::startLook()
{
    m_look = std::make_shared<Look>();
    m_look->files = m_files;
    std::thread([look = m_look] {
        for (File &file : look->files)
            check(file);
        look->isDone = true;
    }).detach();
}

void FileWatch::check(File &file)
{
    const int needed = file.isFolder ? W_OK | X_OK : R_OK;
    const QByteArray path = QFile::encodeName(file.path);
    struct stat status { };
    file.version.reset();
    if (::access(path.constData(), needed) == 0 && ::stat(path.constData(), &status) == 0) {
        file.version = Version { status.st_dev, status.st_ino, status.st_size,
            status.st_mtim.tv_sec, status.st_mtim.tv_nsec };
        return;
    }
    const QString fault = u"cannot be %1: %2"_s.arg(
        file.isFolder ? u"written"_s : u"read"_s, QString::fromLocal8Bit(std::strerror(errno)));
    file.problem = { u"the %1 %2"_s.arg(file.name, fault),
        u"the %1 %2 %3"_s.arg(file.name, file.path, fault) };
}

} // namespace broadcaster
