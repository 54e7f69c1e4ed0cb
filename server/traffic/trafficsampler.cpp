// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/traffic/trafficsampler.h"

#include "server/base/tuning.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

namespace {

/// The longest beginning of a text that fits and does not end inside a character.
std::string_view cutOff(std::string_view text, size_t most)
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80)
        --most;
    return text.substr(0, most);
}

} // namespace

TrafficSampler::TrafficSampler(
    quint64 firstRoster, quint64 lastNumber, std::function<void()> filled)
    : m_rosters(firstRoster)
    , m_filled(std::move(filled))
    , m_lastNumber(lastNumber)
{
}

void TrafficSampler::attach(ObserverId observer)
{
    if (std::find(m_observers.begin(), m_observers.end(), observer) != m_observers.end())
        return;
    m_observers.push_back(observer);
    if (!std::exchange(m_isWanted, true))
        m_rosters.setRemembering(true);
}

void TrafficSampler::detach(ObserverId observer)
{
    if (std::erase(m_observers, observer) == 0 || !m_observers.empty())
        return;
    m_isWanted = false;
    m_rosters.setRemembering(false);
    m_batch.reset();
    m_dropped = 0;
    m_droppedChanges = 0;
    m_droppedEvents = 0;
    m_expectedRecords = 0;
    m_expectedBytes = 0;
}

TrafficRecord *TrafficSampler::add(
    Mark &mark, const ProjectId &project, std::string_view target, qsizetype size)
{
    target = cutOff(target, static_cast<size_t>(limits::TrafficTargetBytes));
    const auto targetSize = static_cast<qsizetype>(target.size());
    if (!fits(size + targetSize)) {
        ++m_dropped;
        return nullptr;
    }
    fill();
    TrafficRecord &record = m_batch->records.emplace_back();
    record.number = ++m_lastNumber;
    record.roster = m_rosters.version();
    record.project = indexOf(mark, project);
    record.targetBegin = static_cast<quint32>(m_batch->bytes.size());
    record.targetSize = static_cast<quint32>(targetSize);
    m_batch->bytes.append(target.data(), targetSize);
    record.begin = static_cast<quint32>(m_batch->bytes.size());
    record.size = static_cast<quint32>(size);
    return &record;
}

void TrafficSampler::addChange(const DeliveryChange &change)
{
    if (m_batch && m_batch->changes.size() >= static_cast<size_t>(limits::TrafficBatchChanges)) {
        ++m_droppedChanges;
        return;
    }
    fill();
    m_batch->changes.push_back(change);
}

void TrafficSampler::addEvent(ClientEvent event)
{
    if (m_batch && m_batch->events.size() >= static_cast<size_t>(limits::TrafficBatchEvents)) {
        ++m_droppedEvents;
        return;
    }
    fill();
    event.after = static_cast<quint32>(m_batch->records.size());
    m_batch->events.push_back(std::move(event));
}

TrafficBatchPointer TrafficSampler::take()
{
    if (isIdle() || m_underWay >= limits::TrafficBatchesUnderWay)
        return nullptr;
    if (!m_batch)
        beginBatch(); // Carries the counts of dropped records.
    m_expectedRecords = m_batch->records.size();
    m_expectedBytes = m_batch->bytes.size();
    // The receiver may keep it for long, so it must not hold much more memory than it needs.
    if (m_batch->bytes.capacity() > 2 * m_expectedBytes)
        m_batch->bytes.squeeze();
    if (m_batch->records.capacity() > 2 * m_expectedRecords)
        m_batch->records.shrink_to_fit();
    ++m_underWay;
    return std::exchange(m_batch, nullptr);
}

bool TrafficSampler::fits(qsizetype bytes) const
{
    if (!m_batch || m_batch->records.empty())
        return true;
    return m_batch->records.size() < static_cast<size_t>(limits::TrafficBatchRecords)
        && m_batch->bytes.size() + bytes <= limits::TrafficBatchBytes;
}

/// Called before anything is added.
void TrafficSampler::fill()
{
    const bool wasEmpty = isEmpty();
    if (!m_batch)
        beginBatch();
    if (wasEmpty)
        m_filled();
}

void TrafficSampler::beginBatch()
{
    m_batch = std::make_shared<TrafficBatch>();
    m_batch->dropped = std::exchange(m_dropped, 0);
    m_batch->droppedChanges = std::exchange(m_droppedChanges, 0);
    m_batch->droppedEvents = std::exchange(m_droppedEvents, 0);
    m_batch->records.reserve(m_expectedRecords);
    m_batch->bytes.reserve(m_expectedBytes);
    ++m_batchNumber;
}

quint32 TrafficSampler::indexOf(Mark &mark, const ProjectId &project)
{
    if (mark.m_batch != m_batchNumber) {
        mark.m_batch = m_batchNumber;
        mark.m_index = static_cast<quint32>(m_batch->projects.size());
        m_batch->projects.append(project);
    }
    return mark.m_index;
}

} // namespace broadcaster
