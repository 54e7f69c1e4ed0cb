// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/clusterport.h"
#include "server/cluster/records.h"

#include <functional>
#include <unordered_map>

namespace broadcaster {

/// Sorts the records of one other broker by the room threads that they are for. Knows the project
/// that each of the broker's numbers stands for.
class RecordSorter final {
public:
    explicit RecordSorter(BrokerId from)
        : m_from(from)
    {
    }

    struct Counts {
        quint32 messages = 0; ///< All messages of the batch.
        quint32 refused = 0; ///< Messages that are for a thread with a full queue.
        quint32 unknown = 0; ///< Messages of a project whose roster did not come.
    };
    /// Hands the records of the batch, which are a part of its bytes, to the rooms, and those that
    /// concern no project to `other`.
    Counts sort(const QByteArray &bytes, std::string_view records, ClusterRooms &rooms,
        const std::function<void(const RecordView &)> &other);

private:
    /// Null: the number is not known.
    [[nodiscard]] ProjectId projectOf(const RecordView &record);

    const BrokerId m_from;
    std::unordered_map<quint64, ProjectId> m_projects;
};

} // namespace broadcaster
