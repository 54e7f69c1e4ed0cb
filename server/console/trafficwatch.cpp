// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/console/trafficwatch.h"

#include "inspect/filter/filterfault.h"
#include "server/base/bounds.h"
#include "server/base/tuning.h"
#include "server/console/keptmessages.h"

#include <time.h>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Time that this thread has had. Another clock would go on while others have the processor.
std::chrono::nanoseconds processorTime()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

Result<TrafficWatch> TrafficWatch::of(const WatchTraffic &wanted, Time now)
{
    if (const auto fault = outOfBounds(
            "batchesPerSecond", wanted.batchesPerSecond, limits::ConsoleBatchesPerSecond))
        return *fault;
    if (const auto fault = outOfBounds(
            "bytesPerSecond", wanted.bytesPerSecond, limits::MaxConsoleBytesPerSecond))
        return *fault;
    auto parsed = Filter::parse(wanted.filter);
    if (const auto *fault = std::get_if<FilterError>(&parsed))
        return filterFault(wanted.filter, *fault);
    Filter filter = std::get<Filter>(std::move(parsed));
    if (filter.dependsOnLater())
        return Error { ErrorCode::InvalidArgument,
            u"filter: the broker filters a message when it comes; delivery, replies, marks and "
            "comments are not known then"_s };
    return TrafficWatch(std::move(filter), wanted, now);
}

TrafficWatch::TrafficWatch(Filter filter, const WatchTraffic &wanted, Time now)
    : m_filter(std::move(filter))
    , m_project(wanted.project)
    , m_interval(std::chrono::nanoseconds(std::chrono::seconds(1)) / wanted.batchesPerSecond)
    , m_bytesPerSecond(wanted.bytesPerSecond)
    , m_allowance(wanted.bytesPerSecond)
    , m_earned(now)
    , m_sent(now)
{
}

void TrafficWatch::earn(Time now)
{
    const auto time = std::min<std::chrono::nanoseconds>(now - m_earned, std::chrono::seconds(1));
    const double seconds = std::chrono::duration<double>(time).count();
    const auto bytes = static_cast<qint64>(seconds * static_cast<double>(m_bytesPerSecond));
    if (bytes == 0)
        return; // A slow rate earns its first byte later.
    m_allowance = std::min(m_bytesPerSecond, m_allowance + bytes);
    m_earned = now;
}

bool TrafficWatch::hasRoom() const
{
    return m_allowance > 0 && m_pendingBytes < limits::MaxConsoleBatchBytes;
}

void TrafficWatch::spend(qint64 bytes)
{
    m_allowance -= bytes;
    m_pendingBytes += bytes;
}

void TrafficWatch::take(const TrafficBatchPointer &batch, KeptMessages &kept, Time now)
{
    constexpr size_t RecordsPerLook = 16;
    const auto end = processorTime() + limits::ConsoleFilterTime;
    earn(now);
    m_missed += batch->dropped;
    size_t nextEvent = 0;
    for (size_t i = 0; i < batch->records.size(); ++i) {
        if (i % RecordsPerLook == 0 && processorTime() >= end) {
            m_missed += batch->records.size() - i;
            break;
        }
        addEvents(*batch, nextEvent, i);
        const TrafficRecord &record = batch->records[i];
        if (!matches(*batch, record))
            continue;
        if (hasRoom())
            add(batch, record, kept);
        else
            ++m_missed;
    }
    addEvents(*batch, nextEvent, batch->records.size());
    addChanges(*batch);
}

bool TrafficWatch::matches(const TrafficBatch &batch, const TrafficRecord &record) const
{
    if (!wants(batch.projects[record.project]))
        return false;
    if (m_filter.isEmpty())
        return true;
    return m_filter.matches(rowOf(batch, record));
}

TrafficBatch &TrafficWatch::pending()
{
    if (!m_pending) {
        m_pending = std::make_shared<TrafficBatch>();
        m_pendingBytes = 0;
        m_pending->dropped = std::exchange(m_missed, 0);
        m_pending->droppedChanges = std::exchange(m_missedChanges, 0);
        m_pending->droppedEvents = std::exchange(m_missedEvents, 0);
        m_projects.clear();
    }
    return *m_pending;
}

quint32 TrafficWatch::projectIndex(const ProjectId &project)
{
    const auto known = m_projects.constFind(project);
    if (known != m_projects.constEnd())
        return *known;
    const auto index = static_cast<quint32>(m_pending->projects.size());
    m_pending->projects.append(project);
    m_projects.insert(project, index);
    return index;
}

void TrafficWatch::add(
    const TrafficBatchPointer &batch, const TrafficRecord &record, KeptMessages &kept)
{
    TrafficBatch &to = pending();
    const QByteArrayView from(batch->bytes);
    const auto append = [&](quint32 begin, quint32 size) {
        const auto at = static_cast<quint32>(to.bytes.size());
        to.bytes.append(from.sliced(begin, size));
        return at;
    };
    TrafficRecord copy = record;
    copy.project = projectIndex(batch->projects[record.project]);
    if (record.size > limits::WholeMessageBytes) {
        copy.size = limits::MessagePreviewBytes;
        copy.missing = record.missing + record.size - copy.size;
        kept.keep(batch, record);
    }
    copy.begin = append(record.begin, copy.size);
    const quint32 typeOffset = record.typeBegin - record.begin;
    if (record.typeSize == 0)
        copy.typeBegin = 0;
    else if (typeOffset + record.typeSize <= copy.size)
        copy.typeBegin = copy.begin + typeOffset;
    else
        copy.typeBegin = append(record.typeBegin, record.typeSize);
    copy.targetBegin = append(record.targetBegin, record.targetSize);
    to.records.push_back(copy);
    spend(limits::RecordCostBytes + copy.size + record.targetSize);
    remember(record.number);
}

void TrafficWatch::remember(quint64 number)
{
    m_known.insert(number);
    m_order.push_back(number);
    if (std::ssize(m_order) > limits::RememberedConsoleMessages) {
        m_known.erase(m_order.front());
        m_order.pop_front();
    }
}

/// Adds the events that came before that record of the batch.
void TrafficWatch::addEvents(const TrafficBatch &batch, size_t &next, size_t after)
{
    for (; next < batch.events.size() && batch.events[next].after <= after; ++next) {
        if (!wants(batch.events[next].project))
            continue;
        if (!hasRoom()) {
            ++m_missedEvents;
            continue;
        }
        spend(limits::ChangeCostBytes);
        ClientEvent event = batch.events[next];
        event.after = static_cast<quint32>(pending().records.size());
        pending().events.push_back(std::move(event));
    }
}

void TrafficWatch::addChanges(const TrafficBatch &batch)
{
    for (const DeliveryChange &change : batch.changes) {
        if (!m_known.contains(change.message))
            continue;
        if (!hasRoom()) {
            ++m_missedChanges;
            continue;
        }
        spend(limits::ChangeCostBytes);
        pending().changes.push_back(change);
    }
    m_missedChanges += batch.droppedChanges;
    m_missedEvents += batch.droppedEvents;
}

TrafficBatchPointer TrafficWatch::takeDue(Time now)
{
    m_sent = now;
    if (hasMore())
        (void)pending();
    return std::exchange(m_pending, nullptr);
}

void TrafficWatch::skip(Time now)
{
    m_sent = now;
    const auto left = std::exchange(m_pending, nullptr);
    if (!left)
        return;
    m_missed += left->dropped + left->records.size();
    m_missedChanges += left->droppedChanges + left->changes.size();
    m_missedEvents += left->droppedEvents + left->events.size();
}

} // namespace broadcaster
