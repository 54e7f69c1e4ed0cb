// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/sequence/sequencemessage.h"

#include <algorithm>

namespace broadcaster {

namespace {

/// Counts of receivers that are known; 0 for messages of a file that does not tell them.
quint64 receiversOf(const TrafficRecord &record)
{
    const bool isKnown = record.addressed != TrafficRecord::UnknownCount;
    return (isKnown ? record.addressed : 0) + quint64 { record.mirrored };
}

bool isForOne(TrafficKind kind)
{
    return kind == TrafficKind::ToClient || kind == TrafficKind::SystemToOne
        || kind == TrafficKind::Error;
}

DeliveryState stateAt(const TrafficRow &row, const ClientId &client)
{
    return row.delivery ? row.delivery->stateAt(client) : DeliveryState::Sent;
}

std::vector<SequenceHead> headsOf(const TrafficRow &row, const QList<DeliveryLine> &lines)
{
    std::vector<SequenceHead> heads;
    for (const DeliveryLine &line : lines) {
        const bool isMirror = line.verdict == Verdict::Mirrored;
        if (heads.size() < SequenceMessage::MaxHeads
            && (isMirror || line.verdict == Verdict::Delivered)) {
            heads.push_back({ { *row.project, line.client.text(), line.type },
                stateAt(row, line.client), isMirror });
        }
    }
    return heads;
}

/// Those that have not got it, and the one that the message names.
std::vector<SequenceHead> namedHeads(const TrafficRow &row)
{
    std::vector<SequenceHead> heads;
    const TrafficRecord &record = *row.record;
    if (isForOne(record.kind) && record.addressed > 0) {
        const ClientId target = ClientId::fromText(row.target.toByteArray());
        const auto type = record.hasTargetType ? std::optional(record.targetType) : std::nullopt;
        heads.push_back({ { *row.project, target.text(), type }, stateAt(row, target), false });
    }
    if (!row.delivery)
        return heads;
    for (const MessageDelivery::Client &client : row.delivery->clients) {
        const bool isThere = std::any_of(heads.begin(), heads.end(),
            [&](const SequenceHead &head) { return head.to.id == client.id.text(); });
        if (!isThere && heads.size() < SequenceMessage::MaxHeads) {
            heads.push_back({ { *row.project, client.id.text(), client.type }, client.state,
                row.isMirrorTo(client.id, client.type) });
        }
    }
    return heads;
}

} // namespace

bool countsUnnamed(const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    if (record.kind == TrafficKind::Ping || record.kind == TrafficKind::Rejected)
        return false;
    return receiversOf(record) > (isForOne(record.kind) && record.addressed > 0 ? 1 : 0);
}

SequenceMessage sequenceMessage(const TrafficRow &row, const QList<DeliveryLine> *lines)
{
    SequenceMessage message;
    const TrafficRecord &record = *row.record;
    if (!row.isSystem())
        message.from = { *row.project, row.sender().toByteArray(), record.senderType };
    if (record.kind == TrafficKind::Ping || record.kind == TrafficKind::Rejected) {
        message.heads.push_back({});
        if (record.kind == TrafficKind::Rejected)
            message.fate = SequenceMessage::Fate::Rejected;
        return message;
    }
    message.heads = lines ? headsOf(row, *lines) : namedHeads(row);
    const quint64 all = receiversOf(record);
    message.unlisted = all > message.heads.size() ? all - message.heads.size() : 0;
    if (!message.heads.empty() || message.unlisted > 0)
        return message;
    message.fate = record.addressed == TrafficRecord::UnknownCount ? SequenceMessage::Fate::Unknown
                                                                   : SequenceMessage::Fate::Nobody;
    return message;
}

} // namespace broadcaster
