// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationstatistics.h"

#include "inspect/conversations/messagevalues.h"

#include <algorithm>

namespace broadcaster {

namespace {

qint64 periodStart(qint64 timeMs, qint64 periodMs)
{
    const qint64 rest = timeMs % periodMs;
    return timeMs - (rest < 0 ? rest + periodMs : rest);
}

} // namespace

qsizetype ConversationStatistics::Entry::bytes() const
{
    constexpr qsizetype TextBytes = 96; // The client's id, and the place in the table.
    qsizetype sum = static_cast<qsizetype>(sizeof(Entry)) + TextBytes + figures.times.bytes()
        + static_cast<qsizetype>(periods.capacity() * sizeof(ReplyPeriod));
    for (const ReplyPeriod &period : periods)
        sum += period.times.bytes();
    return sum;
}

ConversationStatistics::Key ConversationStatistics::keyOf(quint32 type, const Answerer &answerer)
{
    const auto side = static_cast<quint64>(answerer.kind);
    const quint64 clientType = answerer.type ? static_cast<quint64>(*answerer.type) + 1 : 0;
    return hashOf(hashOf(type, side << 8 | clientType), hashOf(answerer.id));
}

void ConversationStatistics::addReply(
    quint32 type, const Answerer &answerer, qint64 requestMs, qint64 replyMs, bool isError)
{
    cover(requestMs);
    Entry &entry = use(type, answerer);
    entry.figures.errors += isError ? 1 : 0;
    m_bytes -= entry.figures.times.bytes();
    entry.figures.times.record(replyMs);
    m_bytes += entry.figures.times.bytes();
    addToPeriod(entry, requestMs, replyMs, isError);
    if (m_bytes > m_maxBytes)
        dropUnused();
}

void ConversationStatistics::addUnanswered(quint32 type, const Answerer &answerer)
{
    ++use(type, answerer).figures.unanswered;
    if (m_bytes > m_maxBytes)
        dropUnused();
}

void ConversationStatistics::removeUnanswered(quint32 type, const Answerer &answerer)
{
    const auto known = m_entries.find(keyOf(type, answerer));
    if (known != m_entries.end() && known->second.figures.unanswered > 0)
        --known->second.figures.unanswered;
}

std::vector<const ReplyFigures *> ConversationStatistics::figures() const
{
    std::vector<const ReplyFigures *> all;
    for (const auto &[key, entry] : m_entries) {
        if (entry.figures.times.count() + entry.figures.unanswered > 0)
            all.push_back(&entry.figures);
    }
    return all;
}

std::vector<ReplyPeriod> ConversationStatistics::periods(Key key) const
{
    const auto known = m_entries.find(key);
    return known == m_entries.end() ? std::vector<ReplyPeriod>() : known->second.periods;
}

ConversationStatistics::Entry &ConversationStatistics::use(quint32 type, const Answerer &answerer)
{
    const auto [place, isNew] = m_entries.try_emplace(keyOf(type, answerer));
    Entry &entry = place->second;
    if (isNew) {
        entry.figures.type = type;
        entry.figures.answerer = answerer;
        m_bytes += entry.bytes();
    }
    entry.lastUse = ++m_uses;
    return entry;
}

void ConversationStatistics::addToPeriod(
    Entry &entry, qint64 requestMs, qint64 replyMs, bool isError)
{
    const qint64 start = periodStart(requestMs, m_periodMs);
    std::vector<ReplyPeriod> &periods = entry.periods;
    auto period = periods.end(); // Nearly always the last one is meant.
    while (period != periods.begin() && std::prev(period)->startMs >= start)
        --period;
    if (period == periods.end() || period->startMs != start) {
        m_bytes -= static_cast<qsizetype>(periods.capacity() * sizeof(ReplyPeriod));
        period = periods.insert(period, { start, 0, {} });
        m_bytes += static_cast<qsizetype>(periods.capacity() * sizeof(ReplyPeriod));
    }
    period->errors += isError ? 1 : 0;
    m_bytes -= period->times.bytes();
    period->times.record(replyMs);
    m_bytes += period->times.bytes();
}

void ConversationStatistics::cover(qint64 timeMs)
{
    if (!m_firstMs)
        m_firstMs = m_lastMs = periodStart(timeMs, m_periodMs);
    for (;;) {
        const qint64 start = periodStart(timeMs, m_periodMs);
        const qint64 first = std::min(*m_firstMs, start);
        const qint64 last = std::max(m_lastMs, start);
        if ((last - first) / m_periodMs < MaxPeriods) {
            m_firstMs = first;
            m_lastMs = last;
            return;
        }
        doublePeriods();
    }
}

void ConversationStatistics::doublePeriods()
{
    m_periodMs *= 2;
    m_firstMs = periodStart(*m_firstMs, m_periodMs);
    m_lastMs = periodStart(m_lastMs, m_periodMs);
    m_bytes = 0;
    for (auto &[key, entry] : m_entries) {
        std::vector<ReplyPeriod> longer;
        for (const ReplyPeriod &period : entry.periods) {
            const qint64 start = periodStart(period.startMs, m_periodMs);
            if (longer.empty() || longer.back().startMs != start)
                longer.push_back({ start, 0, {} });
            longer.back().errors += period.errors;
            longer.back().times.add(period.times);
        }
        entry.periods = std::move(longer);
        m_bytes += entry.bytes();
    }
}

void ConversationStatistics::dropUnused()
{
    // A quarter at once, so that the search for the oldest is rare.
    std::vector<quint64> uses;
    for (const auto &[key, entry] : m_entries)
        uses.push_back(entry.lastUse);
    const auto quarter = uses.begin() + std::ssize(uses) / 4;
    std::nth_element(uses.begin(), quarter, uses.end());
    const quint64 oldest = *quarter;
    m_bytes = 0;
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        if (entry->second.lastUse <= oldest) {
            entry = m_entries.erase(entry);
            ++m_dropped;
        } else {
            m_bytes += entry->second.bytes();
            ++entry;
        }
    }
}

} // namespace broadcaster
