// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/portinuse.h"

#include "server/base/tuning.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSet>
#include <QtNetwork/QTcpServer>

#include <algorithm>
#include <unistd.h>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The sockets in this table of /proc that listen on the port, as their descriptors name them:
/// `socket:[INODE]`.
void addListeningSockets(QSet<QString> &sockets, const QString &table, quint16 port)
{
    enum Column { Local = 1, State = 3, Inode = 9, Count };
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArrayList columns = line.simplified().split(' ');
        constexpr QByteArrayView Listening = "0A";
        if (columns.size() < Count || columns[State] != Listening)
            continue;
        const QByteArray local = columns[Local];
        if (local.mid(local.lastIndexOf(':') + 1).toInt(nullptr, 16) == port)
            sockets.insert(u"socket:[%1]"_s.arg(QString::fromLatin1(columns[Inode])));
    }
}

QString nameOf(const QString &process)
{
    QFile file(u"/proc/%1/comm"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return u"%1 (process %2)"_s.arg(QString::fromUtf8(file.readAll()).trimmed(), process);
}

/// 0 if none of the next ports is free.
quint16 freePortAfter(const QString &address, quint16 port)
{
    const int last = std::min(port + limits::MaxTriedPorts, 0xffff);
    for (int next = port + 1; next <= last; ++next) {
        QTcpServer probe;
        if (probe.listen(QHostAddress(address), static_cast<quint16>(next)))
            return static_cast<quint16>(next);
    }
    return 0;
}

} // namespace

QString portOwner(quint16 port)
{
    QSet<QString> sockets;
    addListeningSockets(sockets, u"/proc/net/tcp"_s, port);
    addListeningSockets(sockets, u"/proc/net/tcp6"_s, port);
    if (sockets.isEmpty())
        return {};
    int left = limits::PortOwnerDescriptors;
    for (const QString &process : QDir(u"/proc"_s).entryList({ u"[0-9]*"_s }, QDir::Dirs)) {
        const QDir descriptors(u"/proc/%1/fd"_s.arg(process));
        for (const QString &each : descriptors.entryList(QDir::Files | QDir::System)) {
            if (left-- == 0)
                return {};
            // The link leads to no file, so Qt would make a path of its text.
            const QByteArray path = QFile::encodeName(descriptors.filePath(each));
            char target[64];
            const auto size = readlink(path.constData(), target, sizeof target);
            if (size > 0 && sockets.contains(QString::fromLatin1(target, size)))
                return nameOf(process);
        }
    }
    return {};
}

Error withPortOwner(const Error &error, const QString &address, quint16 port)
{
    const QString where = error.arguments.value(0);
    const QString owner = portOwner(port);
    Error named = error;
    if (!owner.isEmpty())
        named.detail
            = u"%1 is in use by %2; stop that one or choose another port (0 takes any free "
              "one)"_s.arg(where, owner);
    named.arguments = { where, owner, QString::number(freePortAfter(address, port)) };
    return named;
}

} // namespace broadcaster
