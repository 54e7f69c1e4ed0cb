// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/records.h"

namespace broadcaster {

/// The clients that other brokers have in one project: a hash table with open addressing, because
/// there may be a million. A client takes 32 bytes and its share of free places, at most 64 in all
/// once there are a few. Their brokers are numbers that the owner gives out.
class RemoteClients final {
public:
    static constexpr quint16 MaxBroker = 0x3fff;

    struct Client {
        RemoteClient client;
        quint16 broker = 0;
        quint64 joined = 0; ///< The first roster that has the client (RosterHistory).
    };

    [[nodiscard]] size_t count() const { return m_count; }
    /// False: it is there already, and nothing has changed. REQUIRES: broker <= MaxBroker
    bool add(const Client &client);
    [[nodiscard]] std::optional<Client> find(const ClientKey &id) const;
    /// Takes the client out, if it is there and of this broker.
    std::optional<Client> remove(const ClientKey &id, quint16 broker);
    /// In no particular order.
    [[nodiscard]] std::vector<Client> ofBroker(quint16 broker) const;
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (const Entry &entry : m_entries) {
            if (entry.isUsed())
                visit(clientOf(entry));
        }
    }
    [[nodiscard]] size_t memoryBytes() const { return m_entries.capacity() * sizeof(Entry); }
    void clear();

private:
    struct Entry {
        ClientKey id {};
        quint64 joined = 0;
        quint64 packed = 0; ///< Connected since: 47 bits, used: 1, broker: 14, type: 2.

        [[nodiscard]] bool isUsed() const { return (packed & UsedBit) != 0; }
        [[nodiscard]] quint16 broker() const
        {
            return static_cast<quint16>((packed >> 2U) & MaxBroker);
        }
    };
    static constexpr quint64 UsedBit = 1U << 16U;

    [[nodiscard]] static Client clientOf(const Entry &entry);
    [[nodiscard]] static Entry entryOf(const Client &client);
    [[nodiscard]] size_t homeOf(const ClientKey &id) const;
    [[nodiscard]] size_t after(size_t place) const
    {
        return place + 1 == m_entries.size() ? 0 : place + 1;
    }
    /// The place of the client, or the free one where it would go. REQUIRES: a free place
    [[nodiscard]] size_t placeOf(const ClientKey &id) const;
    void resize(size_t places);
    void close(size_t gap);

    std::vector<Entry> m_entries;
    size_t m_count = 0;
};

} // namespace broadcaster
