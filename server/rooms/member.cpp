// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/member.h"

#include "server/protocol/envelope.h"

namespace broadcaster {

Member::Member(ClientInfo info, quint64 connection, Compression compression)
    : m_info(std::move(info))
    , m_stamp(fromStamp(m_info.type, m_info.id))
    , m_connection(connection)
    , m_compression(compression)
{
}

ClientInfo Member::snapshot() const
{
    const TrafficCounts &counts = counters();
    ClientInfo info = m_info;
    info.lastMessageMs = lastMessageMs;
    info.messagesIn = counts.messagesIn;
    info.messagesOut = counts.messagesOut;
    info.bytesIn = counts.bytesIn;
    info.bytesOut = counts.bytesOut;
    info.bytesWaiting = bytesToWrite();
    return info;
}

ClientEvent Member::event(ClientEvent::Kind kind, const ProjectId &project, qint64 nowMs) const
{
    ClientEvent event;
    event.kind = kind;
    event.type = type();
    event.project = project;
    event.client = m_info.id;
    event.timeMs = nowMs;
    if (kind != ClientEvent::Kind::Joined) {
        event.code = m_closeCode;
        event.reason = m_closeReason;
    }
    return event;
}

void Member::noteClose(quint16 code, std::string_view reason)
{
    if (m_closeCode != closecode::NoCloseFrame)
        return;
    m_closeCode = code;
    m_closeReason = QByteArray(reason.data(), static_cast<qsizetype>(reason.size()));
}

} // namespace broadcaster
