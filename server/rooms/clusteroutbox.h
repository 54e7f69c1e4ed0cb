// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/clusterport.h"
#include "server/cluster/records.h"

#include <functional>
#include <unordered_map>

namespace broadcaster {

/// The records that one room thread has for other brokers in this turn: one batch for each of them.
/// Belongs to that thread.
class ClusterOutbox final {
public:
    /// `due` asks for flush() at the end of the turn.
    ClusterOutbox(ClusterPort &port, std::function<void()> due)
        : m_port(port)
        , m_due(std::move(due))
    {
    }
    Q_DISABLE_COPY_MOVE(ClusterOutbox)

    /// The records for one broker.
    class Box {
    public:
        [[nodiscard]] BrokerId broker() const { return m_records.to; }

    private:
        friend class ClusterOutbox;
        OutgoingRecords m_records;
        std::shared_ptr<const std::atomic<qint64>> m_waiting;
        bool m_isListed = false; ///< flush() sends its records.
    };

    /// Valid until forget().
    [[nodiscard]] Box &boxFor(BrokerId broker);
    void forget(BrokerId broker);
    /// Drops all records, because the broker goes on as another one. No box is valid any more.
    void beginAnew();

    /// Appends a message, unless too much waits for that broker: then it is only counted.
    void addMessage(Box &box, quint64 project, const RemoteMessage &message);
    // Presence is never refused.
    void addJoin(Box &box, quint64 project, const RemoteClient &client);
    void addLeave(Box &box, quint64 project, const ClientKey &client);
    void addRoster(Box &box, quint64 project, const ProjectRoster &roster);
    void flush();

private:
    void list(Box &box);
    void addPresence(Box &box);

    ClusterPort &m_port;
    const std::function<void()> m_due;
    std::unordered_map<quint64, std::unique_ptr<Box>> m_boxes;
    std::vector<Box *> m_listed;
    quint64 m_life = 0; ///< OutgoingRecords::life
};

} // namespace broadcaster
