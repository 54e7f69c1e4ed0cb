// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/usagetally.h"

#include "server/base/tuning.h"

#include <utility>

namespace broadcaster {

UsageTally::UsageTally(TimerQueue &deadlines, Publish publish)
    : m_publish(std::move(publish))
    , m_deadline(deadlines)
{
}

void UsageTally::list(Room &room, qint64 nowMs)
{
    const qint64 dayBegin = nowMs - nowMs % DayMs;
    if (dayBegin != m_dayBegin) {
        publish();
        m_dayBegin = dayBegin;
    }
    m_rooms.push_back(&room);
    if (!m_deadline.isArmed())
        m_deadline.arm(limits::UsagePublishInterval, [this] { publish(); });
}

void UsageTally::publish()
{
    if (m_rooms.empty())
        return;
    const QDate day = QDate(1970, 1, 1).addDays(m_dayBegin / DayMs);
    QList<UsageCount> counts;
    counts.reserve(static_cast<qsizetype>(m_rooms.size()));
    for (const Room *room : m_rooms)
        counts.append({ room->project(), day, room->messageCount() });
    m_publish(counts);
    for (Room *room : m_rooms)
        room->takeMessageCount();
    m_rooms.clear();
}

} // namespace broadcaster
