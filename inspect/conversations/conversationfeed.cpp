// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationfeed.h"

#include "inspect/traffic/workslice.h"

#include <algorithm>

namespace broadcaster {

ConversationFeed::ConversationFeed(
    const TrafficStore &store, ConversationRule rule, ConversationLimits limits)
    : m_store(store)
    , m_limits(limits)
    , m_pairer(std::move(rule), limits)
    , m_next(store.first())
{
}

bool ConversationFeed::work()
{
    const bool isForgetting = m_pairer.forgetBefore(m_store.first());
    m_next = std::max(m_next, m_store.first());
    WorkSlice slice;
    bool isOver = false;
    while (m_next < m_store.end() && !isOver) {
        const TrafficRow row = m_store.at(m_next);
        if (const std::optional<quint64> changed = m_pairer.add(m_next, row))
            m_changed.push_back(*changed);
        ++m_next;
        isOver = slice.isOverAfter(row.message.size());
    }
    return isForgetting || m_next < m_store.end();
}

void ConversationFeed::take(const std::vector<ClientEvent> &events)
{
    for (const ClientEvent &event : events)
        m_pairer.noteEvent(event);
}

void ConversationFeed::setRule(const ConversationRule &rule)
{
    m_pairer = ConversationPairer(rule, m_limits);
    m_next = m_store.first();
    m_changed.clear();
}

std::vector<quint64> ConversationFeed::takeChanged()
{
    std::vector<quint64> changed = std::exchange(m_changed, {});
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    return changed;
}

} // namespace broadcaster
