// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/filter/rows.h"

#include <QtCore/QUuid>

#include <algorithm>

namespace broadcaster::bench {

namespace {

constexpr qsizetype BytesOfARow = 400; // More than any row here has.

QByteArray uuid(qsizetype number)
{
    return QUuid::createUuidV5(QUuid(), QByteArray::number(number))
        .toByteArray(QUuid::WithoutBraces);
}

} // namespace

Rows::Rows(qsizetype count)
{
    bytes.reserve(count * BytesOfARow);
    records.reserve(static_cast<size_t>(count));
    for (qsizetype number = 0; number < count; ++number)
        add(number);
}

void Rows::add(qsizetype number)
{
    constexpr qsizetype Outstanding = 64;
    const bool isReply = number / Outstanding % 2 == 1;
    const qsizetype request = number / (2 * Outstanding) * Outstanding + number % Outstanding;
    const bool isQuery = request % 2 == 0;
    const char *type = isReply ? (isQuery ? "query_response" : "docs")
                               : (isQuery ? "graphql_query" : "get_docs");
    const QByteArray runtime = uuid(request % 100);
    const QByteArray id = isReply ? uuid(1000 + request % 10) : runtime;
    TrafficRecord record;
    record.number = static_cast<quint64>(number) + 1;
    record.timeMs = number / 100;
    record.kind = isReply ? TrafficKind::ToClient : TrafficKind::ToType;
    record.senderType = isReply ? ClientType::DataAgent : ClientType::Runtime;
    record.hasTargetType = true;
    record.targetType = isReply ? ClientType::Runtime : ClientType::DataAgent;
    record.addressed = record.delivered = 1;
    std::copy_n(id.begin(), TrafficRecord::ClientIdSize, record.sender.begin());
    const QByteArray target = isReply ? runtime : QByteArray("data-agent");
    const QByteArray message = R"({"id":"m-)" + QByteArray::number(number) + R"(","type":")" + type
        + R"(","to":{")" + (isReply ? "id" : "type") + R"(":")" + target
        + R"("},"payload":{"requestId":"q-)" + QByteArray::number(request)
        + R"(","user":"ann","a":{"c":"some text","b":)" + QByteArray::number(number % 1000)
        + R"(}},"from":{"id":")" + id + R"(","type":")" + (isReply ? "data-agent" : "runtime")
        + R"("}})";
    record.begin = static_cast<quint32>(bytes.size());
    record.size = static_cast<quint32>(message.size());
    record.typeBegin = record.begin + static_cast<quint32>(message.indexOf(type));
    record.typeSize = static_cast<quint32>(qstrlen(type));
    bytes += message;
    record.targetBegin = static_cast<quint32>(bytes.size());
    record.targetSize = static_cast<quint32>(target.size());
    bytes += target;
    records.push_back(record);
}

TrafficRow Rows::at(size_t i) const
{
    const TrafficRecord &record = records[i];
    const auto view = [&](quint32 begin, quint32 size) {
        return QByteArrayView(bytes).sliced(begin, size);
    };
    return { &record, &project, view(record.begin, record.size),
        view(record.typeBegin, record.typeSize), view(record.targetBegin, record.targetSize) };
}

TrafficBatch Rows::batch(size_t first, size_t end) const
{
    TrafficBatch batch;
    batch.projects = { project };
    batch.records.assign(records.begin() + static_cast<std::ptrdiff_t>(first),
        records.begin() + static_cast<std::ptrdiff_t>(end));
    const quint32 begin = records[first].begin;
    const TrafficRecord &last = records[end - 1];
    batch.bytes = bytes.sliced(begin, last.targetBegin + last.targetSize - begin);
    for (TrafficRecord &record : batch.records) {
        record.begin -= begin;
        record.typeBegin -= begin;
        record.targetBegin -= begin;
    }
    return batch;
}

} // namespace broadcaster::bench
