// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <chrono>

namespace broadcaster {

/// A bad network on the way to a port of this machine: bytes come late, not at all, or are cut.
class LinkProxy final : public QObject {
public:
    explicit LinkProxy(quint16 target)
        : m_target(target)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("the proxy cannot listen");
        QObject::connect(&m_server, &QTcpServer::newConnection, this, &LinkProxy::accept);
    }

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Every byte comes that much later, in either direction.
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }
    /// Nothing passes until it is set to false; then everything does.
    void setStalled(bool isStalled)
    {
        m_isStalled = isStalled;
        for (const auto &[from, to] : m_pairs)
            pass(from, to);
    }
    /// The connections end after so many further bytes to the console.
    void cutAfter(qint64 bytes) { m_left = bytes; }
    void cut()
    {
        for (const auto &[from, to] : std::exchange(m_pairs, {})) {
            for (const QPointer<QTcpSocket> &socket : { from, to }) {
                if (socket)
                    socket->abort();
            }
        }
    }

private:
    using Socket = QPointer<QTcpSocket>;

    void accept()
    {
        QTcpSocket *console = m_server.nextPendingConnection();
        auto *broker = new QTcpSocket(console);
        broker->connectToHost(QHostAddress::LocalHost, m_target);
        join(console, broker);
        join(broker, console);
        QObject::connect(
            broker, &QTcpSocket::disconnected, console, &QTcpSocket::disconnectFromHost);
        QObject::connect(
            broker, &QTcpSocket::errorOccurred, console, [console] { console->abort(); });
        QObject::connect(console, &QTcpSocket::disconnected, console, &QObject::deleteLater);
    }
    void join(QTcpSocket *from, QTcpSocket *to)
    {
        m_pairs.append(std::pair(Socket(from), Socket(to)));
        m_isToConsole.insert(to, from->parent() == to);
        QObject::connect(from, &QTcpSocket::readyRead, this,
            [this, from = Socket(from), to = Socket(to)] { pass(from, to); });
    }
    void pass(const Socket &from, const Socket &to)
    {
        if (m_isStalled || !from || !to)
            return;
        const QByteArray bytes = from->readAll();
        if (m_left >= 0 && m_isToConsole.value(to)) {
            m_left -= bytes.size();
            if (m_left <= 0) {
                to->write(bytes.first(bytes.size() + m_left));
                to->flush();
                m_left = -1;
                QTimer::singleShot(0, this, &LinkProxy::cut);
                return;
            }
        }
        QTimer::singleShot(m_latency, Qt::PreciseTimer, this, [to, bytes] {
            if (to)
                to->write(bytes);
        });
    }

    QTcpServer m_server;
    const quint16 m_target;
    QList<std::pair<Socket, Socket>> m_pairs;
    QHash<QTcpSocket *, bool> m_isToConsole;
    std::chrono::milliseconds m_latency { 0 };
    bool m_isStalled = false;
    qint64 m_left = -1; ///< Bytes until the cut; negative: none is planned.
};

} // namespace broadcaster
