// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/redisserver.h"

#include "tests/support/command.h"
#include "tests/support/freeport.h"

#include <QtCore/QStandardPaths>

#include <unistd.h>

#include <csignal>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Patience = 60'000; // ms; a loaded machine and a sanitizer

} // namespace

RedisServer::RedisServer(QStringList more)
    : m_more(std::move(more))
    // A socket's path may have 107 bytes, too few for some folders of builds.
    , m_folder(u"/tmp/broadcaster-redis-XXXXXX"_s)
{
}

RedisServer::~RedisServer()
{
    kill();
}

bool RedisServer::isInstalled()
{
    return !QStandardPaths::findExecutable(u"redis-server"_s).isEmpty();
}

QString RedisServer::url(const QString &user) const
{
    return u"redis://"_s + user + u"127.0.0.1:"_s + QString::number(m_port);
}

QString RedisServer::tlsUrl(const QString &host) const
{
    return u"rediss://%1:%2"_s.arg(host, QString::number(m_port));
}

QString RedisServer::socketUrl() const
{
    return u"unix://"_s + path(u"redis.sock"_s);
}

bool RedisServer::makeAuthority(const QString &name, const QStringList &more)
{
    const CommandResult made = runCommand(
        QStringList { u"openssl"_s, u"req"_s, u"-x509"_s, u"-nodes"_s, u"-newkey"_s, u"ec"_s,
            u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-days"_s, u"2"_s, u"-subj"_s,
            QString(u"/CN="_s + name), u"-keyout"_s, path(name + u".key"_s), u"-out"_s,
            path(name + u".pem"_s) }
        + more);
    m_error = QString::fromLocal8Bit(made.output);
    return made.exitCode == 0;
}

bool RedisServer::setTls(const QString &host)
{
    m_isTls = true;
    return makeAuthority(u"ca"_s, {}) && makeAuthority(u"other"_s, {})
        && makeAuthority(u"server"_s,
            { u"-CA"_s, authority(), u"-CAkey"_s, path(u"ca.key"_s), u"-addext"_s,
                QString(u"subjectAltName=DNS:"_s + host), u"-addext"_s,
                u"basicConstraints=critical,CA:FALSE"_s });
}

bool RedisServer::waitUntilReady()
{
    QByteArray log;
    if (awaitWords(m_log, "eady to accept connections", Patience, &log))
        return true;
    m_error = QString::fromLocal8Bit(log);
    return false;
}

bool RedisServer::start()
{
    // The port may be taken between finding and using it; the same one is kept after kill().
    for (int attempt = 0; attempt < 5; ++attempt) {
        const quint16 port = m_port != 0 ? m_port : freePort();
        const QString number = QString::number(port);
        QStringList command { u"setpriv"_s, u"--pdeathsig"_s, u"KILL"_s, u"redis-server"_s,
            u"--bind"_s, u"127.0.0.1"_s, u"--unixsocket"_s, path(u"redis.sock"_s), u"--dir"_s,
            m_folder.path(), u"--save"_s, QString(), u"--appendonly"_s, u"no"_s };
        if (m_isTls)
            command += { u"--port"_s, u"0"_s, u"--tls-port"_s, number, u"--tls-cert-file"_s,
                path(u"server.pem"_s), u"--tls-key-file"_s, path(u"server.key"_s),
                u"--tls-ca-cert-file"_s, authority(), u"--tls-auth-clients"_s, u"no"_s };
        else
            command += { u"--port"_s, number };
        m_process = startCommand(command + m_more, &m_log);
        if (m_process >= 0 && waitUntilReady()) {
            m_port = port;
            return true;
        }
        kill();
    }
    return false;
}

void RedisServer::kill()
{
    if (m_process < 0)
        return;
    ::kill(m_process, SIGKILL);
    waitForCommand(m_process);
    ::close(m_log);
    m_process = -1;
}

void RedisServer::pause()
{
    ::kill(m_process, SIGSTOP);
}

void RedisServer::resume()
{
    ::kill(m_process, SIGCONT);
}

QByteArray RedisServer::ask(const QStringList &command) const
{
    return runCommand(QStringList { u"redis-cli"_s, u"-s"_s, path(u"redis.sock"_s) } + command)
        .output.trimmed();
}

} // namespace broadcaster
