// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterpublisher.h"

#include "server/base/tuning.h"

#include <QtCore/QDateTime>

#include <utility>

namespace broadcaster {

ClusterPublisher::ClusterPublisher(ClusterEngine &engine, ClusterPeers &peers,
    const BatchSecret &secret, std::function<void(BrokerId)> unheard)
    : m_engine(engine)
    , m_peers(peers)
    , m_secret(secret)
    , m_unheard(std::move(unheard))
{
}

void ClusterPublisher::send(ClusterPeer &peer, OutgoingRecords records)
{
    peer.push(std::move(records), std::chrono::steady_clock::now());
    flush(peer);
}

void ClusterPublisher::send(
    ClusterPeer &peer, RecordKind kind, quint64 number, std::string_view body)
{
    OutgoingRecords records;
    records.to = peer.id();
    records.count = 1;
    records.hasPresence = kind == RecordKind::Resync;
    appendRecord(records.records, kind, number, body);
    send(peer, std::move(records));
}

void ClusterPublisher::flush(ClusterPeer &peer)
{
    while (
        m_engine.isUp() && peer.hasWaiting() && peer.published < limits::ClusterBatchesUnderWay) {
        BatchWriter writer;
        BatchCounts counts;
        const bool hasPresence = peer.takeBatch(writer, counts);
        publish(peer, writer, counts, hasPresence);
    }
}

void ClusterPublisher::report(ClusterPeer &peer, Clock::Time now)
{
    if (!m_engine.isUp() || now < peer.nextReport
        || (!peer.received.isReportDue() && peer.sent.isSettled()))
        return;
    peer.nextReport = now + limits::ClusterBeatInterval;
    BatchWriter writer;
    publish(peer, writer, {}, false);
}

void ClusterPublisher::probe(ClusterPeer &self, quint64 number)
{
    BatchWriter writer;
    appendRecord(writer.records(), RecordKind::Probe, number, {});
    publish(self, writer, { 1, 0, 0 }, false);
}

void ClusterPublisher::sendToAll(RecordKind kind, std::string_view body)
{
    BatchWriter writer;
    appendRecord(writer.records(), kind, 0, body);
    const BatchHead head { m_self, {}, {}, QDateTime::currentMSecsSinceEpoch() };
    m_engine.publishToAll(writer.finish(head, { 1, 0, 0 }, m_secret));
}

void ClusterPublisher::publish(
    ClusterPeer &peer, BatchWriter &writer, BatchCounts counts, bool hasPresence)
{
    if (peer.received.isReportDue()) {
        appendAccount(writer.records(), peer.received.report());
        ++counts.records;
        ++counts.accounts;
    }
    const BatchNumbers numbers = peer.sent.publish(counts);
    const BatchHead head { m_self, peer.id(), numbers, QDateTime::currentMSecsSinceEpoch() };
    ++peer.published;
    m_engine.publish(peer.id(), writer.finish(head, counts, m_secret),
        [this, self = m_self, to = peer.id(), numbers, hasPresence](
            std::optional<qint64> receivers) {
            ClusterPeer *const receiver = self == m_self ? m_peers.find(to) : nullptr;
            if (!receiver)
                return;
            --receiver->published;
            receiver->sent.answered(numbers.sequence, receivers);
            if (receivers == 0)
                m_unheard(to);
            if (receivers.value_or(0) == 0 && hasPresence)
                receiver->wantsResync = true;
            flush(*receiver);
        });
}

} // namespace broadcaster
