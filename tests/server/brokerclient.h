// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/broker/broker.h"
#include "server/protocol/framewriter.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUrlQuery>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

namespace broadcaster {

/// A Qt client, which keeps its messages as they were on the wire.
class Client {
public:
    Client(const Broker &broker, const QString &type, const QString &project = QStringLiteral("p"),
        const QString &key = {})
    {
        QObject::connect(
            &socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
                received.append(text.toUtf8());
                bytes += frameHeaderSize(received.constLast().size()) + received.constLast().size();
            });
        QUrl url(broker.now().urls.constFirst() + QStringLiteral("/websocket"));
        QUrlQuery query { { QStringLiteral("projectId"), project },
            { QStringLiteral("type"), type } };
        if (!key.isEmpty())
            query.addQueryItem(QStringLiteral("apiKey"), key);
        url.setQuery(query);
        socket.open(url);
        if (!QTest::qWaitFor([&] { return !received.isEmpty(); }))
            qFatal("not greeted");
        id = ClientId::fromText(QJsonDocument::fromJson(received.constFirst())
                                    .object()[QStringLiteral("payload")][QStringLiteral("clientId")]
                                    .toString()
                                    .toLatin1());
    }
    void send(const QByteArray &text) { socket.sendTextMessage(QString::fromUtf8(text)); }
    void leave()
    {
        socket.close();
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }))
            qFatal("not closed");
    }

    QWebSocket socket;
    ClientId id;
    QList<QByteArray> received;
    qint64 bytes = 0; ///< Bytes of the received frames.
};

/// Turns the event loop until the future has its result.
template <typename T>
T resultOf(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }))
        qFatal("the future does not finish");
    return future.result();
}

} // namespace broadcaster
