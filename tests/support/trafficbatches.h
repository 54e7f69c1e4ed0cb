// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

namespace broadcaster {

/// A message to be put into a batch. The default is one that arrived.
struct SomeMessage {
    QByteArray project = "demo";
    qint64 timeMs = 1'738'060'200'000;
    TrafficKind kind = TrafficKind::ToClient;
    QByteArray sender = "8f1c0000-0000-4000-8000-000000000001"; ///< Empty: the broker itself.
    ClientType senderType = ClientType::Runtime;
    QByteArray target = "41d00000-0000-4000-8000-000000000002";
    std::optional<ClientType> targetType = ClientType::DataAgent;
    QByteArray type = "graphql_query";
    QByteArray payload = "{}";
    ErrorReason reason = ErrorReason::None;
    quint32 addressed = 1;
    quint32 delivered = 1;
    quint32 mirrored = 0;
    quint64 number = 0;
};

/// Makes batches like those of the broker.
class BatchMaker final {
public:
    BatchMaker &add(const SomeMessage &message)
    {
        TrafficBatch &batch = *m_batch;
        TrafficRecord record;
        record.number = message.number;
        record.timeMs = message.timeMs;
        record.kind = message.kind;
        record.reason = message.reason;
        record.project = projectIndex(message.project);
        record.senderType = message.senderType;
        record.hasTargetType = message.targetType.has_value();
        record.targetType = message.targetType.value_or(ClientType::Runtime);
        record.addressed = message.addressed;
        record.delivered = message.delivered;
        record.mirrored = message.mirrored;
        std::copy(message.sender.begin(), message.sender.end(), record.sender.begin());
        record.begin = static_cast<quint32>(batch.bytes.size());
        batch.bytes += R"({"type":")";
        record.typeBegin = static_cast<quint32>(batch.bytes.size());
        record.typeSize = static_cast<quint32>(message.type.size());
        batch.bytes += message.type + R"(","payload":)" + message.payload + '}';
        record.size = static_cast<quint32>(batch.bytes.size()) - record.begin;
        record.targetBegin = static_cast<quint32>(batch.bytes.size());
        record.targetSize = static_cast<quint32>(message.target.size());
        batch.bytes += message.target;
        batch.records.push_back(record);
        return *this;
    }
    BatchMaker &change(const DeliveryChange &change)
    {
        m_batch->changes.push_back(change);
        return *this;
    }
    BatchMaker &droppedChanges(quint64 count)
    {
        m_batch->droppedChanges = count;
        return *this;
    }
    BatchMaker &dropped(quint64 count)
    {
        m_batch->dropped = count;
        return *this;
    }
    /// A time without a connection to the broker.
    BatchMaker &unseen(qint64 fromMs, qint64 toMs)
    {
        m_batch->unseenFromMs = fromMs;
        m_batch->unseenToMs = toMs;
        return *this;
    }
    [[nodiscard]] TrafficBatchPointer batch()
    {
        return std::exchange(m_batch, std::make_shared<TrafficBatch>());
    }

private:
    [[nodiscard]] quint32 projectIndex(const QByteArray &name)
    {
        const ProjectId project = *ProjectId::fromUtf8(name);
        if (!m_batch->projects.contains(project))
            m_batch->projects.append(project);
        return static_cast<quint32>(m_batch->projects.indexOf(project));
    }

    std::shared_ptr<TrafficBatch> m_batch = std::make_shared<TrafficBatch>();
};

/// `count` messages of one project whose payloads are `first`, `first` + 1 and so on.
[[nodiscard]] inline TrafficBatchPointer numberedBatch(int first, int count)
{
    BatchMaker maker;
    SomeMessage message;
    for (int i = first; i < first + count; ++i) {
        message.payload = QByteArray::number(i);
        message.timeMs = 1'738'060'200'000 + i;
        message.number = i < 0 ? 0 : 1 + static_cast<quint64>(i);
        maker.add(message);
    }
    return maker.batch();
}

} // namespace broadcaster
