// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/localbroker.h"

#include "server/base/logging.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MaxLocalFileBytes = 16 * 1024;

/// The folder of this process, and those of processes with another environment.
QStringList localFolders()
{
    QStringList folders;
    if (const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR"); !runtime.isEmpty())
        folders.append(QFile::decodeName(runtime) + u"/broadcaster"_s);
    folders.append(u"/tmp/broadcaster-%1"_s.arg(::getuid()));
    return folders;
}

/// In /tmp, somebody else may have made a folder of this name.
bool isOurs(const QString &path)
{
    struct stat found { };
    return ::lstat(QFile::encodeName(path).constData(), &found) == 0 && S_ISDIR(found.st_mode)
        && found.st_uid == ::getuid() && (found.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

/// Null, or the reason.
QString makeFolder(const QString &path)
{
    if (::mkdir(QFile::encodeName(path).constData(), S_IRWXU) != 0 && errno != EEXIST)
        return QString::fromLocal8Bit(std::strerror(errno));
    return isOurs(path) ? QString() : u"others can use the folder"_s;
}

QByteArray textOf(const LocalBroker &broker)
{
    const QJsonObject object { { u"url"_s, broker.url.toString() },
        { u"key"_s, QString::fromLatin1(broker.key) }, { u"pid"_s, broker.process },
        { u"certificate"_s, QString::fromLatin1(broker.certificate) } };
    return QJsonDocument(object).toJson();
}

std::optional<LocalBroker> readLocal(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.read(MaxLocalFileBytes)).object();
    LocalBroker broker { QUrl(object["url"_L1].toString()), object["key"_L1].toString().toLatin1(),
        object["pid"_L1].toInteger(), object["certificate"_L1].toString().toLatin1() };
    if (!broker.url.isValid() || broker.key.isEmpty() || broker.process <= 0)
        return std::nullopt;
    return broker;
}

bool isRunning(qint64 process)
{
    return ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM;
}

} // namespace

void LocalBrokerFile::write(const LocalBroker &broker)
{
    remove();
    const QString folder = localFolders().constFirst();
    const QString path = u"%1/%2.json"_s.arg(folder).arg(broker.process);
    QString problem = makeFolder(folder);
    if (problem.isNull()) {
        QSaveFile file(path);
        const bool isWritten = file.open(QIODevice::WriteOnly)
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
            && file.write(textOf(broker)) > 0 && file.commit();
        problem = isWritten ? QString() : file.errorString();
    }
    if (problem.isNull())
        m_path = path;
    else
        qCWarning(logBroker,
            "commands on this machine need a key, because %s cannot be written: %s",
            qUtf8Printable(path), qUtf8Printable(problem));
}

void LocalBrokerFile::remove()
{
    if (!m_path.isNull())
        QFile::remove(std::exchange(m_path, {}));
}

QList<LocalBroker> findLocalBrokers()
{
    QList<LocalBroker> found;
    const QStringList folders = localFolders();
    for (const QString &folder : folders) {
        if (!isOurs(folder))
            continue;
        const QDir files(folder, u"*.json"_s, QDir::Name, QDir::Files);
        const QStringList names = files.entryList();
        for (const QString &name : names) {
            const auto broker = readLocal(files.filePath(name));
            if (broker && isRunning(broker->process))
                found.append(*broker);
            else
                QFile::remove(files.filePath(name));
        }
    }
    std::sort(found.begin(), found.end(),
        [](const LocalBroker &a, const LocalBroker &b) { return a.url.port() < b.url.port(); });
    return found;
}

} // namespace broadcaster
