// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/records.h"

#include "server/base/tuning.h"
#include "server/cluster/littleendian.h"
#include "server/protocol/framewriter.h"

#include <algorithm>

namespace broadcaster {

namespace {

constexpr quint8 NoType = 0xff;
constexpr quint8 AsksFlag = 1;
constexpr quint8 LeavesFlag = 2;
constexpr qsizetype ClientSize = 25;

void appendKey(QByteArray &out, const ClientKey &key)
{
    out.append(key.data(), static_cast<qsizetype>(key.size()));
}

ClientKey keyAt(std::string_view bytes, size_t offset)
{
    ClientKey key;
    std::copy_n(bytes.data() + offset, key.size(), key.begin());
    return key;
}

std::optional<ClientType> typeAt(std::string_view bytes, size_t offset)
{
    const auto value = static_cast<quint8>(bytes[offset]);
    return value < ClientTypeCount ? std::optional(static_cast<ClientType>(value)) : std::nullopt;
}

void appendClient(QByteArray &out, const RemoteClient &client)
{
    appendKey(out, client.id);
    out.append(static_cast<char>(client.type));
    appendNumber(out, client.connectedAtMs);
}

std::optional<RemoteClient> clientAt(std::string_view bytes, size_t offset)
{
    const auto type = typeAt(bytes, offset + 16);
    if (!type)
        return std::nullopt;
    return RemoteClient { keyAt(bytes, offset), *type, numberAt<qint64>(bytes, offset + 17) };
}

int lowerHexDigit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

constexpr bool isHyphen(size_t place)
{
    return place == 8 || place == 13 || place == 18 || place == 23;
}

/// Beginning of a Roster: flags u8, size of the name u16, the name.
constexpr size_t RosterNameOffset = 3;

} // namespace

std::optional<ClientKey> clientKey(std::string_view id)
{
    constexpr size_t TextSize = 36;
    if (id.size() != TextSize)
        return std::nullopt;
    ClientKey key;
    size_t digits = 0;
    for (size_t i = 0; i < TextSize; ++i) {
        if (isHyphen(i)) {
            if (id[i] != '-')
                return std::nullopt;
            continue;
        }
        const int digit = lowerHexDigit(id[i]);
        if (digit < 0)
            return std::nullopt;
        char &byte = key[digits / 2];
        byte = static_cast<char>(digits % 2 == 0 ? digit << 4 : static_cast<quint8>(byte) | digit);
        ++digits;
    }
    return key;
}

ClientId clientId(const ClientKey &key)
{
    constexpr char Digits[] = "0123456789abcdef";
    QByteArray text;
    text.reserve(36);
    for (size_t i = 0; i < key.size(); ++i) {
        if (isHyphen(static_cast<size_t>(text.size())))
            text.append('-');
        const auto byte = static_cast<quint8>(key[i]);
        text.append(Digits[byte >> 4]);
        text.append(Digits[byte & 15]);
    }
    return ClientId::fromText(text);
}

std::optional<RecordView> RecordReader::next()
{
    if (m_rest.empty() || m_hasFailed)
        return std::nullopt;
    if (m_rest.size() < RecordHeadSize) {
        m_hasFailed = true;
        return std::nullopt;
    }
    const auto size = numberAt<quint32>(m_rest, 0);
    const auto kind = numberAt<quint32>(m_rest, 4);
    if (size < RecordHeadSize || size > m_rest.size() || kind > 0xff) {
        m_hasFailed = true;
        return std::nullopt;
    }
    const std::string_view whole = m_rest.substr(0, size);
    m_rest.remove_prefix(size);
    return RecordView { static_cast<RecordKind>(kind), numberAt<quint64>(whole, 8),
        whole.substr(RecordHeadSize), whole };
}

void appendRecordHead(QByteArray &out, RecordKind kind, quint64 project, qsizetype bodySize)
{
    appendNumber(out, static_cast<quint32>(RecordHeadSize + bodySize));
    appendNumber(out, static_cast<quint32>(kind));
    appendNumber(out, project);
}

void appendRecord(QByteArray &out, RecordKind kind, quint64 project, std::string_view body)
{
    appendRecordHead(out, kind, project, static_cast<qsizetype>(body.size()));
    out.append(body.data(), static_cast<qsizetype>(body.size()));
}

void appendMessageHead(
    QByteArray &out, quint64 project, const RemoteMessage &message, qsizetype frameSize)
{
    appendRecordHead(out, RecordKind::Message, project, RemoteMessage::HeadSize + frameSize);
    out.append(static_cast<char>(message.route));
    out.append(static_cast<char>(message.senderType));
    out.append(
        static_cast<char>(message.targetType ? static_cast<quint8>(*message.targetType) : NoType));
    out.append(static_cast<char>(message.target.has_value()));
    appendKey(out, message.sender);
    appendKey(out, message.target.value_or(ClientKey {}));
}

std::optional<RemoteMessage> readMessage(std::string_view body)
{
    if (body.size() <= RemoteMessage::HeadSize)
        return std::nullopt;
    const auto route = static_cast<quint8>(body[0]);
    const auto sender = typeAt(body, 1);
    const auto targetType = typeAt(body, 2);
    const auto hasTarget = static_cast<quint8>(body[3]);
    const ClientKey target = keyAt(body, 20);
    if (route > static_cast<quint8>(Route::Kind::Broadcast) || !sender
        || (!targetType && static_cast<quint8>(body[2]) != NoType) || hasTarget > 1
        || (hasTarget == 0 && target != ClientKey {}))
        return std::nullopt;
    RemoteMessage message;
    message.route = static_cast<Route::Kind>(route);
    message.senderType = *sender;
    message.targetType = targetType;
    message.sender = keyAt(body, 4);
    if (hasTarget != 0)
        message.target = target;
    message.frame = body.substr(RemoteMessage::HeadSize);
    return isTextFrame(message.frame) ? std::optional(message) : std::nullopt;
}

void appendJoin(QByteArray &out, quint64 project, const RemoteClient &client)
{
    appendRecordHead(out, RecordKind::Join, project, ClientSize);
    appendClient(out, client);
}

std::optional<RemoteClient> readJoin(std::string_view body)
{
    return body.size() == ClientSize ? clientAt(body, 0) : std::nullopt;
}

void appendLeave(QByteArray &out, quint64 project, const ClientKey &client)
{
    appendRecordHead(out, RecordKind::Leave, project, static_cast<qsizetype>(client.size()));
    appendKey(out, client);
}

std::optional<ClientKey> readLeave(std::string_view body)
{
    return body.size() == sizeof(ClientKey) ? std::optional(keyAt(body, 0)) : std::nullopt;
}

void appendRoster(QByteArray &out, quint64 project, const ProjectRoster &roster)
{
    const QByteArray &name = roster.project.utf8();
    const auto count = static_cast<qsizetype>(roster.clients.size());
    appendRecordHead(out, RecordKind::Roster, project,
        static_cast<qsizetype>(RosterNameOffset) + name.size() + count * ClientSize);
    out.append(static_cast<char>((roster.asks ? AsksFlag : 0) | (roster.leaves ? LeavesFlag : 0)));
    appendNumber(out, static_cast<quint16>(name.size()));
    out.append(name);
    for (const RemoteClient &client : roster.clients)
        appendClient(out, client);
}

std::optional<ProjectRoster> readRosterHead(std::string_view body)
{
    if (body.size() < RosterNameOffset)
        return std::nullopt;
    const auto flags = static_cast<quint8>(body[0]);
    const auto size = numberAt<quint16>(body, 1);
    if (body.size() - RosterNameOffset < size || flags > (AsksFlag | LeavesFlag))
        return std::nullopt;
    const Result<ProjectId> project = ProjectId::fromUtf8(
        QByteArray(body.data() + RosterNameOffset, size));
    if (!project)
        return std::nullopt;
    return ProjectRoster { (flags & AsksFlag) != 0, (flags & LeavesFlag) != 0, *project, {} };
}

std::optional<ProjectRoster> readRoster(std::string_view body)
{
    std::optional<ProjectRoster> roster = readRosterHead(body);
    if (!roster)
        return std::nullopt;
    body.remove_prefix(RosterNameOffset + static_cast<size_t>(roster->project.utf8().size()));
    if (body.size() % ClientSize != 0 || body.size() / ClientSize > limits::MaxRosterClients)
        return std::nullopt;
    roster->clients.reserve(body.size() / ClientSize);
    for (size_t offset = 0; offset < body.size(); offset += ClientSize) {
        const auto client = clientAt(body, offset);
        if (!client)
            return std::nullopt;
        roster->clients.push_back(*client);
    }
    return roster;
}

} // namespace broadcaster
