// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/archive/messagesearch.h"

#include "inspect/filter/filterfault.h"
#include "inspect/traffic/messagepreview.h"
#include "inspect/traffic/workslice.h"
#include "server/api/jsonstring.h"
#include "server/base/bounds.h"
#include "server/base/tuning.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QByteArray beginningOf(QByteArrayView text, qsizetype most)
{
    constexpr int LongestRest = 3;
    qsizetype size = std::min(most, text.size());
    for (int i = 0;
         i < LongestRest && size < text.size() && (static_cast<uchar>(text[size]) & 0xc0) == 0x80;
         ++i)
        --size;
    return text.first(size).toByteArray();
}

KeptMessage describe(quint64 sequence, const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    KeptMessage message;
    message.number = static_cast<qint64>(sequence) + 1;
    message.timeMs = record.timeMs;
    message.project = *row.project;
    message.kind = record.kind;
    if (record.kind == TrafficKind::Rejected)
        message.fault = record.reason;
    message.sender = ClientId::fromText(row.sender().toByteArray());
    if (!row.isSystem())
        message.senderType = record.senderType;
    message.target = row.target.toByteArray();
    message.type = beginningOf(jsonUnescaped(row.type), limits::TrafficTargetBytes);
    message.size = qint64 { record.size } + record.missing;
    message.addressed = record.addressed;
    message.mirrored = record.mirrored;
    const UnsentCounts unsent = row.unsent();
    message.queued = unsent.queued;
    message.tooSlow = unsent.tooSlow;
    message.connectionLost = unsent.connectionLost;
    message.preview = oneLine(previewOf(row).value, limits::ShownPreviewBytes).toUtf8();
    return message;
}

Result<quint64> placeOf(const QString &cursor, quint64 end)
{
    if (cursor.isEmpty())
        return end;
    bool isNumber = false;
    const quint64 place = cursor.toULongLong(&isNumber);
    if (!isNumber || place > end)
        return Error {
            ErrorCode::InvalidArgument,
            u"cursor: it must be that of an answer before; leave it out to begin with the newest"_s
        };
    return place;
}

Result<MessageSearch> MessageSearch::of(const FindMessages &wanted, quint64 end)
{
    if (const auto fault = outOfBounds("limit", wanted.limit, limits::MaxFoundMessages))
        return *fault;
    const Result<quint64> place = placeOf(wanted.cursor, end);
    if (!place)
        return place.error();
    auto parsed = Filter::parse(wanted.filter);
    if (const auto *fault = std::get_if<FilterError>(&parsed))
        return filterFault(wanted.filter, *fault);
    auto filter = std::get<Filter>(std::move(parsed));
    if (filter.asksForReplies())
        return Error { ErrorCode::InvalidArgument,
            u"filter: request.type and the fields of replies are known in the window only; compare "
            "type, from.id or payload instead"_s };
    return MessageSearch(std::move(filter), wanted, *place);
}

MessageSearch::MessageSearch(Filter filter, const FindMessages &wanted, quint64 end)
    : m_filter(std::move(filter))
    , m_project(wanted.project)
    , m_limit(static_cast<qsizetype>(wanted.limit))
    , m_next(end)
{
}

bool MessageSearch::matches(const TrafficRow &row) const
{
    return (m_project.isNull() || m_project == *row.project)
        && (m_filter.isEmpty() || m_filter.matches(row));
}

bool MessageSearch::step(const TrafficStore &store)
{
    const auto begin = std::chrono::steady_clock::now();
    WorkSlice slice;
    bool isFull = false;
    while (m_next > store.first() && !isFull) {
        const TrafficRow row = store.at(--m_next);
        ++m_found.looked;
        if (matches(row))
            m_found.messages.append(describe(m_next, row));
        isFull = m_found.messages.size() == m_limit;
        if (slice.isOverAfter(row.message.size()))
            break;
    }
    m_spent += std::chrono::steady_clock::now() - begin;
    const bool isAtEnd = m_next <= store.first();
    if (!isAtEnd && !isFull && m_spent < limits::SearchTime)
        return false;
    if (!isAtEnd)
        m_found.cursor = QString::number(m_next);
    m_found.isComplete = isAtEnd || isFull;
    return true;
}

} // namespace broadcaster
