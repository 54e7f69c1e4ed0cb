// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandline.h"
#include "console/remoteconsole.h"

#include <QtCore/QCborMap>

#include <functional>
#include <optional>

namespace broadcaster {

/// One run of a command: connects to its broker, then does its work. Lives on the main thread.
class CommandRun : public QObject {
    Q_OBJECT

public:
    CommandRun(CommandCall call, RemoteConsole::Target target);

    /// Returns the exit code. REQUIRES: a QCoreApplication
    [[nodiscard]] int run();

protected:
    struct Problem {
        int exitCode;
        QString text;
    };
    /// Reads what needs no broker: operands, options, input. Nothing if all is well.
    [[nodiscard]] virtual std::optional<Problem> prepare() { return std::nullopt; }
    /// The broker is there.
    virtual void begin() = 0;
    /// Exit code when nobody reads the output any more, as behind `| head`.
    [[nodiscard]] virtual int exitCodeUnread() const { return 0; }

    [[nodiscard]] const CommandCall &call() const { return m_call; }
    [[nodiscard]] RemoteConsole &console() { return m_console; }
    using Answered = std::function<void(const QCborValue &answer)>;
    /// Exit code of an error in an answer.
    [[nodiscard]] virtual int exitCodeOf(ErrorCode code) const;
    /// Asks by name; an error ends the command.
    void ask(const QString &operation, const QCborMap &arguments, Answered done);

    /// Waits until standard output takes a piece of text. False: the command has ended.
    [[nodiscard]] virtual bool awaitOutput();
    /// False: nobody reads the output any more, or awaitOutput() said so; the command has ended.
    bool print(const QByteArray &text);
    bool printJson(const QCborValue &value);
    void end(int exitCode);
    void fail(int exitCode, const QString &text);

private:
    void onEnded(const LinkFault &fault);
    bool failOutput(int error); ///< False.

    const CommandCall m_call;
    RemoteConsole m_console;
    bool m_isOver = false;
    int m_exitCode = 0;
};

/// Rows under a header, in columns as wide as their texts. `right`: columns of numbers.
[[nodiscard]] QByteArray tableText(
    const QStringList &header, const QList<QStringList> &rows, const QList<int> &right);

} // namespace broadcaster
