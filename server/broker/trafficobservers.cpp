// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/trafficobservers.h"

#include "server/rooms/workerpool.h"

namespace broadcaster {

namespace {

ObserverId idOf(const QObject *observer)
{
    return reinterpret_cast<ObserverId>(observer);
}

} // namespace

void TrafficObservers::attach(QObject *observer)
{
    if (m_observers.contains(observer))
        return;
    m_observers.insert(observer);
    connect(observer, &QObject::destroyed, this, &TrafficObservers::detach);
    if (m_rooms)
        m_rooms->attachObserver(idOf(observer));
}

void TrafficObservers::detach(QObject *observer)
{
    if (!m_observers.remove(observer))
        return;
    disconnect(observer, &QObject::destroyed, this, &TrafficObservers::detach);
    if (m_rooms)
        m_rooms->detachObserver(idOf(observer));
}

void TrafficObservers::setRooms(WorkerPool *rooms)
{
    m_rooms = rooms;
    if (!m_rooms)
        return;
    for (const QObject *observer : std::as_const(m_observers))
        m_rooms->attachObserver(idOf(observer));
}

} // namespace broadcaster
