// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/clearundo.h"

#include "inspect/traffic/trafficcollector.h"
#include "ui/traffic/trafficstatus.h"

namespace broadcaster {

ClearUndo::ClearUndo(TrafficCollector &collector, TrafficStatus &status,
    std::chrono::milliseconds time, QObject *parent)
    : QObject(parent)
    , m_collector(collector)
    , m_status(status)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(time); // Their memory comes on top of the limits meanwhile.
    connect(&m_timer, &QTimer::timeout, this, &ClearUndo::forget);
    connect(&m_status, &TrafficStatus::undoWanted, this, &ClearUndo::undo);
    offer();
}

void ClearUndo::clear()
{
    m_collector.clear();
    offer();
}

void ClearUndo::offer()
{
    const qsizetype count = m_collector.clearedCount();
    if (count == 0)
        return;
    m_words = tr("%Ln messages cleared.", nullptr, static_cast<int>(count));
    m_status.say(m_words);
    m_status.offerUndo(true);
    m_timer.start();
}

void ClearUndo::undo()
{
    m_collector.undoClear();
    forget();
}

void ClearUndo::forget()
{
    m_timer.stop();
    m_collector.forgetCleared();
    m_status.offerUndo(false);
    m_status.takeBack(m_words);
}

} // namespace broadcaster
