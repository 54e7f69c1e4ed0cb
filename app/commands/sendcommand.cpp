// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/sendcommand.h"

#include "server/api/limits.h"
#include "server/api/trafficnames.h"

#include <QtCore/QFile>

#include <sysexits.h>

#include <array>
#include <cstdio>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array SendOptions { CommandOption {
    "explain", nullptr, "Do not send; print the clients that would get it, and why." } };

/// All that comes, or a little more than a message may have.
QByteArray allOf(QFile &input)
{
    QByteArray text;
    while (text.size() <= limits::MaxMaxMessageSize) {
        const QByteArray part = input.read(limits::MaxMaxMessageSize + 1 - text.size());
        if (part.isEmpty())
            break;
        text += part;
    }
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
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Problem { EX_NOINPUT, u"standard input cannot be read"_s };
    m_envelope = allOf(input);
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
