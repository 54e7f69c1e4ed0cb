// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/harwriter.h"

#include "inspect/capture/capturetime.h"
#include "server/api/jsonstring.h"

#include <QtCore/QUrl>

#include <algorithm>

namespace broadcaster {

namespace {

/// The most that the head and the end of an entry have, without the client and the project.
constexpr qsizetype EntryBytes = 1024;

void appendText(QByteArray &out, QByteArrayView utf8)
{
    appendJsonString(out, { utf8.data(), static_cast<size_t>(utf8.size()) }, ControlEscapes::Short);
}

/// Seconds since 1970 with three decimals.
QByteArray harTime(qint64 timeMs)
{
    constexpr qint64 Second = 1000;
    const qint64 size = std::abs(timeMs);
    return (timeMs < 0 ? "-" : "") + QByteArray::number(size / Second) + '.'
        + QByteArray::number(Second + size % Second).sliced(1);
}

QByteArray wireText(ClientType type)
{
    return QByteArrayView(wireName(type)).toByteArray();
}

void appendParameter(QByteArray &out, QByteArrayView name, const QByteArray &value)
{
    out.append(R"({"name":")").append(name).append(R"(","value":)");
    appendText(out, value);
    out.append("},");
}

} // namespace

bool HarWriter::add(const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    const bool isToOne = record.kind == TrafficKind::ToClient
        || record.kind == TrafficKind::SystemToOne || record.kind == TrafficKind::Error;
    const bool isSent = record.addressed == TrafficRecord::UnknownCount || row.sent() > 0;
    if (!row.isSystem()) {
        Socket &sender = socketOf(*row.project, row.sender());
        sender.type = wireText(record.senderType);
        addMessage(sender, row, Direction::Send, false);
    }
    if (row.isSystem() || (isToOne && isSent && !row.target.isEmpty())) {
        Socket &receiver = socketOf(*row.project, isToOne ? row.target : QByteArrayView());
        if (receiver.type.isEmpty() && isToOne && record.hasTargetType)
            receiver.type = wireText(record.targetType);
        addMessage(receiver, row, Direction::Receive, !row.isSystem());
    }
    return m_bytes <= MaxHarBytes;
}

HarWriter::Socket &HarWriter::socketOf(const ProjectId &project, QByteArrayView client)
{
    const auto key = std::pair(project.utf8(), client.toByteArray());
    const auto known = m_numbers.constFind(key);
    if (known != m_numbers.constEnd())
        return m_sockets[*known];
    m_numbers.insert(key, m_sockets.size());
    // A byte of a name can become six in an escape, and a name is there up to three times.
    constexpr qsizetype Copies = 18;
    m_bytes += EntryBytes + Copies * (client.size() + project.utf8().size());
    // An id that was cut may have half a character at its end.
    m_sockets.push_back({ project, QString::fromUtf8(client).toUtf8(), {}, 0, 0, {}, {} });
    return m_sockets.back();
}

void HarWriter::addMessage(Socket &socket, const TrafficRow &row, Direction direction, bool isCopy)
{
    const qint64 time = row.record->timeMs;
    socket.firstMs = socket.messages.isEmpty() ? time : std::min(socket.firstMs, time);
    socket.lastMs = socket.messages.isEmpty() ? time : std::max(socket.lastMs, time);
    QByteArray &out = socket.messages;
    const qsizetype before = out.size();
    const bool isText = row.message.isValidUtf8();
    out.append(direction == Direction::Send ? R"({"type":"send","time":)"
                                            : R"({"type":"receive","time":)");
    out.append(harTime(time)).append(isText ? R"(,"opcode":1,"data":)" : R"(,"opcode":2,"data":")");
    if (isText)
        appendText(out, row.message);
    else
        out.append(row.message.toByteArray().toBase64()).append('"');
    if (row.record->missing > 0)
        out.append(",\"_missing\":").append(QByteArray::number(row.record->missing));
    out.append(isCopy ? ",\"_isCopy\":true},\n" : "},\n");
    m_bytes += out.size() - before;
    if (row.note)
        addNote(socket, row);
}

void HarWriter::addNote(Socket &socket, const TrafficRow &row)
{
    QByteArray line = captureTime(row.record->timeMs);
    if (row.isMarked())
        line += " marked";
    if (!row.comment().isEmpty())
        line.append(": ").append(row.comment());
    if (!socket.comment.isEmpty())
        socket.comment += '\n';
    socket.comment += line;
    constexpr qsizetype Escaped = 6; // Bytes that one byte can become.
    m_bytes += Escaped * (line.size() + 1);
}

void HarWriter::appendHead(QByteArray &out, const Socket &socket) const
{
    const QByteArray duration = QByteArray::number(socket.lastMs - socket.firstMs);
    QByteArray url = "ws://localhost/websocket?projectId="
        + QUrl::toPercentEncoding(socket.project.toString());
    if (!socket.type.isEmpty())
        url += "&type=" + socket.type;
    out.append(R"({"startedDateTime":")").append(captureTime(socket.firstMs));
    out.append(R"(","time":)").append(duration);
    out.append(R"(,"request":{"method":"GET","url":)");
    appendText(out, url);
    out.append(R"(,"httpVersion":"HTTP/1.1","cookies":[],"headers":[],"queryString":[)");
    appendParameter(out, "projectId", socket.project.utf8());
    if (!socket.type.isEmpty())
        appendParameter(out, "type", socket.type);
    out.chop(1);
    out.append(R"(],"headersSize":-1,"bodySize":0},"response":{"status":101,)"
               R"("statusText":"Switching Protocols","httpVersion":"HTTP/1.1","cookies":[],)"
               R"("headers":[],"content":{"size":0,"mimeType":"x-unknown"},"redirectURL":"",)"
               R"("headersSize":-1,"bodySize":-1},"cache":{},"timings":{"send":0,"wait":0,)"
               R"("receive":)");
    out.append(duration).append(R"(},"_resourceType":"websocket",)");
    if (!socket.client.isEmpty()) {
        out.append(R"("_clientId":)");
        appendText(out, socket.client);
        out.append(',');
    }
    if (!socket.comment.isEmpty()) {
        out.append(R"("comment":)");
        appendText(out, socket.comment);
        out.append(',');
    }
    out.append("\"_webSocketMessages\":[\n");
}

QByteArray HarWriter::take(qsizetype maxBytes)
{
    QByteArray out;
    if (!std::exchange(m_hasBegun, true))
        out.append(
            R"({"log":{"version":"1.2","creator":{"name":"Broadcaster","version":")" BROADCASTER_VERSION
            "\"},\"pages\":[],\"entries\":[\n");
    while (m_next < m_sockets.size() && out.size() < maxBytes) {
        Socket &socket = m_sockets[m_next];
        if (m_taken == 0)
            appendHead(out, socket);
        const qsizetype end = socket.messages.size() - 2; // Without the last comma.
        const qsizetype size = std::min(end - m_taken, maxBytes);
        out.append(QByteArrayView(socket.messages).sliced(m_taken, size));
        m_taken += size;
        if (m_taken < end)
            continue;
        out.append(++m_next < m_sockets.size() ? "\n]},\n" : "\n]}\n");
        socket.messages = {};
        m_taken = 0;
    }
    if (m_next == m_sockets.size() && !m_hasEnded && out.size() < maxBytes) {
        m_hasEnded = true;
        out.append("]}}\n");
    }
    return out;
}

} // namespace broadcaster
