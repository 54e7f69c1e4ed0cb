// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/remoteclients.h"

#include <QtCore/QHashFunctions>

#include <utility>

namespace broadcaster {

namespace {

constexpr size_t FewestPlaces = 8;

/// Whether so many clients are too many for so many places: more than seven eighths.
constexpr bool isCrowded(size_t clients, size_t places)
{
    return clients * 8 > places * 7;
}

} // namespace

RemoteClients::Client RemoteClients::clientOf(const Entry &entry)
{
    return { { entry.id, static_cast<ClientType>(entry.packed & 3U),
                 static_cast<qint64>(entry.packed >> 17U) },
        entry.broker(), entry.joined };
}

RemoteClients::Entry RemoteClients::entryOf(const Client &client)
{
    return { client.client.id, client.joined,
        static_cast<quint64>(client.client.connectedAtMs) << 17U | UsedBit
            | static_cast<quint64>(client.broker) << 2U
            | static_cast<quint64>(client.client.type) };
}

size_t RemoteClients::homeOf(const ClientKey &id) const
{
    const size_t hash = qHashBits(id.data(), id.size(), QHashSeed::globalSeed());
    return static_cast<size_t>(
        (static_cast<quint64>(hash & 0xffff'ffffU) * m_entries.size()) >> 32U);
}

size_t RemoteClients::placeOf(const ClientKey &id) const
{
    size_t place = homeOf(id);
    while (m_entries[place].isUsed() && m_entries[place].id != id)
        place = after(place);
    return place;
}

bool RemoteClients::add(const Client &client)
{
    if (m_entries.empty() || isCrowded(m_count + 1, m_entries.size()))
        resize(m_entries.empty() ? FewestPlaces : m_entries.size() * 3 / 2);
    Entry &entry = m_entries[placeOf(client.client.id)];
    if (entry.isUsed())
        return false;
    entry = entryOf(client);
    ++m_count;
    return true;
}

std::optional<RemoteClients::Client> RemoteClients::find(const ClientKey &id) const
{
    if (m_count == 0)
        return std::nullopt;
    const Entry &entry = m_entries[placeOf(id)];
    return entry.isUsed() ? std::optional(clientOf(entry)) : std::nullopt;
}

std::optional<RemoteClients::Client> RemoteClients::remove(const ClientKey &id, quint16 broker)
{
    if (m_count == 0)
        return std::nullopt;
    const size_t place = placeOf(id);
    if (!m_entries[place].isUsed() || m_entries[place].broker() != broker)
        return std::nullopt;
    const Client client = clientOf(m_entries[place]);
    close(place);
    --m_count;
    if (m_entries.size() > FewestPlaces && m_count * 4 < m_entries.size())
        resize(m_entries.size() / 2);
    return client;
}

/// Moves up those behind the gap that would not be found any more.
void RemoteClients::close(size_t gap)
{
    for (size_t place = after(gap); m_entries[place].isUsed(); place = after(place)) {
        const size_t home = homeOf(m_entries[place].id);
        const bool isReachable = gap < place ? home > gap && home <= place
                                             : home > gap || home <= place;
        if (isReachable)
            continue;
        m_entries[gap] = m_entries[place];
        gap = place;
    }
    m_entries[gap] = {};
}

std::vector<RemoteClients::Client> RemoteClients::ofBroker(quint16 broker) const
{
    std::vector<Client> clients;
    for (const Entry &entry : m_entries) {
        if (entry.isUsed() && entry.broker() == broker)
            clients.push_back(clientOf(entry));
    }
    return clients;
}

void RemoteClients::resize(size_t places)
{
    const std::vector<Entry> before = std::exchange(m_entries, std::vector<Entry>(places));
    for (const Entry &entry : before) {
        if (entry.isUsed())
            m_entries[placeOf(entry.id)] = entry;
    }
}

void RemoteClients::clear()
{
    m_entries = {};
    m_count = 0;
}

} // namespace broadcaster
