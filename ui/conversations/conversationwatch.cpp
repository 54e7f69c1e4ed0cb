// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/conversationwatch.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>
#include <utility>

namespace broadcaster {

using namespace std::chrono_literals;

ConversationWatch::ConversationWatch(QObject *parent)
    : QObject(parent)
{
    m_work.setInterval(0);
    m_second.setInterval(1s);
    connect(&m_work, &QTimer::timeout, this, &ConversationWatch::work);
    connect(&m_second, &QTimer::timeout, this,
        [this] { advance(QDateTime::currentMSecsSinceEpoch()); });
}

void ConversationWatch::setStore(const TrafficStore *store, Source source)
{
    if (m_store)
        m_store->disconnect(this);
    m_store = store;
    m_source = source;
    if (store) {
        connect(store, &TrafficStore::cleared, this, &ConversationWatch::restart);
        connect(store, &TrafficStore::appended, this, [this] {
            if (m_feed)
                m_work.start();
        });
    }
    restart();
}

void ConversationWatch::setRule(const ConversationRule &rule)
{
    if (rule == m_rule)
        return;
    m_rule = rule;
    restart();
}

void ConversationWatch::setUsed(const QObject *user, bool isUsed)
{
    const bool wasUsed = !m_users.isEmpty();
    if (isUsed)
        m_users.insert(user);
    else
        m_users.remove(user);
    if (wasUsed == m_users.isEmpty())
        restart();
}

void ConversationWatch::restart()
{
    m_feed.reset();
    m_work.stop();
    m_second.stop();
    if (m_store && !m_users.isEmpty()) {
        m_feed.emplace(*m_store, m_rule);
        m_insights = 0;
        m_nowMs = QDateTime::currentMSecsSinceEpoch();
        m_work.start();
        m_second.start();
    }
    Q_EMIT restarted();
}

void ConversationWatch::work()
{
    quint64 first = m_feed->next();
    if (!m_feed->work() && !m_feed->advance(settledMs()))
        m_work.stop();
    std::vector<quint64> changed = m_feed->takeChanged();
    if (!changed.empty())
        first = std::min(first, changed.front());
    if (first < m_feed->next())
        Q_EMIT this->changed(first, m_feed->next());
    tellRevised(std::move(changed));
}

void ConversationWatch::tellRevised(std::vector<quint64> changed)
{
    if (std::exchange(m_insights, m_feed->pairer().insights()) != m_feed->pairer().insights()) {
        changed.resize(m_feed->next() - m_store->first());
        std::iota(changed.begin(), changed.end(), m_store->first());
    }
    if (!changed.empty())
        Q_EMIT revised(changed);
}

void ConversationWatch::take(const std::vector<ClientEvent> &events)
{
    if (m_feed && isLive())
        m_feed->take(events);
}

void ConversationWatch::advance(qint64 nowMs)
{
    m_nowMs = nowMs;
    if (!m_feed)
        return;
    if (m_feed->advance(settledMs()))
        m_work.start();
    Q_EMIT advanced();
}

qint64 ConversationWatch::settledMs() const
{
    return isLive() ? m_nowMs : std::numeric_limits<qint64>::max();
}

const ConversationPairer *ConversationWatch::pairer() const
{
    return m_feed ? &m_feed->pairer() : nullptr;
}

ConversationPart ConversationWatch::part(quint64 sequence) const
{
    return m_feed ? m_feed->pairer().part(sequence) : ConversationPart();
}

ConversationFacts ConversationWatch::facts(quint64 sequence) const
{
    return m_feed ? m_feed->pairer().facts(sequence) : ConversationFacts();
}

quint64 ConversationWatch::pending() const
{
    return m_feed ? m_store->end() - std::max(m_feed->next(), m_store->first()) : 0;
}

} // namespace broadcaster
