// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtNetwork/QTcpServer>
#include <QtWebSockets/QWebSocketServer>

class QWebSocket;

namespace broadcaster::bench {

/// The yardstick: docs/protocol.md sections 1 to 4 (and GET /health) in the obvious way with Qt:
/// QWebSocketServer, QJsonDocument, sendTextMessage. One thread, no tricks, no limits, no keys.
/// Correct for ordinary JSON; it sorts members and rounds large numbers as QJsonDocument does.
class NaiveBroker final : public QObject {
public:
    NaiveBroker();

    [[nodiscard]] bool listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }

private:
    struct Client {
        QWebSocket *socket = nullptr;
        QString id;
        QString type;
        QString project;
    };
    using Project = QHash<QString, Client>; // by client id

    void accept();
    void dispatch(QTcpSocket *socket);
    void join(QWebSocket *socket);
    void leave(const Client &client);
    void receive(const Client &sender, const QString &text);
    void route(const Client &sender, const QJsonObject &to, const QString &text);

    QTcpServer m_listener;
    QWebSocketServer m_server;
    QHash<QString, Project> m_projects;
};

} // namespace broadcaster::bench
