// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roommembers.h"

#include <algorithm>

namespace broadcaster {

std::vector<Member *> RoomMembers::all() const
{
    std::vector<Member *> all;
    all.reserve(static_cast<size_t>(count()));
    forEach([&](Member &member) { all.push_back(&member); });
    return all;
}

std::vector<Member *> RoomMembers::inOrder() const
{
    std::vector<Member *> all = this->all();
    std::sort(all.begin(), all.end(),
        [](const Member *a, const Member *b) { return a->connection() < b->connection(); });
    return all;
}

std::vector<RosterMember> RoomMembers::roster() const
{
    std::vector<RosterMember> members;
    members.reserve(static_cast<size_t>(count()));
    forEach([&](const Member &member) {
        members.push_back({ member.info().id, member.type(), member.joined });
    });
    return members;
}

Member *RoomMembers::findConsole() const
{
    const std::vector<Member *> &admins = ofType(ClientType::Admin);
    const auto found = std::find_if(
        admins.begin(), admins.end(), [](const Member *admin) { return admin->info().isConsole; });
    return found != admins.end() ? *found : nullptr;
}

void RoomMembers::add(Member &member)
{
    m_byId.add(member);
    std::vector<Member *> &peers = m_byType[static_cast<size_t>(member.type())];
    member.roomIndex = peers.size();
    peers.push_back(&member);
}

void RoomMembers::remove(Member &member)
{
    m_byId.remove(member);
    std::vector<Member *> &peers = m_byType[static_cast<size_t>(member.type())];
    peers.back()->roomIndex = member.roomIndex;
    peers[member.roomIndex] = peers.back();
    peers.pop_back();
}

FanoutBatch::Key RoomMembers::keyFor(const Member *sender, const Route &route) const
{
    FanoutBatch::Key key { sender, route.kind, nullptr, -1 };
    if (route.kind == Route::Kind::ToClient) {
        key.target = m_byId.find(
            { route.clientId.data(), static_cast<qsizetype>(route.clientId.size()) });
    } else if (route.kind == Route::Kind::ToType) {
        if (const auto type = clientTypeFromWire(route.typeName))
            key.type = static_cast<int>(*type);
    }
    return key;
}

FanoutBatch::Key RoomMembers::keyFor(const RemoteMessage &message) const
{
    FanoutBatch::Key key { nullptr, message.route, nullptr, -1 };
    if (message.target)
        key.target = m_byId.find(clientId(*message.target).text());
    if (message.targetType)
        key.type = static_cast<int>(*message.targetType);
    return key;
}

void RoomMembers::findReceivers(const FanoutBatch::Key &key, Receivers &receivers) const
{
    receivers.members.clear();
    const auto add = [&](const std::vector<Member *> &members) {
        for (Member *member : members) {
            if (member != key.sender && member != key.target)
                receivers.members.push_back(member);
        }
    };
    switch (key.kind) {
    case Route::Kind::ToClient:
        if (key.target)
            receivers.members.push_back(key.target);
        receivers.addressed = receivers.members.size();
        add(ofType(ClientType::Admin));
        break;
    case Route::Kind::ToType:
        if (key.type >= 0 && static_cast<ClientType>(key.type) != ClientType::Admin)
            add(ofType(static_cast<ClientType>(key.type)));
        receivers.addressed = receivers.members.size();
        add(ofType(ClientType::Admin));
        if (key.type == static_cast<int>(ClientType::Admin))
            receivers.addressed = receivers.members.size();
        break;
    case Route::Kind::Broadcast:
        add(ofType(ClientType::Runtime));
        add(ofType(ClientType::DataAgent));
        receivers.addressed = receivers.members.size();
        break;
    }
}

std::optional<ClientType> RoomMembers::targetType(const FanoutBatch::Key &key)
{
    if (key.target)
        return key.target->type();
    if (key.type >= 0)
        return static_cast<ClientType>(key.type);
    return std::nullopt;
}

} // namespace broadcaster
