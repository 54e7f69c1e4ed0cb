// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/filewatch.h"

#include "server/base/logging.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using Part = ProcessHealth::Part;

struct FileWatch::Look {
    std::vector<File> files;
    std::atomic<bool> isDone { false };
};

FileWatch::FileWatch(
    HealthPointer health, QString serviceKeyFile, std::chrono::milliseconds interval)
    : m_health(std::move(health))
    , m_serviceKeyFile(std::move(serviceKeyFile))
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &FileWatch::takeFindings);
}

void FileWatch::watch(const BrokerConfig &config)
{
    m_files.clear();
    if (!m_serviceKeyFile.isNull())
        m_files.push_back({ Part::ServiceKeyFile, u"service key file"_s, m_serviceKeyFile });
    if (!config.tlsCertificate.isEmpty()) {
        m_files.push_back({ Part::Certificate, u"certificate"_s, config.tlsCertificate });
        m_files.push_back({ Part::CertificateKey, u"key of the certificate"_s, config.tlsKey });
    }
    if (!config.database.contains("://"_L1))
        m_files.push_back({ Part::DataFolder, u"folder of the database"_s,
            QFileInfo(config.database).absolutePath(), true });
    m_look.reset(); // It looks at files of before.
    m_timer.start();
}

void FileWatch::takeFindings()
{
    if (m_look && !m_look->isDone)
        return;
    for (const File &file : m_look ? m_look->files : std::vector<File>()) {
        if (m_health->setProblem(file.part, file.problem)) {
            if (file.problem.isNull())
                qCInfo(logBroker, "the %s can be used again", qUtf8Printable(file.name));
            else
                qCWarning(logBroker, "%s", qUtf8Printable(file.problem));
        }
    }
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
    if (::access(QFile::encodeName(file.path).constData(), needed) == 0)
        return;
    const QString why = QString::fromLocal8Bit(std::strerror(errno));
    file.problem = u"the %1 %2 cannot be %3: %4"_s.arg(
        file.name, file.path, file.isFolder ? u"written"_s : u"read"_s, why);
}

} // namespace broadcaster
