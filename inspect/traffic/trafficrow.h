// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/conversationpart.h"
#include "inspect/traffic/messagedelivery.h"
#include "inspect/traffic/messagenote.h"

#include <algorithm>

namespace broadcaster {

/// One kept message: views into the store, valid until it changes.
struct TrafficRow {
    const TrafficRecord *record = nullptr;
    const ProjectId *project = nullptr;
    QByteArrayView message; ///< The envelope, as on the wire.
    QByteArrayView type; ///< Content of the JSON string, escapes included.
    QByteArrayView target;
    const MessageDelivery *delivery = nullptr; ///< Null: sent to all its receivers.
    const MessageNote *note = nullptr; ///< Null: the user has left none.
    /// Set by readers that know it; null: not known.
    const ConversationFacts *conversation = nullptr;

    /// Bytes of the message on the wire, also where only its beginning is here.
    [[nodiscard]] qsizetype size() const
    {
        return message.size() + static_cast<qsizetype>(record->missing);
    }
    [[nodiscard]] bool isSystem() const { return record->sender[0] == '\0'; }
    [[nodiscard]] QByteArrayView sender() const ///< Empty: the broker itself.
    {
        return isSystem() ? QByteArrayView()
                          : QByteArrayView(record->sender.data(),
                              qstrnlen(record->sender.data(), TrafficRecord::ClientIdSize));
    }
    [[nodiscard]] bool isMarked() const { return note && note->isMarked; }
    [[nodiscard]] QByteArrayView comment() const
    {
        return note ? QByteArrayView(note->comment) : QByteArrayView();
    }
    /// Counts of its receivers, mirrors not included.
    [[nodiscard]] UnsentCounts unsent() const
    {
        return delivery ? delivery->addressed : UnsentCounts();
    }
    /// Number of its receivers that it was sent to. REQUIRES: the number of receivers is known.
    [[nodiscard]] quint32 sent() const
    {
        return record->delivered
            - static_cast<quint32>(std::min<quint64>(unsent().total(), record->delivered));
    }
    [[nodiscard]] quint32 sentMirrors() const
    {
        const quint64 missing = delivery ? delivery->mirrored.total() : 0;
        return record->mirrored
            - static_cast<quint32>(std::min<quint64>(missing, record->mirrored));
    }
    /// Whether such a client gets a copy of messages for others (docs/protocol.md, routing).
    [[nodiscard]] bool isMirrorTo(const ClientId &client, ClientType clientType) const
    {
        if (clientType != ClientType::Admin)
            return false;
        if (record->kind == TrafficKind::ToClient)
            return QByteArrayView(client.text()) != target;
        return record->kind == TrafficKind::ToType
            && !(record->hasTargetType && record->targetType == ClientType::Admin);
    }
};

/// A record as it stands in its batch. REQUIRES: the batch lives as long as the row.
[[nodiscard]] inline TrafficRow rowOf(const TrafficBatch &batch, const TrafficRecord &record)
{
    const QByteArrayView bytes(batch.bytes);
    return { &record, &batch.projects[record.project], bytes.sliced(record.begin, record.size),
        bytes.sliced(record.typeBegin, record.typeSize),
        bytes.sliced(record.targetBegin, record.targetSize) };
}

} // namespace broadcaster
