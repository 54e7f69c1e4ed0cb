// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerid.h"
#include "server/api/ids.h"

#include <atomic>
#include <memory>
#include <vector>

namespace broadcaster {

/// Records of one room thread for one other broker, in their order.
struct OutgoingRecords {
    BrokerId to;
    QByteArray records;
    quint32 count = 0;
    quint32 messages = 0; ///< Message records among them.
    quint32 refused = 0; ///< Messages that are not among them, because the queue was full.
    bool hasPresence = false; ///< Joins, leaves or rosters are among them.
    quint64 life = 0; ///< How often the rooms had begun anew before.
};

/// The rooms' way to other brokers. Every call may come from any thread, and none waits.
class ClusterPort {
public:
    /// A project is about to get its first client here: finds the brokers that have some, too, and
    /// answers with ClusterRooms::enter().
    virtual void enter(const ProjectId &project) = 0;
    /// The last client of the project has left.
    virtual void leave(const ProjectId &project) = 0;
    virtual void noteClients(int change) = 0; ///< Clients have come, or gone.
    virtual void send(OutgoingRecords records) = 0;
    /// Bytes that were given to send() for that broker and have not left. Above
    /// limits::ClusterQueueBytes, the rooms refuse messages for it.
    [[nodiscard]] virtual std::shared_ptr<const std::atomic<qint64>> waitingFor(BrokerId to) = 0;

protected:
    ~ClusterPort() = default;
};

/// One record for a room: where it stands in its batch.
struct IncomingRecord {
    qsizetype begin = 0;
    qsizetype size = 0;
    quint32 project = 0; ///< Index into IncomingRecords::projects.
};

/// Records of one batch for the rooms of one thread, in their order.
struct IncomingRecords {
    BrokerId from;
    QByteArray batch; ///< With ScanPadding readable bytes behind every record.
    std::vector<ProjectId> projects;
    std::vector<IncomingRecord> records;
    qint64 bytes = 0; ///< Sum of their sizes.
};

/// The way back, from other brokers to the rooms. Every call may come from any thread, and none
/// waits.
class ClusterRooms {
public:
    [[nodiscard]] virtual int threadOf(const ProjectId &project) const = 0;
    [[nodiscard]] virtual int threadCount() const = 0;
    /// The answer to ClusterPort::enter(), and later news of the same kind. `brokers` are all that
    /// have clients in the project but this one.
    virtual void entered(const ProjectId &project, const std::vector<BrokerId> &brokers) = 0;
    /// REQUIRES: the projects of all records belong to that thread.
    virtual void receive(int thread, IncomingRecords records) = 0;
    /// Bytes given to receive() for that thread and not handled yet.
    [[nodiscard]] virtual qint64 waitingFor(int thread) const = 0;
    /// The broker does not listen, and may never have: nobody waits for its answer any more.
    virtual void stopAwaiting(BrokerId broker) = 0;
    /// The broker has gone, or was declared dead: all its clients have left.
    virtual void forget(BrokerId broker) = 0;
    /// The broker has missed records: it gets the roster of each project that it shares.
    virtual void sendRosters(BrokerId broker) = 0;
    /// The others have told their clients that those of this broker left. Closes the clients of
    /// shared projects with 1012.
    virtual void beginAnew() = 0;

protected:
    ~ClusterRooms() = default;
};

} // namespace broadcaster
