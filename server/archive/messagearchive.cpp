// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/archive/messagearchive.h"

#include "server/base/bounds.h"
#include "server/base/post.h"
#include "server/base/tuning.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The batch with at most limits::MaxKeptTextBytes of each message.
TrafficBatchPointer withoutEnds(const TrafficBatchPointer &batch)
{
    constexpr quint32 Most = limits::MaxKeptTextBytes;
    const auto isLong = [](const TrafficRecord &record) { return record.size > Most; };
    if (std::none_of(batch->records.begin(), batch->records.end(), isLong))
        return batch;
    auto cut = std::make_shared<TrafficBatch>(*batch); // Shares the bytes.
    for (TrafficRecord &record : cut->records) {
        if (isLong(record))
            record.missing += std::exchange(record.size, Most) - Most;
    }
    return cut;
}

} // namespace

MessageArchive::MessageArchive()
    : m_messages({ 0, limits::MaxKeptBytes }, this)
{
}

void MessageArchive::setMost(qsizetype messages)
{
    m_messages.setLimits({ messages, limits::MaxKeptBytes });
    if (messages == 0)
        drop();
}

void MessageArchive::drop()
{
    m_messages.clear();
    m_events.clear();
    m_missedEvents = 0;
    for (const Search &search : std::exchange(m_searches, {}))
        search.done(nothingIsKept());
}

void MessageArchive::take(const TrafficBatchPointer &batch)
{
    if (m_messages.limits().rows == 0)
        return; // It was switched off while the batch was on its way.
    m_messages.append(*withoutEnds(batch));
    takeEvents(*batch);
}

void MessageArchive::takeEvents(const TrafficBatch &batch)
{
    m_missedEvents += batch.droppedEvents;
    for (const ClientEvent &event : batch.events) {
        if (event.kind == ClientEvent::Kind::Closed) // Tells the same as its Left.
            continue;
        m_events.push_back({ ++m_lastEvent, event.timeMs, event.project, event.client, event.type,
            event.kind, event.code, event.reason });
        if (std::ssize(m_events) > limits::MaxKeptEvents)
            m_events.pop_front();
    }
}

void MessageArchive::find(const FindMessages &wanted, Done<FoundMessages> done)
{
    if (m_messages.limits().rows == 0)
        return done(nothingIsKept());
    if (std::ssize(m_searches) >= limits::MaxSearches)
        return done(Error { ErrorCode::QueueFull,
            u"As many searches are under way as there may be: %1. Try again in a moment."_s.arg(
                limits::MaxSearches) });
    Result<MessageSearch> search = MessageSearch::of(wanted, m_messages.end());
    if (!search)
        return done(search.error());
    m_searches.push_back({ *std::move(search), std::move(done) });
    if (m_searches.size() == 1)
        post(this, [this] { goOn(); });
}

/// One slice, then whatever else has been posted comes first.
void MessageArchive::goOn()
{
    if (m_searches.empty())
        return;
    if (m_searches.front().search.step(m_messages)) {
        Search over = std::move(m_searches.front());
        m_searches.pop_front();
        over.search.found().kept = figures();
        over.done(std::move(over.search.found()));
    }
    if (!m_searches.empty())
        post(this, [this] { goOn(); });
}

Result<KeptMessageText> MessageArchive::show(const ShowMessage &wanted) const
{
    const auto sequence = static_cast<quint64>(wanted.number) - 1;
    if (wanted.number < 1 || sequence < m_messages.first() || sequence >= m_messages.end())
        return m_messages.limits().rows == 0
            ? nothingIsKept()
            : Error { ErrorCode::NotFound,
                  u"There is no message %1 any more or yet; kept are those from %2 to %3"_s
                      .arg(wanted.number)
                      .arg(m_messages.first() + 1)
                      .arg(m_messages.end()) };
    const TrafficRow row = m_messages.at(sequence);
    if (wanted.offset > row.message.size())
        return Error { ErrorCode::InvalidArgument,
            u"offset: %1 must be 0 to %2"_s.arg(wanted.offset).arg(row.message.size()) };
    KeptMessageText shown;
    shown.message = describe(sequence, row);
    shown.text = beginningOf(row.message.sliced(wanted.offset), limits::ShownTextBytes);
    const qint64 end = wanted.offset + shown.text.size();
    shown.nextOffset = end < row.message.size() ? end : 0;
    shown.missing = row.record->missing;
    if (row.delivery) {
        for (const MessageDelivery::Client &client : row.delivery->clients)
            shown.unsent.append({ client.id, client.type, client.state });
    }
    shown.query = { *row.project, row.record->roster, row.record->kind, row.sender().toByteArray(),
        row.target.toByteArray() };
    return shown;
}

Result<FoundEvents> MessageArchive::events(const FindEvents &wanted) const
{
    if (m_messages.limits().rows == 0)
        return nothingIsKept();
    if (const auto fault = outOfBounds("limit", wanted.limit, limits::MaxFoundMessages))
        return *fault;
    const Result<quint64> place = placeOf(wanted.cursor, static_cast<quint64>(m_lastEvent) + 1);
    if (!place)
        return place.error();
    FoundEvents found;
    found.missed = static_cast<qint64>(m_missedEvents);
    for (auto event = m_events.rbegin(); event != m_events.rend(); ++event) {
        if (static_cast<quint64>(event->number) >= *place
            || (!wanted.project.isNull() && event->project != wanted.project)
            || (!wanted.client.text().isEmpty() && event->client != wanted.client)
            || (wanted.code != 0 && event->code != wanted.code))
            continue;
        if (found.events.size() == wanted.limit) {
            found.cursor = QString::number(found.events.constLast().number);
            break;
        }
        found.events.append(*event);
    }
    return found;
}

KeptFigures MessageArchive::figures() const
{
    KeptFigures figures;
    figures.messages = m_messages.count();
    figures.most = m_messages.limits().rows;
    figures.bytes = m_messages.bytes();
    if (m_messages.count() > 0) {
        figures.firstNumber = static_cast<qint64>(m_messages.first()) + 1;
        figures.firstMs = m_messages.at(m_messages.first()).record->timeMs;
    }
    figures.missed = static_cast<qint64>(m_messages.dropped());
    figures.missedChanges = static_cast<qint64>(m_messages.droppedChanges());
    figures.events = static_cast<qint64>(m_events.size());
    return figures;
}

} // namespace broadcaster
