// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/trafficstore.h"

#include "inspect/traffic/messagetype.h"

#include <algorithm>
#include <limits>

namespace broadcaster {

namespace {

// A store has at least this many segments, so that dropping one is a small step.
constexpr qsizetype SegmentsInStore = 64;
constexpr qsizetype MinSegmentRows = 16;
constexpr qsizetype MaxSegmentRows = 1024;
constexpr qsizetype MinSegmentBytes = 64 * 1024;
constexpr qsizetype MaxSegmentBytes = 1024 * 1024;

qsizetype segmentRows(const TrafficLimits &limits)
{
    return std::clamp(limits.rows / SegmentsInStore, MinSegmentRows, MaxSegmentRows);
}

qsizetype segmentBytes(const TrafficLimits &limits)
{
    return std::clamp(limits.bytes / SegmentsInStore, MinSegmentBytes, MaxSegmentBytes);
}

/// Rows that are dropped at a time, so that models are not told of every single one.
quint64 evictedRows(const TrafficLimits &limits)
{
    return static_cast<quint64>(
        std::clamp(limits.rows / SegmentsInStore, qsizetype { 1 }, MaxSegmentRows));
}

/// Copies a piece of a batch's text and returns its new place.
quint32 moved(QByteArray &to, const QByteArray &from, quint32 begin, quint32 size)
{
    const auto at = static_cast<quint32>(to.size());
    to.append(from.constData() + begin, static_cast<qsizetype>(size));
    return at;
}

/// The same for a piece that usually is a part of the message, which is copied already.
quint32 movedWithin(QByteArray &to, const QByteArray &from, quint32 begin, quint32 size,
    const TrafficRecord &original, quint32 message)
{
    if (begin >= original.begin && begin + size <= original.begin + original.size)
        return message + (begin - original.begin);
    return moved(to, from, begin, size);
}

} // namespace

TrafficStore::TrafficStore(TrafficLimits limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
}

size_t TrafficStore::segmentIndexOf(quint64 sequence) const
{
    const auto holds = [sequence](const Segment &segment) {
        return segment.first <= sequence && sequence < segment.end();
    };
    if (m_lastHit < m_segments.size() && holds(m_segments[m_lastHit]))
        return m_lastHit;
    const auto after = std::upper_bound(m_segments.begin(), m_segments.end(), sequence,
        [](quint64 value, const Segment &segment) { return value < segment.first; });
    m_lastHit = static_cast<size_t>(after - m_segments.begin()) - 1;
    return m_lastHit;
}

TrafficRow TrafficStore::at(quint64 sequence) const
{
    const Segment &segment = segmentOf(sequence);
    const auto index = static_cast<quint32>(sequence - segment.first);
    const TrafficRecord &record = segment.rows.records[index];
    const auto delivery = segment.deliveries.constFind(index);
    TrafficRow row = rowOf(segment.rows, record);
    row.delivery = delivery == segment.deliveries.constEnd() ? nullptr : &*delivery;
    row.note = m_notes.find(sequence);
    return row;
}

TrafficMessage TrafficStore::copyOf(quint64 sequence) const
{
    const TrafficRow row = at(sequence);
    return { sequence, *row.project, *row.record, row.message.toByteArray(), row.type.toByteArray(),
        row.target.toByteArray(), row.delivery ? *row.delivery : MessageDelivery(),
        row.note ? *row.note : MessageNote() };
}

TrafficGap TrafficStore::gapBefore(quint64 first, quint64 end) const
{
    TrafficGap sum;
    auto gap = std::lower_bound(m_gaps.begin(), m_gaps.end(), first,
        [](const Gap &one, quint64 value) { return one.before < value; });
    for (; gap != m_gaps.end() && gap->before < end; ++gap)
        sum.add(gap->missing);
    return sum;
}

void TrafficStore::append(
    const TrafficBatch &batch, const std::map<size_t, MessageDelivery> &deliveries)
{
    noteGap(m_end, { batch.dropped, batch.unseenFromMs, batch.unseenToMs });
    m_droppedChanges += batch.droppedChanges;
    if (batch.records.empty()) {
        apply(batch.changes);
        return;
    }
    const quint64 first = m_end;
    for (size_t done = 0; done < batch.records.size();) {
        if (!m_isLastOpen || !hasRoom(m_segments.back()))
            openSegment();
        done += fillLast(batch, done);
        account(m_segments.back());
    }
    for (const auto &[index, delivery] : deliveries)
        setDelivery(first + index, delivery);
    Q_EMIT appended(first, m_end);
    apply(batch.changes);
}

void TrafficStore::apply(const std::vector<DeliveryChange> &changes)
{
    std::vector<quint64> sequences;
    for (const DeliveryChange &change : changes) {
        if (const std::optional<quint64> sequence = m_numbers.sequenceOf(change.message)) {
            applyTo(*sequence, change);
            sequences.push_back(*sequence);
        }
    }
    std::sort(sequences.begin(), sequences.end());
    sequences.erase(std::unique(sequences.begin(), sequences.end()), sequences.end());
    if (!sequences.empty())
        Q_EMIT changed(sequences);
    evict(evictedRows(m_limits));
}

void TrafficStore::applyTo(quint64 sequence, const DeliveryChange &change)
{
    const bool isMirror = at(sequence).isMirrorTo(change.client, change.type);
    Segment &segment = m_segments[segmentIndexOf(sequence)];
    const auto index = static_cast<quint32>(sequence - segment.first);
    const bool isNew = !segment.deliveries.contains(index);
    MessageDelivery &delivery = segment.deliveries[index];
    if (!isNew)
        accountDelivery(segment, delivery, -1);
    delivery.apply(change, isMirror);
    if (delivery.isEmpty())
        segment.deliveries.remove(index);
    else
        accountDelivery(segment, delivery, 1);
    account(segment);
}

void TrafficStore::setDelivery(quint64 sequence, const MessageDelivery &delivery)
{
    Segment &segment = m_segments[segmentIndexOf(sequence)];
    segment.deliveries.insert(static_cast<quint32>(sequence - segment.first), delivery);
    accountDelivery(segment, delivery, 1);
    account(segment);
}

void TrafficStore::accountDelivery(Segment &segment, const MessageDelivery &delivery, int sign)
{
    // Includes its place in the table.
    constexpr qsizetype EntryBytes = sizeof(MessageDelivery) + 32;
    constexpr qsizetype IdBytes = 64; // Usually shared with other rows of the same client.
    const auto clients = static_cast<qsizetype>(delivery.clients.capacity());
    segment.deliveryBytes += sign
        * (EntryBytes + clients * qsizetype { sizeof(MessageDelivery::Client) + IdBytes });
}

void TrafficStore::openSegment()
{
    if (m_isLastOpen) {
        Segment &full = m_segments.back();
        full.rows.records.shrink_to_fit();
        full.rows.bytes.squeeze();
        account(full);
    }
    m_segments.emplace_back();
    m_segments.back().first = m_end;
    m_lastProjects.clear();
    m_isLastOpen = true;
}

bool TrafficStore::hasRoom(const Segment &segment) const
{
    return static_cast<qsizetype>(segment.rows.records.size()) < segmentRows(m_limits)
        && segment.rows.bytes.size() + segment.deliveryBytes < segmentBytes(m_limits);
}

size_t TrafficStore::fillLast(const TrafficBatch &batch, size_t begin)
{
    Segment &segment = m_segments.back();
    TrafficBatch &rows = segment.rows;
    size_t at = begin;
    for (; at < batch.records.size() && (at == begin || hasRoom(segment)); ++at) {
        const TrafficRecord &original = batch.records[at];
        TrafficRecord record = original;
        record.begin = moved(rows.bytes, batch.bytes, original.begin, original.size);
        record.typeBegin = movedWithin(
            rows.bytes, batch.bytes, original.typeBegin, original.typeSize, original, record.begin);
        record.targetBegin = movedWithin(rows.bytes, batch.bytes, original.targetBegin,
            original.targetSize, original, record.begin);
        // The broker reads no type from text that is not JSON. To the user it says a lot.
        if (record.kind == TrafficKind::Rejected && record.typeSize == 0)
            setMessageType(record, rows.bytes);
        const ProjectId &project = batch.projects.at(original.project);
        const auto known = m_lastProjects.constFind(project);
        if (known != m_lastProjects.constEnd()) {
            record.project = *known;
        } else {
            record.project = static_cast<quint32>(rows.projects.size());
            m_lastProjects.insert(project, record.project);
            rows.projects.append(project);
        }
        m_numbers.add(record.number, segment.first + rows.records.size());
        rows.records.push_back(record);
    }
    m_end += at - begin;
    return at - begin;
}

void TrafficStore::account(Segment &segment)
{
    constexpr qsizetype ProjectBytes = 128; // Its name, and its place in the list.
    const TrafficBatch &rows = segment.rows;
    const auto records = static_cast<qsizetype>(rows.records.capacity() * sizeof(TrafficRecord));
    const qsizetype now = static_cast<qsizetype>(sizeof(Segment)) + records + rows.bytes.capacity()
        + rows.projects.size() * ProjectBytes + segment.deliveryBytes;
    m_bytes += now - segment.accounted;
    segment.accounted = now;
}

void TrafficStore::noteGap(quint64 before, const TrafficGap &gap)
{
    if (gap.isEmpty())
        return;
    m_dropped += gap.messages;
    if (!m_gaps.empty() && m_gaps.back().before == before)
        m_gaps.back().missing.add(gap);
    else
        m_gaps.push_back({ before, gap });
}

void TrafficStore::takeAll(TrafficStore &other)
{
    if (other.m_hasEvicted)
        dropBefore(m_end);
    // The first segment of the other may begin with rows that were dropped there.
    const quint64 gone = other.m_segments.empty() ? 0 : other.m_first - other.m_segments[0].first;
    const quint64 first = m_end + gone;
    m_notes.takeAll(other.m_notes, first - other.m_first);
    for (const Gap &gap : other.m_gaps)
        noteGap(first + (gap.before - other.m_first), gap.missing);
    m_droppedChanges += other.m_droppedChanges;
    m_dropped += other.m_dropped - other.gapBefore(other.m_first, other.m_end + 1).messages;
    for (Segment &segment : other.m_segments) {
        segment.first = m_end;
        for (const TrafficRecord &record : segment.rows.records)
            m_numbers.add(record.number, m_end++);
        m_bytes += segment.accounted;
        m_segments.push_back(std::move(segment));
        m_isLastOpen = false;
    }
    other.m_segments.clear();
    other.m_bytes = 0;
    other.clear();
    if (gone > 0)
        dropBefore(first);
    if (m_end != first)
        Q_EMIT appended(first, m_end);
    evict(1);
}

bool TrafficStore::setNote(quint64 sequence, const MessageNote &note)
{
    const MessageNote *before = m_notes.find(sequence);
    if (note == (before ? *before : MessageNote()))
        return true;
    if (!m_notes.set(sequence, note)) {
        m_notes.noteLost();
        return false;
    }
    Q_EMIT changed({ sequence });
    return true;
}

bool TrafficStore::complete(quint64 sequence, const QByteArray &message)
{
    Segment &segment = m_segments[segmentIndexOf(sequence)];
    TrafficRecord &record = segment.rows.records[sequence - segment.first];
    const qsizetype begin = segment.rows.bytes.size();
    constexpr qsizetype Most = std::numeric_limits<quint32>::max();
    if (record.missing == 0 || message.size() != rowOf(segment.rows, record).size()
        || message.size() > Most - begin)
        return false;
    segment.rows.bytes.append(message);
    if (record.typeBegin >= record.begin && record.typeBegin < record.begin + record.size)
        record.typeBegin += static_cast<quint32>(begin) - record.begin;
    record.begin = static_cast<quint32>(begin);
    record.size = static_cast<quint32>(message.size());
    record.missing = 0;
    account(segment);
    Q_EMIT changed({ sequence });
    return true;
}

void TrafficStore::clear()
{
    m_segments.clear();
    m_gaps.clear();
    m_notes.clear();
    m_numbers.clear();
    m_lastProjects.clear();
    m_isLastOpen = false;
    m_lastHit = 0;
    m_first = m_end;
    m_dropped = 0;
    m_droppedChanges = 0;
    m_bytes = 0;
    m_hasEvicted = false;
    Q_EMIT cleared();
}

void TrafficStore::setLimits(TrafficLimits limits)
{
    m_limits = limits;
    evict(1);
    Q_EMIT limitsChanged();
}

void TrafficStore::evict(quint64 step)
{
    quint64 newFirst = m_first;
    if (const auto rows = static_cast<quint64>(m_limits.rows); m_end - m_first > rows)
        newFirst = std::min(m_first + (m_end - m_first - rows + step - 1) / step * step, m_end - 1);
    size_t freed = 0;
    qsizetype bytes = m_bytes;
    for (; freed + 1 < m_segments.size(); ++freed) {
        const Segment &segment = m_segments[freed];
        if (bytes <= m_limits.bytes && segment.end() > newFirst)
            break;
        newFirst = std::max(newFirst, segment.end());
        bytes -= segment.accounted;
    }
    dropBefore(newFirst);
}

void TrafficStore::dropBefore(quint64 newFirst)
{
    if (newFirst == m_first)
        return;
    Q_EMIT evicting(newFirst);
    size_t freed = 0;
    for (; !m_segments.empty() && m_segments.front().end() <= newFirst; ++freed) {
        m_bytes -= m_segments.front().accounted;
        m_segments.pop_front();
    }
    m_isLastOpen = m_isLastOpen && !m_segments.empty();
    m_hasEvicted = true;
    m_first = newFirst;
    m_numbers.forgetBefore(m_first);
    m_notes.dropBefore(m_first);
    m_lastHit = m_lastHit < freed ? 0 : m_lastHit - freed;
    while (!m_gaps.empty() && m_gaps.front().before < m_first)
        m_gaps.pop_front();
}

} // namespace broadcaster
