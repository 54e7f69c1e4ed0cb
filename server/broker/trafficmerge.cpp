// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/trafficmerge.h"

#include "server/base/tuning.h"
#include "server/broker/trafficmergeoutput.h"
#include "server/rooms/trafficfeed.h"

#include <QtCore/QVarLengthArray>

#include <algorithm>
#include <limits>

namespace broadcaster {

namespace {

constexpr qint64 BeforeAll = std::numeric_limits<qint64>::min();
constexpr qint64 AfterAll = std::numeric_limits<qint64>::max();

} // namespace

std::optional<quint64> TrafficMerge::Waiting::thread() const
{
    if (!batch->records.empty())
        return batch->records.front().number >> TrafficFeed::RecordNumberBits;
    if (!batch->changes.empty())
        return batch->changes.front().message >> TrafficFeed::RecordNumberBits;
    return std::nullopt;
}

qint64 TrafficMerge::Waiting::time() const
{
    return next < batch->records.size() ? batch->records[next].timeMs : BeforeAll;
}

qint64 TrafficMerge::Waiting::lastTime() const
{
    return batch->records.empty() ? BeforeAll : batch->records.back().timeMs;
}

TrafficMerge::TrafficMerge(Merged merged)
    : m_merged(std::move(merged))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &TrafficMerge::mergeDue);
}

void TrafficMerge::take(const TrafficBatchPointer &batch, std::function<void()> taken)
{
    if (m_threads == 1) {
        m_merged(batch);
        taken();
        return;
    }
    m_waiting.push_back(
        { batch, std::move(taken), QDeadlineTimer(limits::TrafficMergeDelay, Qt::PreciseTimer) });
    if (!m_timer.isActive())
        m_timer.start(limits::TrafficMergeDelay);
}

void TrafficMerge::flush()
{
    merge(m_waiting.size());
}

void TrafficMerge::mergeDue()
{
    const auto waits = std::find_if(m_waiting.begin(), m_waiting.end(),
        [](const Waiting &one) { return !one.due.hasExpired(); });
    merge(static_cast<size_t>(waits - m_waiting.begin()));
    if (!m_waiting.empty())
        m_timer.start(static_cast<int>(m_waiting.front().due.remainingTime()));
}

bool TrafficMerge::isBehindItsMessages(Place place)
{
    return std::any_of(m_waiting.begin(), place, [place](const Waiting &earlier) {
        const std::vector<ClientEvent> &events = place->batch->events;
        return std::any_of(events.begin(), events.end(), [&earlier](const ClientEvent &event) {
            return earlier.batch->projects.contains(event.project);
        });
    });
}

TrafficMerge::Place TrafficMerge::earliest(qint64 &second)
{
    QVarLengthArray<quint64, limits::MaxRoomThreads> threads;
    Place first = m_waiting.end();
    second = AfterAll;
    for (Place at = m_waiting.begin(); at != m_waiting.end(); ++at) {
        const std::optional<quint64> thread = at->thread();
        if (thread ? threads.contains(*thread) : isBehindItsMessages(at))
            continue;
        if (thread)
            threads.append(*thread);
        if (first != m_waiting.end() && at->time() >= first->time()) {
            second = std::min(second, at->time());
            continue;
        }
        if (first != m_waiting.end())
            second = first->time();
        first = at;
    }
    return first;
}

void TrafficMerge::merge(size_t due)
{
    qint64 horizon = BeforeAll;
    for (size_t i = 0; i < due; ++i)
        horizon = std::max(horizon, m_waiting[i].lastTime());
    TrafficMergeOutput output;
    for (;;) {
        qint64 second = AfterAll;
        const Place first = earliest(second);
        const bool isDue = first - m_waiting.begin() < static_cast<std::ptrdiff_t>(due);
        if (first == m_waiting.end() || (!isDue && first->time() > horizon))
            break;
        mergeUpTo(output, *first, isDue ? second : std::min(second, horizon));
        if (first->next < first->batch->records.size())
            continue;
        const auto taken = std::move(first->taken);
        due -= isDue ? 1 : 0;
        m_waiting.erase(first);
        taken();
    }
    if (!output.isEmpty())
        m_merged(output.take());
}

/// At least one record, so that a clock that was set back does not hinder.
void TrafficMerge::mergeUpTo(TrafficMergeOutput &output, Waiting &waiting, qint64 time)
{
    const TrafficBatch &batch = *waiting.batch;
    const size_t count = batch.records.size();
    const bool isNew = waiting.next == 0;
    if (isNew && batch.dropped > 0 && !output.isEmpty())
        m_merged(output.take());
    if (isNew && output.isEmpty() && waiting.lastTime() <= time) {
        waiting.next = count; // Whole, and nothing to copy.
        m_merged(waiting.batch);
        return;
    }
    if (isNew && batch.dropped > 0)
        output.setDropped(batch.dropped);
    while (waiting.next < count) {
        output.addEvents(batch, waiting.nextEvent, waiting.next);
        output.addRecord(batch, waiting.next++);
        if (waiting.next < count && batch.records[waiting.next].timeMs > time)
            return;
    }
    output.addEvents(batch, waiting.nextEvent, count);
    output.addChanges(batch);
}

} // namespace broadcaster
