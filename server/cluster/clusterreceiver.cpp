// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterreceiver.h"

#include "server/api/bytes.h"
#include "server/base/logging.h"
#include "server/cluster/clusterbeat.h"

#include <utility>

namespace broadcaster {

ClusterReceiver::ClusterReceiver(const BatchSecret &secret, ClusterPeers &peers, Presence &presence,
    ClusterSurveys &surveys, ClusterRooms &rooms, Events events)
    : m_secret(secret)
    , m_peers(peers)
    , m_presence(presence)
    , m_surveys(surveys)
    , m_rooms(rooms)
    , m_events(std::move(events))
{
}

void ClusterReceiver::take(const QByteArray &bytes)
{
    const auto read = readBatch(view(bytes), m_self, m_secret);
    if (const auto *error = std::get_if<BatchError>(&read))
        return m_rejected.note(*error);
    const Batch &batch = std::get<Batch>(read);
    const BrokerId origin = batch.head.origin;
    if (origin != m_self && !m_presence.heard(origin, m_clock.now()))
        return;
    if (!batch.head.to.isNull())
        takeInbox(batch, bytes);
    else if (origin != m_self)
        takeControl(batch);
}

void ClusterReceiver::takeControl(const Batch &batch)
{
    const BrokerId from = batch.head.origin;
    ClusterPeer &peer = m_peers.get(from);
    peer.noteHeard(m_clock.now());
    RecordReader reader(batch.records);
    while (const auto record = reader.next()) {
        if (record->kind == RecordKind::Beat) {
            if (const auto beat = readBeat(record->body))
                peer.beat = *beat;
        } else if (record->kind == RecordKind::KeysChanged) {
            m_events.keysChanged();
        } else if (record->kind == RecordKind::Fenced) {
            if (record->body == view(m_self.text()))
                m_presence.toldFenced(m_clock.now());
        } else if (record->kind == RecordKind::Goodbye) {
            m_presence.goodbye(from, m_clock.now());
        }
    }
}

void ClusterReceiver::takeInbox(const Batch &batch, const QByteArray &bytes)
{
    ClusterPeer &peer = m_peers.get(batch.head.origin);
    peer.noteHeard(m_clock.now());
    const BatchArrival arrival = peer.received.take(batch.head.numbers, batch.counts);
    if (arrival.kind == BatchArrival::Kind::Discard)
        return;
    if (arrival.kind == BatchArrival::Kind::GapBefore)
        peer.wantsResync = true;
    const RecordSorter::Counts counts = peer.sorter.sort(
        bytes, batch.records, m_rooms, [&](const RecordView &record) { handle(peer, record); });
    peer.received.received(counts.messages - counts.refused - counts.unknown);
    peer.received.inboxFull(counts.refused);
    peer.received.unknownProject(counts.unknown);
    if (counts.unknown > 0)
        peer.wantsResync = true;
}

void ClusterReceiver::handle(ClusterPeer &peer, const RecordView &record)
{
    if (record.kind == RecordKind::Probe) {
        m_presence.probeReturned(record.project, m_clock.now());
    } else if (record.kind == RecordKind::Account) {
        const auto account = readAccount(record.body);
        if (!account || !peer.sent.settle(*account))
            qCWarning(logCluster, "broker %s reports what was never sent to it",
                peer.id().text().constData());
    } else if (record.kind == RecordKind::Resync) {
        m_rooms.sendRosters(peer.id());
    } else if (record.kind == RecordKind::Question) {
        m_events.asked(peer.id(), record.project,
            QByteArray(record.body.data(), static_cast<qsizetype>(record.body.size())));
    } else if (record.kind == RecordKind::Answer) {
        m_surveys.answered(record.project, peer.id(),
            QByteArray(record.body.data(), static_cast<qsizetype>(record.body.size())));
    }
}

} // namespace broadcaster
