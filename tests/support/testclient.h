// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/broker/broker.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QNetworkRequest>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

namespace broadcaster {

/// A Qt client of one project, which keeps its messages.
class TestClient final {
public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    TestClient(const QString &brokerUrl, const QString &project, const QString &type,
        const Headers &headers = {})
    {
        QObject::connect(
            &socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
                messages.append(QJsonDocument::fromJson(text.toUtf8()).object());
            });
        QUrl url(brokerUrl + QStringLiteral("/websocket"));
        url.setQuery(QUrlQuery {
            { QStringLiteral("projectId"), project }, { QStringLiteral("type"), type } });
        QNetworkRequest request(url);
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        socket.open(request);
    }

    void send(const char *json) { socket.sendTextMessage(QString::fromUtf8(json)); }
    [[nodiscard]] bool isGreeted() const { return !messages.isEmpty(); }
    [[nodiscard]] ClientId id() const
    {
        return ClientId::fromText(messages.constFirst()[QStringLiteral("payload")]
                                      .toObject()[QStringLiteral("clientId")]
                                      .toString()
                                      .toLatin1());
    }
    [[nodiscard]] int count(const QString &type) const
    {
        return static_cast<int>(std::count_if(messages.begin(), messages.end(),
            [&](const QJsonObject &message) { return message[QStringLiteral("type")] == type; }));
    }
    [[nodiscard]] int closeCode() const { return socket.closeCode(); }
    [[nodiscard]] bool isClosed() const
    {
        return socket.state() == QAbstractSocket::UnconnectedState;
    }

    QWebSocket socket;
    QList<QJsonObject> messages;
};

inline ProjectId projectId(const char *name)
{
    return *ProjectId::fromUtf8(name);
}

/// Turns the event loop until the future has its result.
template <typename T>
T resultOf(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10'000))
        qFatal("the future does not finish");
    return future.result();
}

/// A broker in a folder of its own, on a free port; stopped by the destructor.
class TestBroker final {
public:
    TestBroker()
    {
        config.port = 0;
        config.threads = 2;
        config.database = folder.filePath(QStringLiteral("broker.db"));
    }
    ~TestBroker()
    {
        broker.stop();
        (void)QTest::qWaitFor(
            [this] { return broker.now().state == BrokerState::Stopped; }, 10'000);
    }
    Q_DISABLE_COPY_MOVE(TestBroker)

    [[nodiscard]] bool start()
    {
        broker.start(config);
        return QTest::qWaitFor(
            [this] { return broker.now().state == BrokerState::Listening; }, 10'000);
    }
    [[nodiscard]] QString url() const { return broker.now().urls.constFirst(); }

    QTemporaryDir folder;
    BrokerConfig config;
    Broker broker;
};

} // namespace broadcaster
