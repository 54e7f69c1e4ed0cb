// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/messagenotes.h"
#include "inspect/traffic/trafficgap.h"
#include "inspect/traffic/trafficmessage.h"
#include "inspect/traffic/trafficnumbers.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <deque>
#include <map>
#include <vector>

namespace broadcaster {

struct TrafficLimits {
    qsizetype rows = 100'000;
    qsizetype bytes = 256 * 1024 * 1024;
};

/// The latest messages, bounded by their number and by their memory. A message is known by its
/// sequence number, which only grows. Kept in segments: the memory of the oldest segment is freed
/// as a whole, and the newest stays even when it alone takes more than the limit. Belongs to one
/// thread.
class TrafficStore final : public QObject {
    Q_OBJECT

public:
    explicit TrafficStore(TrafficLimits limits, QObject *parent = nullptr);

    [[nodiscard]] quint64 first() const { return m_first; }
    [[nodiscard]] quint64 end() const { return m_end; }
    [[nodiscard]] qsizetype count() const { return static_cast<qsizetype>(m_end - m_first); }
    /// Memory taken, bookkeeping included.
    [[nodiscard]] qsizetype bytes() const { return m_bytes + m_numbers.bytes(); }
    [[nodiscard]] const TrafficLimits &limits() const { return m_limits; }
    /// Messages the broker could not record, since the last clear().
    [[nodiscard]] quint64 dropped() const { return m_dropped; }
    /// Changes of deliveries that the broker could not record, since the last clear().
    [[nodiscard]] quint64 droppedChanges() const { return m_droppedChanges; }
    [[nodiscard]] bool hasGaps() const { return !m_gaps.empty(); }
    /// Everything that is missing just before the messages of [first, end).
    [[nodiscard]] TrafficGap gapBefore(quint64 first, quint64 end) const;

    /// REQUIRES: first() <= sequence < end()
    [[nodiscard]] TrafficRow at(quint64 sequence) const;
    /// REQUIRES: first() <= sequence < end()
    [[nodiscard]] TrafficMessage copyOf(quint64 sequence) const;

    /// Appends the batch's records, and applies its changes like apply(). `deliveries` has the
    /// states of records from an opened file, by their index in the batch.
    void append(
        const TrafficBatch &batch, const std::map<size_t, MessageDelivery> &deliveries = {});
    /// Ignores changes of messages that are not kept.
    void apply(const std::vector<DeliveryChange> &changes);
    /// Moves the rows of `other` behind its own, with new numbers. If `other` had to drop rows, its
    /// own rows are dropped too, so that no unexplained gap remains.
    void takeAll(TrafficStore &other);
    /// Emits changed() if it has an effect. False: there are MessageNotes::MaxCount. REQUIRES:
    /// first() <= sequence < end()
    bool setNote(quint64 sequence, const MessageNote &note);
    /// Sets the whole of a message of which only the beginning is here, and emits changed(). False:
    /// it is not the whole of that one. REQUIRES: first() <= sequence < end()
    bool complete(quint64 sequence, const QByteArray &message);
    [[nodiscard]] const MessageNotes &notes() const { return m_notes; }
    void clear();
    /// Exactly the latest rows stay, as many as both limits allow.
    void setLimits(TrafficLimits limits);

Q_SIGNALS:
    void appended(quint64 first, quint64 end);
    /// Deliveries or notes of messages changed. `sequences` is sorted, has each number once, and is
    /// not empty.
    void changed(const std::vector<quint64> &sequences);
    /// Emitted before the rows before `newFirst` are dropped.
    void evicting(quint64 newFirst);
    void cleared();
    void limitsChanged();

private:
    struct Segment {
        quint64 first = 0;
        TrafficBatch rows;
        /// Deliveries of the rows that have one, by index.
        QHash<quint32, MessageDelivery> deliveries;
        qsizetype deliveryBytes = 0;
        qsizetype accounted = 0; ///< Its part of m_bytes.

        [[nodiscard]] quint64 end() const { return first + rows.records.size(); }
    };
    struct Gap {
        quint64 before = 0; ///< The row that the missing messages came just before.
        TrafficGap missing;
    };

    [[nodiscard]] size_t segmentIndexOf(quint64 sequence) const;
    [[nodiscard]] const Segment &segmentOf(quint64 sequence) const
    {
        return m_segments[segmentIndexOf(sequence)];
    }
    /// Copies records of the batch from `begin` into the last segment, as many as fit.
    size_t fillLast(const TrafficBatch &batch, size_t begin);
    void setDelivery(quint64 sequence, const MessageDelivery &delivery);
    void applyTo(quint64 sequence, const DeliveryChange &change);
    static void accountDelivery(Segment &segment, const MessageDelivery &delivery, int sign);
    [[nodiscard]] bool hasRoom(const Segment &segment) const;
    void openSegment();
    void account(Segment &segment);
    void noteGap(quint64 before, const TrafficGap &gap);
    /// Drops `step` rows at a time if there are too many.
    void evict(quint64 step);
    void dropBefore(quint64 newFirst);

    TrafficLimits m_limits;
    /// No segment is empty between two calls. The first one may begin with dropped rows.
    std::deque<Segment> m_segments;
    mutable size_t m_lastHit = 0; ///< The segment of the last lookup: lookups come in runs.
    bool m_isLastOpen = false;
    QHash<ProjectId, quint32> m_lastProjects; ///< Projects of the last segment while it is open.
    std::deque<Gap> m_gaps;
    TrafficNumbers m_numbers;
    MessageNotes m_notes;
    quint64 m_first = 0;
    quint64 m_end = 0;
    quint64 m_dropped = 0;
    quint64 m_droppedChanges = 0;
    bool m_hasEvicted = false; ///< Since the store was empty.
    qsizetype m_bytes = 0;
};

} // namespace broadcaster
