// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A client of the broker with QWebSocket, which comes back by the rules of docs/protocol.md. How to
// build and run it is in CMakeLists.txt.
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTextStream>
#include <QtCore/QTimer>
#include <QtCore/QUrlQuery>
#include <QtCore/QUuid>
#include <QtWebSockets/QWebSocket>

#include <algorithm>

namespace {

// Close codes after which a person is needed. QWebSocket also tells of 1000 where there was no
// close frame.
const QList<int> Final { 1002, 1007, 1008, 1009, 4000, 4001 };
constexpr int TooFast = 4003;
constexpr int SteadyMs = 10'000;
constexpr int MostRefusals = 10; // QWebSocket does not tell the status of a refused upgrade.

void print(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

/// 1, 2, 4 ... 30 s, less up to a half, so that not all clients come at once.
int backOffMs(int attempt)
{
    const int longest = std::min(30'000, 1000 << std::min(attempt, 5));
    return longest / 2 + QRandomGenerator::global()->bounded(longest / 2);
}

class Client final : public QObject {
public:
    explicit Client(const QUrl &url)
        : m_url(url)
    {
        connect(&m_socket, &QWebSocket::connected, this, [this] { m_isOpened = true; });
        connect(&m_socket, &QWebSocket::textMessageReceived, this, &Client::handle);
        connect(&m_socket, &QWebSocket::disconnected, this, &Client::comeBack);
        open();
    }

private:
    void open()
    {
        m_isOpened = false;
        m_sinceOpening.start();
        m_socket.open(m_url);
    }

    void send(const QString &type, const QString &payload, const QJsonObject &to = {})
    {
        QJsonObject envelope { { "id", QUuid::createUuid().toString(QUuid::WithoutBraces) },
            { "type", type }, { "payload", payload } };
        if (!to.isEmpty())
            envelope.insert("to", to);
        m_socket.sendTextMessage(
            QString::fromUtf8(QJsonDocument(envelope).toJson(QJsonDocument::Compact)));
    }

    void handle(const QString &text)
    {
        const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
        const QString type = message["type"].toString();
        if (type == "connected") {
            print("connected as " + message["payload"]["clientId"].toString());
            send("query", "what is there?", { { "type", "data-agent" } }); // to all of a type
            send("news", "I am here"); // to everyone
        } else if (type == "error") {
            print("error: " + message["payload"]["message"].toString());
        } else if (type == "hello") {
            send("reply", "hello", { { "id", message["from"]["id"] } }); // to one client
        }
    }

    void comeBack()
    {
        const int code = m_isOpened ? int(m_socket.closeCode()) : 1006;
        print(QStringLiteral("closed with %1").arg(code));
        m_refusals = m_isOpened ? 0 : m_refusals + 1;
        if (Final.contains(code) || m_refusals == MostRefusals)
            return QCoreApplication::exit(1);
        if (m_isOpened && m_sinceOpening.hasExpired(SteadyMs))
            m_attempt = 0;
        if (code == TooFast)
            m_attempt = std::max(m_attempt, 3);
        QTimer::singleShot(backOffMs(m_attempt++), this, &Client::open);
    }

    const QUrl m_url;
    QWebSocket m_socket;
    QElapsedTimer m_sinceOpening;
    bool m_isOpened = false;
    int m_attempt = 0;
    int m_refusals = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments().mid(1);
    if (arguments.size() < 2) {
        QTextStream(stderr) << "usage: client BASE PROJECT [API-KEY]" << Qt::endl;
        return 2;
    }
    QUrlQuery query { { "projectId", QUrl::toPercentEncoding(arguments[1]) },
        { "type", "runtime" } };
    if (arguments.size() > 2)
        query.addQueryItem("apiKey", arguments[2]);
    QUrl url(arguments[0] + "/websocket");
    url.setQuery(query);
    const Client client(url);
    return app.exec();
}
