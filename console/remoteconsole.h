// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "console/linkfault.h"
#include "server/api/console.h"
#include "server/codec/consoleprotocol.h"

#include <QtCore/QHash>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtWebSockets/QWebSocket>

#include <optional>

namespace broadcaster {

/// A broker elsewhere, over the console protocol (docs/console-protocol.md). Questions while there
/// is no link are answered with Stopped. Does not connect again by itself. Lives on one thread.
class RemoteConsole final : public Console {
    Q_OBJECT

public:
    struct Target {
        QUrl url; ///< brokerAddress()
        QByteArray key; ///< A secret: the service key or the viewer key.
        /// SHA-256 in hex of a certificate that is trusted without an authority; empty: none.
        QByteArray certificate {};
    };

    explicit RemoteConsole(Target target, QObject *parent = nullptr);
    ~RemoteConsole() override;

    /// Connects; connected() or ended() follows. REQUIRES: no link, and none under way.
    void open();
    /// Ends the link; ended() follows if there was one.
    void close();
    [[nodiscard]] bool isConnected() const { return m_hello.has_value(); }
    /// The broker's first frame. REQUIRES: isConnected()
    [[nodiscard]] const ConsoleHello &broker() const { return *m_hello; }
    [[nodiscard]] const Target &target() const { return m_target; }

    /// Asks an operation by name; `done` is called once.
    using Answered = std::function<void(const Result<QCborValue> &answer)>;
    void askNamed(const QString &operation, const QCborValue &arguments, Answered done);
    /// The traffic that observers get from now on.
    void setWatch(const WatchTraffic &watch);
    /// Asks for the whole of a message of which only the beginning came.
    void fetch(quint64 number, std::function<void(const Result<QByteArray> &message)> done);

    void attachObserver(QObject *observer) override;
    void detachObserver(QObject *observer) override;
    void submit(Question question) override;

Q_SIGNALS:
    void connected();
    void ended(const broadcaster::LinkFault &fault);
    void watching(); ///< No message is missed from now on.
    void watchFailed(const broadcaster::Error &error);

private:
    void onSslErrors(const QList<QSslError> &errors);
    void onRefused(QAbstractSocket::SocketError error);
    void onFrame(const QByteArray &bytes);
    void onEnded();
    void take(const ConsoleHello &hello);
    void ask(ConsoleQuestion question, Answered done);
    void call(const ConnectionCall &call, Answered done);
    void sendWatch();
    void checkLink();

    const Target m_target;
    const QString m_where;
    QWebSocket m_socket;
    QTimer m_bound; ///< For the connection, and for signs of life afterwards.
    std::optional<ConsoleHello> m_hello;
    std::optional<LinkFault> m_fault; ///< Why there is no link, where it is known better.
    bool m_isOpen = false; ///< Since open(), until ended().
    bool m_isAlive = false; ///< Something came since the last ping.
    int m_silent = 0; ///< Pings in a row without a sign of life.
    qint64 m_lastId = 0;
    QHash<qint64, Answered> m_questions; ///< By id.
    WatchTraffic m_watch;
    QSet<QObject *> m_observers;
};

} // namespace broadcaster
