// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/rooms/roomtable.h"
#include "server/rooms/slicedqueue.h"

#include <functional>
#include <memory>
#include <vector>

namespace broadcaster {

/// Surveys of the metrics of a thread's rooms. To look at a million rooms takes half a second, so
/// the thread looks at some of them at a time. Belongs to the thread of `context`.
class MetricsSurveys final {
public:
    using Answer = std::function<void(RoomMetrics)>;

    /// REQUIRES: `rooms` outlives it.
    MetricsSurveys(QObject *context, const RoomTable &rooms);

    /// Answers later. `counts` are those of no living room.
    void begin(RoomMetrics counts, Answer answer);
    /// The room is about to be removed: surveys that have not come to it still count it.
    void noteGone(const Room &room);
    /// Answers at once all that are under way.
    void finish();

private:
    struct Survey {
        RoomMetrics metrics;
        Answer answer;
        size_t next = 0; ///< The next part of the table.
    };

    void goOn(const std::shared_ptr<Survey> &survey);

    const RoomTable &m_rooms;
    std::vector<std::shared_ptr<Survey>> m_surveys;
    SlicedQueue<std::shared_ptr<Survey>> m_steps;
};

} // namespace broadcaster
