// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficstore.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <deque>

namespace broadcaster {

/// Counts messages that did not arrive, by project, until they were looked at: messages to a client
/// or a type that nobody had, and messages that some receiver did not get because it was too slow
/// or lost its connection. Not counted: broadcasts in an empty room, pings, rejected messages,
/// whose senders are told, and the broker's own messages that nobody was there for. Costs a
/// comparison for each message.
class UndeliveredCounter final {
public:
    struct Count {
        qint64 nobody = 0;
        qint64 dropped = 0;

        [[nodiscard]] qint64 total() const { return nobody + dropped; }
    };
    static constexpr qsizetype MaxProjects = 1'000; ///< Others are counted in `all` only.
    /// Dropped messages that are remembered, so that each is counted once.
    static constexpr size_t MaxRemembered = 20'000;

    /// The filter that shows the messages counted here; docs/filter.md.
    [[nodiscard]] static QString filterText();
    /// Whether the message was for somebody and nobody was there.
    [[nodiscard]] static bool isForNobody(const TrafficRecord &record);

    void take(const TrafficBatch &batch);
    /// Deliveries of these kept messages changed.
    void takeChanged(const TrafficStore &store, const std::vector<quint64> &sequences);

    /// The count of a project; of all projects when it is null.
    [[nodiscard]] Count count(const ProjectId &project) const;
    /// The messages of a project were looked at; of all projects when it is null.
    void forget(const ProjectId &project);

private:
    void add(const ProjectId &project, qint64 Count::*kind);

    QHash<ProjectId, Count> m_counts;
    Count m_all;
    QSet<quint64> m_known; ///< Sequences of dropped messages,
    std::deque<quint64> m_order; ///< and the order in which they are forgotten.
};

} // namespace broadcaster
