// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/trafficcodec.h"

#include "server/codec/cborinput.h"
#include "server/codec/wirenames.h"

#include <QtCore/QCborStreamWriter>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

// Encoding

template <typename... Numbers>
void appendNumbers(QCborStreamWriter &writer, Numbers... numbers)
{
    (writer.append(static_cast<quint64>(numbers)), ...);
}

void appendRecord(QCborStreamWriter &writer, const TrafficRecord &record)
{
    constexpr quint64 Entries = 19;
    writer.startArray(Entries);
    appendNumbers(writer, record.number, record.timeMs, record.roster, record.project, record.begin,
        record.size, record.typeBegin, record.typeSize, record.targetBegin, record.targetSize,
        record.addressed, record.delivered, record.mirrored, record.kind);
    if (record.sender.front() == '\0')
        writer.append(nullptr);
    else
        writer.appendByteString(record.sender.data(), std::ssize(record.sender));
    appendNumbers(writer, record.senderType);
    if (record.hasTargetType)
        appendNumbers(writer, record.targetType);
    else
        writer.append(nullptr);
    if (record.reason == ErrorReason::None)
        writer.append(nullptr);
    else
        writer.append(Wire<ErrorReason>::encode(record.reason).toString());
    appendNumbers(writer, record.missing);
    writer.endArray();
}

void appendChange(QCborStreamWriter &writer, const DeliveryChange &change)
{
    constexpr quint64 Entries = 5;
    writer.startArray(Entries);
    appendNumbers(writer, change.message);
    writer.append(change.client.text());
    appendNumbers(writer, change.type, change.state, change.wasQueued);
    writer.endArray();
}

void appendEvent(QCborStreamWriter &writer, const ClientEvent &event)
{
    constexpr quint64 Entries = 8;
    writer.startArray(Entries);
    appendNumbers(writer, event.kind, event.type, event.code, event.after);
    writer.append(event.project.utf8());
    writer.append(event.client.text());
    appendNumbers(writer, event.timeMs);
    writer.append(event.reason);
    writer.endArray();
}

template <typename List, typename Append>
void appendList(QCborStreamWriter &writer, const List &list, Append append)
{
    writer.startArray(static_cast<quint64>(list.size()));
    for (const auto &entry : list)
        append(writer, entry);
    writer.endArray();
}

// Decoding

TrafficRecord readRecord(CborInput &input)
{
    TrafficRecord record;
    input.enterArray();
    input.take(record.number);
    input.take(record.timeMs);
    input.take(record.roster);
    for (quint32 *number : { &record.project, &record.begin, &record.size, &record.typeBegin,
             &record.typeSize, &record.targetBegin, &record.targetSize, &record.addressed,
             &record.delivered, &record.mirrored })
        input.take(*number);
    input.takeEnum(record.kind, TrafficKindCount);
    if (const QByteArray sender = input.bytesOrNull(); sender.size() == std::ssize(record.sender))
        std::copy(sender.begin(), sender.end(), record.sender.begin());
    else if (!sender.isEmpty())
        input.fail();
    input.takeEnum(record.senderType, ClientTypeCount);
    record.hasTargetType = !input.isNull();
    if (record.hasTargetType)
        input.takeEnum(record.targetType, ClientTypeCount);
    else
        input.skip();
    record.reason
        = enumFromName<ErrorReason>(input.textOrNull().toStdString()).value_or(ErrorReason::None);
    input.take(record.missing);
    input.leaveArray();
    return record;
}

DeliveryChange readChange(CborInput &input)
{
    DeliveryChange change;
    input.enterArray();
    input.take(change.message);
    change.client = ClientId::fromText(input.bytesOrNull());
    input.takeEnum(change.type, ClientTypeCount);
    input.takeEnum(change.state, static_cast<int>(DeliveryState::ConnectionLost) + 1);
    quint8 wasQueued = 0;
    input.take(wasQueued);
    change.wasQueued = wasQueued != 0;
    input.leaveArray();
    return change;
}

ClientEvent readEvent(CborInput &input)
{
    ClientEvent event;
    input.enterArray();
    input.takeEnum(event.kind, static_cast<int>(ClientEvent::Kind::Closed) + 1);
    input.takeEnum(event.type, ClientTypeCount);
    input.take(event.code);
    input.take(event.after);
    if (const Result<ProjectId> project = ProjectId::fromUtf8(input.bytesOrNull()))
        event.project = *project;
    else
        input.fail();
    event.client = ClientId::fromText(input.bytesOrNull());
    input.take(event.timeMs);
    event.reason = input.bytesOrNull();
    input.leaveArray();
    return event;
}

template <typename List, typename Read>
void takeList(CborInput &input, List &list, Read read)
{
    input.enterArray();
    while (input.hasNext())
        list.push_back(read(input));
    input.leaveArray();
}

bool isWithin(quint32 begin, quint32 size, qsizetype end)
{
    return qint64(begin) + size <= end;
}

bool isConsistent(const TrafficBatch &batch)
{
    const qsizetype end = batch.bytes.size();
    const auto isRecordConsistent = [&](const TrafficRecord &record) {
        return record.project < batch.projects.size() && isWithin(record.begin, record.size, end)
            && isWithin(record.typeBegin, record.typeSize, end)
            && isWithin(record.targetBegin, record.targetSize, end);
    };
    return std::all_of(batch.records.begin(), batch.records.end(), isRecordConsistent)
        && std::all_of(batch.events.begin(), batch.events.end(),
            [&](const ClientEvent &event) { return event.after <= batch.records.size(); });
}

} // namespace

QCborValue encodeTraffic(const TrafficBatch &batch)
{
    QByteArray cbor;
    QCborStreamWriter writer(&cbor);
    constexpr quint64 Entries = 8;
    writer.startArray(Entries);
    appendList(writer, batch.projects,
        [](QCborStreamWriter &to, const ProjectId &project) { to.append(project.utf8()); });
    writer.append(batch.bytes);
    appendList(writer, batch.records, appendRecord);
    appendList(writer, batch.changes, appendChange);
    appendList(writer, batch.events, appendEvent);
    appendNumbers(writer, batch.dropped, batch.droppedChanges, batch.droppedEvents);
    writer.endArray();
    return cbor;
}

Result<TrafficBatchPointer> decodeTraffic(const QCborValue &value)
{
    CborInput input(value.toByteArray());
    auto batch = std::make_shared<TrafficBatch>();
    input.enterArray();
    takeList(input, batch->projects, [](CborInput &from) {
        const Result<ProjectId> project = ProjectId::fromUtf8(from.bytesOrNull());
        if (!project)
            from.fail();
        return project ? *project : ProjectId();
    });
    batch->bytes = input.bytesOrNull();
    takeList(input, batch->records, readRecord);
    takeList(input, batch->changes, readChange);
    takeList(input, batch->events, readEvent);
    input.take(batch->dropped);
    input.take(batch->droppedChanges);
    input.take(batch->droppedEvents);
    input.leaveArray();
    if (input.hasFailed() || !isConsistent(*batch))
        return Error { ErrorCode::InvalidArgument, u"this is not a batch of traffic"_s };
    return TrafficBatchPointer(std::move(batch));
}

} // namespace broadcaster
