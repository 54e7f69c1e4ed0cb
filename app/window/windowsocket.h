// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QTimer>
#include <QtNetwork/QLocalServer>
#include <QtNetwork/QLocalSocket>

#include <chrono>
#include <functional>

namespace broadcaster {

/// A socket of this user on this machine by which a second start finds the window that has the
/// same database. Each request and each answer is one line; nobody else's line is longer than
/// MaxLine. A window on another machine, of another user or without a window has no socket.
class WindowSocket final : public QObject {
    Q_OBJECT

public:
    static constexpr int MaxLine = 16 * 1024; ///< A path is percent-encoded.
    static constexpr int MaxCallers = 8; ///< Callers at a time; further ones are turned away.
    static constexpr std::chrono::milliseconds AnswerTime { 1'000 };

    explicit WindowSocket(QObject *parent = nullptr);

    /// Lets others find this window soon, unless another window has the socket of this database. A
    /// socket that a crashed program left behind is replaced.
    void listen(const QString &database);
    void close() { m_server.close(); }
    [[nodiscard]] bool isListening() const { return m_server.isListening(); }

    struct Request {
        enum class Kind { Find, Show, Open };
        Kind kind = Kind::Find;
        QString path {}; ///< Open: the whole path of the file to show.
    };
    using Answered = std::function<void(bool hasAnswered)>;
    /// Asks the window of that database; `answered` is called once, within AnswerTime.
    void ask(const QString &database, const Request &request, const Answered &answered);

    /// The path of the socket; empty for a database that cannot be.
    [[nodiscard]] static QString pathOf(const QString &database);

Q_SIGNALS:
    /// Another start asks for this window.
    void showRequested();
    /// Another start asks for this window with the messages of a file.
    void openRequested(const QString &path);

private:
    void greet();
    void read(QLocalSocket &caller);

    QLocalServer m_server;
};

} // namespace broadcaster
