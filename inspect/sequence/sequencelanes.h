// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/sequence/sequencemessage.h"

#include <QtCore/QHash>

namespace broadcaster {

/// The vertical lines of a diagram: one for each client, and one for the broker, in the order in
/// which they were added. A lane keeps its number.
class SequenceLanes final {
public:
    static constexpr int MaxLanes = 200;
    static constexpr int None = -1;

    /// The lane of that end, a new one where there is room; None: there is none.
    int add(const SequenceEnd &end);
    [[nodiscard]] int laneOf(const SequenceEnd &end) const;
    [[nodiscard]] const SequenceEnd &at(int lane) const
    {
        return m_lanes[static_cast<size_t>(lane)];
    }
    [[nodiscard]] int count() const { return static_cast<int>(m_lanes.size()); }
    /// Ends that found no room.
    [[nodiscard]] bool isFull() const { return m_isFull; }
    void clear();

private:
    using Key = std::pair<ProjectId, QByteArray>;

    std::vector<SequenceEnd> m_lanes;
    QHash<Key, int> m_numbers;
    bool m_isFull = false;
};

/// Adds the ends that the row names by itself.
void addLanes(SequenceLanes &lanes, const TrafficRow &row);

} // namespace broadcaster
