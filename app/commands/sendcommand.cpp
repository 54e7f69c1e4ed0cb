// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/sendcommand.h"

#include "server/api/limits.h"
#include "server/api/trafficnames.h"

#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array SendOptions { CommandOption {
    "explain", nullptr, "Do not send; print the clients that would get it, and why." } };

/// All that comes from standard input, or a little more than a message may have. Fails with
/// NotFound if reading fails, also in the middle: a part of an envelope is not one.
Result<QByteArray> allOfInput()
{
    QByteArray text(limits::MaxMaxMessageSize + 1, Qt::Uninitialized);
    qsizetype size = 0;
    while (size < text.size()) {
        const ssize_t count = ::read(
            STDIN_FILENO, text.data() + size, static_cast<size_t>(text.size() - size));
        if (count == 0)
            break;
        pollfd polled { STDIN_FILENO, POLLIN, 0 };
        if (count > 0)
            size += count;
        else if (errno == EAGAIN) // It was left non-blocking by another program.
            ::poll(&polled, 1, -1);
        else if (errno != EINTR)
            return Error { ErrorCode::NotFound,
                u"standard input cannot be read: %1"_s.arg(
                    QString::fromLocal8Bit(std::strerror(errno))) };
    }
    text.truncate(size);
    return text.trimmed();
}

QString clients(qint64 count)
{
    return count == 1 ? u"1 client"_s : u"%1 clients"_s.arg(count);
}

QByteArray explanationText(const Explanation &explanation)
{
    QList<QStringList> rows;
    for (const DeliveryLine &line : explanation.lines)
        rows.append({ QString::fromLatin1(line.client.text()), typeText(line.type),
            QString::fromLatin1(nameOf(line.verdict)) });
    return tableText({ u"CLIENT"_s, u"TYPE"_s, u"VERDICT"_s }, rows, {});
}

QByteArray publishedText(const Published &published)
{
    QString text = published.delivered == 0 ? u"sent to nobody: no client is there for it"_s
                                            : u"sent to "_s + clients(published.delivered);
    if (published.mirrored > 0)
        text += u", and as a copy to %1"_s.arg(
            published.mirrored == 1 ? u"1 admin"_s : u"%1 admins"_s.arg(published.mirrored));
    return text.toUtf8() + '\n';
}

} // namespace

const CommandInfo &SendCommand::info()
{
    static const CommandInfo Info { "send", "PROJECT",
        "Sends an envelope, read from standard input.",
        "The broker itself is the sender, as with POST /publish. The envelope is one JSON object, "
        "such as\n"
        "{\"type\":\"hello\",\"to\":{\"type\":\"runtime\"},\"payload\":{}}; docs/protocol.md says "
        "which clients get it.",
        SendOptions };
    return Info;
}

std::optional<CommandRun::Problem> SendCommand::prepare()
{
    if (call().operands.size() != 1)
        return Problem { EX_USAGE,
            u"name the project: broadcaster send PROJECT < envelope.json"_s };
    const Result<QByteArray> input = allOfInput();
    if (!input)
        return Problem { EX_NOINPUT, input.error().detail };
    m_envelope = *input;
    if (m_envelope.size() > limits::MaxMaxMessageSize)
        return Problem { EX_DATAERR,
            u"standard input has more than %1 bytes, the most that a message may have"_s.arg(
                limits::MaxMaxMessageSize) };
    if (m_envelope.isEmpty())
        return Problem { EX_DATAERR, u"standard input is empty: give an envelope"_s };
    return std::nullopt;
}

void SendCommand::begin()
{
    const std::optional<ProjectId> project = projectOf(call().operands[0]);
    if (!project)
        return;
    if (call().has("explain"))
        show(Explain { *project, m_envelope }, explanationText);
    else
        show(Publish { *project, m_envelope }, publishedText);
}

int SendCommand::exitCodeOf(ErrorCode code) const
{
    return code == ErrorCode::InvalidArgument ? EX_DATAERR : CommandRun::exitCodeOf(code);
}

} // namespace broadcaster
