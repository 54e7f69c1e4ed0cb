// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/naive/naivebroker.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrlQuery>
#include <QtCore/QUuid>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>

namespace broadcaster::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString toText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString systemMessage(const QString &type, const QString &project, QJsonObject payload)
{
    payload["projectId"_L1] = project;
    payload["timestamp"_L1] = QDateTime::currentMSecsSinceEpoch();
    return toText({ { u"id"_s, newId() }, { u"type"_s, type },
        { u"from"_s, QJsonObject { { u"type"_s, u"system"_s } } }, { u"payload"_s, payload } });
}

} // namespace

NaiveBroker::NaiveBroker()
    : m_server(u"naive"_s, QWebSocketServer::NonSecureMode)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &NaiveBroker::accept);
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket *socket = m_server.nextPendingConnection())
            join(socket);
    });
}

bool NaiveBroker::listen(quint16 port)
{
    return m_listener.listen(QHostAddress::LocalHost, port);
}

void NaiveBroker::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { dispatch(socket); });
    }
}

// One port serves the health check and WebSocket: the first bytes tell which.
void NaiveBroker::dispatch(QTcpSocket *socket)
{
    const QByteArray health = "GET /health ";
    const QByteArray start = socket->peek(health.size());
    if (health.startsWith(start) && start.size() < health.size())
        return;
    socket->disconnect(this);
    if (start != health) {
        m_server.handleConnection(socket);
        return;
    }
    const QByteArray body = R"({"status":"healthy"})";
    socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    socket->disconnectFromHost();
}

void NaiveBroker::join(QWebSocket *socket)
{
    const QUrlQuery query(socket->requestUrl());
    const Client client { socket, newId(), query.queryItemValue(u"type"_s, QUrl::FullyDecoded),
        query.queryItemValue(u"projectId"_s, QUrl::FullyDecoded) };
    Project &project = m_projects[client.project];
    project.insert(client.id, client);
    connect(socket, &QWebSocket::textMessageReceived, this,
        [this, client](const QString &text) { receive(client, text); });
    connect(socket, &QWebSocket::disconnected, this, [this, client] { leave(client); });
    socket->sendTextMessage(systemMessage(u"connected"_s, client.project,
        { { u"clientId"_s, client.id },
            { u"message"_s, QString(u"Connected to project "_s + client.project) },
            { u"clientCount"_s, project.size() } }));
}

void NaiveBroker::leave(const Client &client)
{
    client.socket->deleteLater();
    Project &project = m_projects[client.project];
    project.remove(client.id);
    const QString text = systemMessage(u"client_left"_s, client.project,
        { { u"clientId"_s, client.id }, { u"clientType"_s, client.type },
            { u"message"_s, QString(u"Client left project "_s + client.project) },
            { u"clientCount"_s, project.size() } });
    for (const Client &other : std::as_const(project))
        other.socket->sendTextMessage(text);
    if (project.isEmpty())
        m_projects.remove(client.project);
}

void NaiveBroker::receive(const Client &sender, const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject()) {
        sender.socket->sendTextMessage(systemMessage(
            u"error"_s, sender.project, { { u"message"_s, u"Invalid JSON message format"_s } }));
        return;
    }
    QJsonObject envelope = document.object();
    if (envelope["type"_L1] == "PING"_L1) {
        QJsonObject payload { { u"timestamp"_s, QDateTime::currentMSecsSinceEpoch() } };
        const QJsonValue original = envelope["payload"_L1]["timestamp"_L1];
        if (!original.isUndefined())
            payload["originalTimestamp"_L1] = original;
        sender.socket->sendTextMessage(toText({ { u"id"_s, newId() }, { u"type"_s, u"PONG"_s },
            { u"from"_s, QJsonObject { { u"type"_s, u"system"_s } } },
            { u"payload"_s, payload } }));
        return;
    }
    QJsonObject from = envelope["from"_L1].toObject();
    from["id"_L1] = sender.id;
    from["type"_L1] = sender.type;
    envelope["from"_L1] = from;
    route(sender, envelope["to"_L1].toObject(), toText(envelope));
}

void NaiveBroker::route(const Client &sender, const QJsonObject &to, const QString &text)
{
    const QString id = to["id"_L1].toString();
    const QString type = to["type"_L1].toString();
    const bool broadcast = id.isEmpty() && type.isEmpty();
    const Project &project = m_projects[sender.project];
    for (const Client &client : project) {
        const bool admin = client.type == "admin"_L1;
        const bool other = client.id != sender.id;
        const bool named = !id.isEmpty() ? client.id == id : other && client.type == type;
        if (broadcast ? other && !admin : named || (other && admin))
            client.socket->sendTextMessage(text);
    }
}

} // namespace broadcaster::bench
