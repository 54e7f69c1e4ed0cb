// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "console/brokeraddress.h"
#include "server/api/console.h"
#include "server/codec/consoleprotocol.h"

#include <QtCore/QHash>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtWebSockets/QWebSocket>

#include <chrono>
#include <optional>

namespace broadcaster {

/// A broker elsewhere, over the console protocol (docs/console-protocol.md). Questions while there
/// is no link are answered with Stopped. now() keeps what was known before a link was lost. Does
/// not connect again by itself: see Reconnection. Lives on one thread.
class RemoteConsole final : public Console {
    Q_OBJECT

public:
    struct Target {
        QUrl url; ///< brokerAddress()
        QByteArray key; ///< A secret: the service key or the viewer key.
        /// SHA-256 in hex of a certificate that is trusted without an authority; empty: none.
        QByteArray certificate {};
    };

    explicit RemoteConsole(const Target &target, QObject *parent = nullptr);
    ~RemoteConsole() override;

    /// Connects; connected() or ended() follows, the latter at once without a key. REQUIRES: no
    /// link, and none under way.
    void open();
    /// Ends the link; ended() follows if there was one.
    void close();
    /// There is a link, or one is under way.
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isConnected() const { return m_hello.has_value(); }
    /// The broker's first frame. REQUIRES: isConnected()
    [[nodiscard]] const ConsoleHello &broker() const { return *m_hello; }
    [[nodiscard]] const Target &target() const { return m_target; }
    /// For the next open(). REQUIRES: no link, and none under way.
    void setTarget(const Target &target);
    /// Tells in link() when open() will be called again.
    void tellNextTry(std::chrono::milliseconds wait);

    /// Asks an operation by name; `done` is called once.
    using Answered = std::function<void(const Result<QCborValue> &answer)>;
    void askNamed(const QString &operation, const QCborValue &arguments, Answered done);
    /// The traffic that observers get from now on.
    void setWatch(const WatchTraffic &watch);

    void attachObserver(QObject *observer) override;
    void detachObserver(QObject *observer) override;
    void setTrafficWish(const TrafficWish &wish) override;
    void fetch(
        quint64 number, std::function<void(const Result<QByteArray> &message)> done) override;
    void submit(Question question) override;

Q_SIGNALS:
    void connected();
    void ended(const broadcaster::LinkFault &fault);
    void watching(); ///< No message is missed from now on.
    void watchFailed(const broadcaster::Error &error);

private:
    void makeSocket();
    void dropSocket();
    void onSslErrors(const QList<QSslError> &errors);
    void onRefused(QAbstractSocket::SocketError error);
    void onFrame(const QByteArray &bytes);
    void onEnded();
    void take(const ConsoleHello &hello);
    void take(Event event);
    void enter(Link::State state);
    template <typename Change>
    void changeLink(Change change)
    {
        Link changed = link();
        change(changed);
        setLink(changed);
    }
    void forgetClients();
    void ask(ConsoleQuestion question, Answered done);
    void call(const ConnectionCall &call, Answered done);
    void sendWatch();
    void onWatching();
    void onWatchFailed(const Error &error);
    void checkLink();
    void noteLife();

    Target m_target;
    QString m_where;
    QWebSocket *m_socket = nullptr; ///< A child; null: none was opened yet.
    QTimer m_bound; ///< For the connection, and for signs of life afterwards.
    std::optional<ConsoleHello> m_hello;
    BrokerAddresses m_addresses { {} }; ///< Addresses of the present connection.
    std::optional<LinkFault> m_fault; ///< Why there is no link, where it is known better.
    bool m_isOpen = false; ///< Since open(), until ended().
    bool m_isAlive = false; ///< Something came since the last ping.
    qint64 m_aliveMs = 0; ///< When something came last, since the Unix epoch.
    int m_silent = 0; ///< Pings in a row without a sign of life.
    qint64 m_lastId = 0;
    QHash<qint64, Answered> m_questions; ///< By id.
    WatchTraffic m_watch;
    bool m_isWatching = false; ///< No message is missed.
    qint64 m_unseenFromMs = 0; ///< When the link was lost during watching; 0: it was not.
    QSet<QObject *> m_observers;
};

} // namespace broadcaster
