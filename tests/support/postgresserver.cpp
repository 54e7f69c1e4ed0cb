// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/postgresserver.h"

#include "tests/support/command.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QUrl>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Patience = 60'000; // ms; a loaded machine and a sanitizer

QString findPrograms()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    for (const QString &version :
        versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed)) {
        const QString folder = versions.filePath(version % "/bin"_L1);
        if (QFile::exists(folder % "/initdb"_L1) && QFile::exists(folder % "/postgres"_L1))
            return folder;
    }
    return {};
}

const passwd *unprivilegedUser()
{
    const passwd *user = getpwnam("postgres");
    return user ? user : getpwnam("nobody");
}

int findFreePort()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    const bool found = ::bind(descriptor, generic, size) == 0
        && ::getsockname(descriptor, generic, &size) == 0;
    ::close(descriptor);
    return found ? ntohs(address.sin_port) : 0;
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

} // namespace

PostgresServer::PostgresServer()
    : m_programs(findPrograms())
    // A socket's path may have 107 bytes, too few for some folders of builds.
    , m_folder(u"/tmp/broadcaster-pg-XXXXXX"_s)
{
}

PostgresServer::~PostgresServer()
{
    stop();
}

QString PostgresServer::user()
{
    return u"bro@d:caster"_s;
}

QString PostgresServer::password()
{
    return u"p@ss/w:rd?#%41&;=' \\\"\u00fc\U0001f511"_s;
}

QString PostgresServer::socketUrl(const QString &database) const
{
    return u"postgresql://%1@%2:%3/%4"_s.arg(
        encoded(user()), encoded(m_folder.path()), QString::number(m_port), encoded(database));
}

QString PostgresServer::tcpUrl(const QString &database) const
{
    return u"postgresql://%1:%2@127.0.0.1:%3/%4?sslmode=disable"_s.arg(
        encoded(user()), encoded(password()), QString::number(m_port), encoded(database));
}

QStringList PostgresServer::unprivileged(const QStringList &command) const
{
    QStringList whole { u"setpriv"_s, u"--pdeathsig"_s, u"QUIT"_s };
    if (::geteuid() == 0) {
        const passwd *other = unprivilegedUser();
        whole += { u"--reuid=%1"_s.arg(other->pw_uid), u"--regid=%1"_s.arg(other->pw_gid),
            u"--clear-groups"_s };
    }
    return whole + command;
}

bool PostgresServer::runToEnd(const QStringList &command, QString *output)
{
    const CommandResult result = runCommand(command);
    const QString said = QString::fromUtf8(result.output).trimmed();
    if (output)
        *output = said;
    if (result.exitCode != 0)
        m_error = command.join(u' ') % u": "_s % said;
    return result.exitCode == 0;
}

bool PostgresServer::initialise()
{
    const QString passwordFile = m_folder.filePath(u"password"_s);
    QFile file(passwordFile);
    if (!file.open(QFile::WriteOnly) || file.write(password().toUtf8()) < 0)
        return false;
    file.close();
    if (::geteuid() == 0) {
        const passwd *other = unprivilegedUser();
        for (const QString &path : { m_folder.path(), passwordFile }) {
            if (::chown(QFile::encodeName(path).constData(), other->pw_uid, other->pw_gid) != 0)
                return false;
        }
    }
    m_isInitialised = runToEnd(
        unprivileged({ m_programs % "/initdb"_L1, u"-D"_s, m_folder.filePath(u"data"_s), u"-U"_s,
            user(), u"--pwfile"_s, passwordFile, u"-E"_s, u"UTF8"_s, u"--locale=C"_s,
            u"--auth-local=trust"_s, u"--auth-host=scram-sha-256"_s, u"--no-sync"_s }));
    return m_isInitialised;
}

bool PostgresServer::waitUntilReady()
{
    QByteArray log;
    if (awaitWords(m_log, "ready to accept connections", Patience, &log))
        return true;
    m_error = QString::fromLocal8Bit(log);
    return false;
}

bool PostgresServer::start()
{
    if (!isInstalled() || (!m_isInitialised && !initialise()))
        return false;
    // The port may be taken between finding and using it; the same one is kept after stop().
    for (int attempt = 0; attempt < 5; ++attempt) {
        const int port = m_port != 0 ? m_port : findFreePort();
        const QStringList command = unprivileged({ m_programs % "/postgres"_L1, u"-D"_s,
            m_folder.filePath(u"data"_s), u"-k"_s, m_folder.path(), u"-h"_s, u"127.0.0.1"_s,
            u"-p"_s, QString::number(port), u"-F"_s, u"-c"_s, u"shared_buffers=16MB"_s, u"-c"_s,
            u"max_connections=30"_s, u"-c"_s, u"lc_messages=C"_s, u"-c"_s,
            u"log_min_messages=log"_s, u"-c"_s, u"log_checkpoints=off"_s });
        m_process = startCommand(command, &m_log);
        if (m_process >= 0 && waitUntilReady()) {
            m_port = port;
            return true;
        }
        stop();
    }
    return false;
}

void PostgresServer::stop()
{
    if (m_process < 0)
        return;
    ::kill(m_process, SIGINT); // "fast": does not wait for clients
    waitForCommand(m_process);
    ::close(m_log);
    m_process = -1;
}

QString PostgresServer::query(const QString &url, const QString &sql, bool *succeeded)
{
    QString output;
    const bool done = runToEnd({ m_programs % "/psql"_L1, u"-X"_s, u"-A"_s, u"-t"_s, u"-q"_s,
                                   u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-d"_s, url, u"-c"_s, sql },
        &output);
    if (succeeded)
        *succeeded = done;
    return output;
}

QString PostgresServer::createDatabase()
{
    const QString name = u"Test-%1"_s.arg(++m_databases);
    bool created = false;
    (void)query(socketUrl(u"postgres"_s), u"CREATE DATABASE \"%1\""_s.arg(name), &created);
    return created ? socketUrl(name) : QString();
}

bool PostgresServer::terminateConnections(const QString &url)
{
    bool done = false;
    (void)query(url,
        u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"_s,
        &done);
    return done;
}

} // namespace broadcaster
