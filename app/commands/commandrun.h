// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandline.h"
#include "console/remoteconsole.h"
#include "server/codec/wiretypes.h"

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
    /// Exit code of an error in an answer.
    [[nodiscard]] virtual int exitCodeOf(ErrorCode code) const;
    using Done = std::function<void(const QCborValue &answer)>;
    /// Asks for the answer as it comes, with what this program does not know. An error ends the
    /// command.
    template <AnOperation Op>
    void askAsItComes(const Op &operation, Done done)
    {
        askNamed(Op::about, encodeFields(Op::fields, &operation), std::move(done));
    }
    /// The same for an answer that is read. One that cannot be read ends the command.
    template <AnOperation Op>
    void ask(const Op &operation, std::function<void(const typename Op::Answer &answer)> done)
    {
        askAsItComes(operation, [this, done = std::move(done)](const QCborValue &value) {
            typename Op::Answer answer {};
            const QString fault = Wire<typename Op::Answer>::decode(value, answer, {});
            if (fault.isNull())
                done(answer);
            else
                failUnreadable(fault);
        });
    }
    /// Asks, prints the answer and ends: as JSON if that is wanted, or the text that is made of it.
    template <AnOperation Op>
    void show(
        const Op &operation, std::function<QByteArray(const typename Op::Answer &answer)> text)
    {
        if (call().has("json"))
            askAsItComes(operation, [this](const QCborValue &answer) { endIf(printJson(answer)); });
        else
            ask<Op>(operation,
                [this, text = std::move(text)](const auto &answer) { endIf(print(text(answer))); });
    }
    /// A project that the user has named. Nothing: it cannot be one, and the command has ended.
    [[nodiscard]] std::optional<ProjectId> projectOf(const QString &operand);

    /// Waits until standard output takes a piece of text. False: the command has ended.
    [[nodiscard]] virtual bool awaitOutput();
    /// False: nobody reads the output any more, or awaitOutput() said so; the command has ended.
    bool print(const QByteArray &text);
    bool printJson(const QCborValue &value);
    void end(int exitCode);
    /// With success, if the output was printed; else the command has ended already.
    void endIf(bool isPrinted);
    void fail(int exitCode, const QString &text);

private:
    void askNamed(const About &operation, const QCborValue &arguments, Done done);
    void failBy(const Error &error);
    void failUnreadable(const QString &fault);
    void onEnded(const LinkFault &fault);
    bool failOutput(int error); ///< False.

    const CommandCall m_call;
    RemoteConsole m_console;
    bool m_isOver = false;
    int m_exitCode = 0;
};

[[nodiscard]] QString typeText(ClientType type);
/// Rows under a header, in columns as wide as their texts, which may come from strangers. `right`:
/// columns of numbers.
[[nodiscard]] QByteArray tableText(
    const QStringList &header, const QList<QStringList> &rows, const QList<int> &right);

} // namespace broadcaster
