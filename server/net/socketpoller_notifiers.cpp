// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
// Where there is no epoll.
#include "server/net/socketpoller.h"

#include <QtCore/QSocketNotifier>

#include <algorithm>

namespace broadcaster {

SocketPoller::SocketPoller(QObject *parent)
    : QObject(parent)
{
}

SocketPoller::~SocketPoller() = default;

bool SocketPoller::add(int descriptor, PolledSocket *socket)
{
    auto *read = new QSocketNotifier(descriptor, QSocketNotifier::Read, this);
    auto *write = new QSocketNotifier(descriptor, QSocketNotifier::Write, this);
    write->setEnabled(false);
    m_notifiers.insert(descriptor, { read, write });
    connect(read, &QSocketNotifier::activated, this, [this, socket] {
        enqueue(socket, true, false);
        runTurn();
    });
    connect(write, &QSocketNotifier::activated, this, [this, socket] {
        enqueue(socket, false, true);
        runTurn();
    });
    return true;
}

// The notifiers have reported already.
void SocketPoller::collect() { }

void SocketPoller::setInterest(int descriptor, PolledSocket *socket, bool read, bool write)
{
    if (!read)
        socket->service.isReadable = false;
    const Notifiers notifiers = m_notifiers.value(descriptor);
    notifiers.read->setEnabled(read);
    notifiers.write->setEnabled(write);
}

void SocketPoller::remove(int descriptor, PolledSocket *socket)
{
    const Notifiers notifiers = m_notifiers.take(descriptor);
    for (QSocketNotifier *notifier : { notifiers.read, notifiers.write }) {
        if (!notifier)
            continue; // The socket was only added for a flush.
        notifier->setEnabled(false);
        notifier->deleteLater();
    }
    forget(socket);
}

} // namespace broadcaster
