// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/windowsocket.h"

#include "server/store/databaselocation.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView FindLine = "find\n";
constexpr QByteArrayView ShowLine = "show\n";
constexpr QByteArrayView OpenWord = "open ";
constexpr QByteArrayView YesLine = "yes\n";
constexpr qsizetype NameLength = 24; ///< Paths of sockets have 107 bytes at most.

/// The file itself, whatever links lead to it, or the server and its database.
QString identityOf(const DatabaseLocation &location)
{
    if (location.engine == DatabaseLocation::Engine::Postgres)
        return location.describe();
    const QFileInfo file(location.filePath);
    const QString folder = QFileInfo(file.path()).canonicalFilePath();
    return file.exists() ? file.canonicalFilePath() : folder + u'/' + file.fileName();
}

QByteArray lineOf(const WindowSocket::Request &request)
{
    using Kind = WindowSocket::Request::Kind;
    if (request.kind == Kind::Open)
        return OpenWord.toByteArray() + request.path.toUtf8().toPercentEncoding("/") + '\n';
    return (request.kind == Kind::Find ? FindLine : ShowLine).toByteArray();
}

} // namespace

WindowSocket::WindowSocket(QObject *parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(MaxCallers);
    connect(&m_server, &QLocalServer::newConnection, this, &WindowSocket::greet);
}

QString WindowSocket::pathOf(const QString &database)
{
    const Result<DatabaseLocation> location = DatabaseLocation::parse(database);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (!location || folder.isEmpty())
        return {};
    const QByteArray hash = QCryptographicHash::hash(
        identityOf(*location).toUtf8(), QCryptographicHash::Sha256);
    return folder + u"/broadcaster-"_s + QString::fromLatin1(hash.toHex().first(NameLength));
}

void WindowSocket::listen(const QString &database)
{
    const QString path = pathOf(database);
    if (path.isEmpty() || m_server.fullServerName() == path)
        return;
    m_server.close();
    // QLocalServer would take the place of a socket that is in use.
    ask(database, { Request::Kind::Find }, [this, path](bool hasAnswered) {
        if (!hasAnswered && !m_server.isListening())
            m_server.listen(path);
    });
}

void WindowSocket::ask(const QString &database, const Request &request, const Answered &answered)
{
    auto *socket = new QLocalSocket(this);
    auto *limit = new QTimer(socket);
    const auto finish = [socket, limit, answered](bool hasAnswered) {
        limit->stop();
        socket->disconnect();
        socket->deleteLater();
        answered(hasAnswered);
    };
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, socket, [finish] { finish(false); });
    connect(socket, &QLocalSocket::connected, socket,
        [socket, line = lineOf(request)] { socket->write(line); });
    connect(socket, &QLocalSocket::readyRead, socket, [socket, finish] {
        if (socket->canReadLine() || socket->bytesAvailable() > MaxLine)
            finish(socket->readLine(MaxLine) == YesLine);
    });
    connect(socket, &QLocalSocket::errorOccurred, socket, [finish] { finish(false); });
    limit->start(AnswerTime);
    socket->connectToServer(pathOf(database));
}

void WindowSocket::greet()
{
    while (QLocalSocket *caller = m_server.nextPendingConnection()) {
        const auto callers = m_server.findChildren<QLocalSocket *>(Qt::FindDirectChildrenOnly);
        caller->setReadBufferSize(MaxLine);
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
        connect(caller, &QLocalSocket::readyRead, this, [this, caller] { read(*caller); });
        QTimer::singleShot(AnswerTime, caller, &QLocalSocket::abort);
        if (callers.size() > MaxCallers)
            caller->abort();
        else if (caller->canReadLine())
            read(*caller);
    }
}

void WindowSocket::read(QLocalSocket &caller)
{
    if (!caller.canReadLine() && caller.bytesAvailable() < MaxLine)
        return;
    const QByteArray line = caller.readLine(MaxLine);
    const bool isOpen = line.startsWith(OpenWord) && line.endsWith('\n');
    if (line == FindLine || line == ShowLine || isOpen)
        caller.write(YesLine.toByteArray());
    caller.disconnectFromServer();
    if (line == ShowLine)
        Q_EMIT showRequested();
    if (isOpen)
        Q_EMIT openRequested(QString::fromUtf8(
            QByteArray::fromPercentEncoding(line.sliced(OpenWord.size()).chopped(1))));
}

} // namespace broadcaster
