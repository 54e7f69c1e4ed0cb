// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/commandrun.h"

#include "app/commands/terminaltext.h"
#include "app/exitcode.h"
#include "app/logoutput.h"
#include "app/standardoutput.h"
#include "server/codec/jsonvalue.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

int exitCodeOfLink(LinkFault::Kind kind)
{
    switch (kind) {
    case LinkFault::Kind::NoKey:
    case LinkFault::Kind::WrongKey:
    case LinkFault::Kind::NotAllowed:
    case LinkFault::Kind::TooManyWrongKeys:
        return EX_NOPERM;
    case LinkFault::Kind::NotABroker:
    case LinkFault::Kind::OtherVersion:
    case LinkFault::Kind::NeedsTls:
    case LinkFault::Kind::NoTls:
    case LinkFault::Kind::Untrusted:
    case LinkFault::Kind::OtherCertificate:
    case LinkFault::Kind::OtherName:
        return EX_PROTOCOL;
    case LinkFault::Kind::Unreachable:
    case LinkFault::Kind::ProxyAlone:
    case LinkFault::Kind::Full:
    case LinkFault::Kind::Stopped:
    case LinkFault::Kind::TooSlow:
    case LinkFault::Kind::Closed:
        break;
    }
    return EX_UNAVAILABLE;
}

} // namespace

CommandRun::CommandRun(CommandCall call, RemoteConsole::Target target)
    : m_call(std::move(call))
    , m_console(std::move(target))
{
    connect(&m_console, &RemoteConsole::connected, this, [this] { begin(); });
    connect(&m_console, &RemoteConsole::ended, this, &CommandRun::onEnded);
}

int CommandRun::run()
{
    if (const auto problem = prepare()) {
        fail(problem->exitCode, problem->text);
        return m_exitCode;
    }
    m_console.open();
    if (!m_isOver)
        QCoreApplication::exec();
    return m_exitCode;
}

void CommandRun::onEnded(const LinkFault &fault)
{
    QString text = fault.detail;
    if (!fault.certificate.isEmpty())
        text += u" If it is right, give --trust %1"_s.arg(QLatin1StringView(fault.certificate));
    fail(exitCodeOfLink(fault.kind), text);
}

void CommandRun::askNamed(const About &operation, const QCborValue &arguments, Done done)
{
    m_console.askNamed(QLatin1StringView(operation.name), arguments,
        [this, done = std::move(done)](const Result<QCborValue> &answer) {
            if (m_isOver)
                return;
            if (answer)
                done(*answer);
            else
                failBy(answer.error());
        });
}

/// The end of the link says more than the questions that it leaves without an answer.
void CommandRun::failBy(const Error &error)
{
    if (error.code != ErrorCode::Stopped || m_console.isConnected())
        fail(exitCodeOf(error.code), error.detail);
}

void CommandRun::failUnreadable(const QString &fault)
{
    fail(EX_PROTOCOL, u"the broker's answer cannot be read: answer%1"_s.arg(fault));
}

std::optional<ProjectId> CommandRun::projectOf(const QString &operand)
{
    const Result<ProjectId> project = ProjectId::fromUtf8(operand.toUtf8());
    if (project)
        return *project;
    failBy(project.error());
    return std::nullopt;
}

int CommandRun::exitCodeOf(ErrorCode code) const
{
    return exitCodeFor(code);
}

bool CommandRun::awaitOutput()
{
    pollfd polled { STDOUT_FILENO, POLLOUT, 0 };
    ::poll(&polled, 1, -1);
    return true;
}

bool CommandRun::print(const QByteArray &text)
{
    QByteArrayView rest = text;
    while (!rest.isEmpty()) {
        if (m_isOver || !awaitOutput())
            return false;
        // A pipe that takes anything takes a piece of this size without waiting.
        const auto piece = std::min<size_t>(static_cast<size_t>(rest.size()), PIPE_BUF);
        const ssize_t written = ::write(STDOUT_FILENO, rest.data(), piece);
        if (written >= 0)
            rest = rest.sliced(written);
        else if (errno != EINTR && errno != EAGAIN)
            return failOutput(errno);
    }
    return true;
}

bool CommandRun::failOutput(int error)
{
    if (error == EPIPE)
        end(exitCodeUnread());
    else
        fail(EX_IOERR, outputFault(error));
    return false;
}

bool CommandRun::printJson(const QCborValue &value)
{
    const QJsonValue json = jsonOf(value);
    const QJsonDocument document = json.isArray() ? QJsonDocument(json.toArray())
                                                  : QJsonDocument(json.toObject());
    return print(terminalJson(document.toJson(QJsonDocument::Compact)) + '\n');
}

void CommandRun::end(int exitCode)
{
    if (std::exchange(m_isOver, true))
        return;
    m_exitCode = exitCode;
    m_console.close();
    // Queued: the event loop may not run yet.
    QMetaObject::invokeMethod(
        qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
}

void CommandRun::endIf(bool isPrinted)
{
    if (isPrinted)
        end(EX_OK);
}

void CommandRun::fail(int exitCode, const QString &text)
{
    if (!m_isOver)
        printError(terminalText(text.simplified()));
    end(exitCode);
}

QString typeText(ClientType type)
{
    return QString::fromUtf8(QByteArrayView(wireName(type)));
}

QByteArray tableText(
    const QStringList &header, const QList<QStringList> &rows, const QList<int> &right)
{
    QList<QStringList> all { header };
    all += rows;
    QList<qsizetype> widths(header.size(), 0);
    for (QStringList &row : all) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            row[column] = terminalText(row[column]);
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    QString text;
    for (const QStringList &row : all) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column) {
            const bool isRight = right.contains(static_cast<int>(column));
            line += isRight ? row[column].rightJustified(widths[column])
                            : row[column].leftJustified(widths[column]);
            line += u"  "_s;
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    }
    return text.toUtf8();
}

} // namespace broadcaster
