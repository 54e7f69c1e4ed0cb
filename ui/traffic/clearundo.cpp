// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/clearundo.h"

#include "inspect/traffic/trafficcollector.h"
#include "ui/traffic/trafficstatus.h"

#include <chrono>

namespace broadcaster {

using namespace std::chrono_literals;

ClearUndo::ClearUndo(TrafficCollector &collector, TrafficStatus &status, QObject *parent)
    : QObject(parent)
    , m_collector(collector)
    , m_status(status)
{
    constexpr auto UndoTime = 30s; // Their memory comes on top of the limits meanwhile.
    m_timer.setSingleShot(true);
    m_timer.setInterval(UndoTime);
    connect(&m_timer, &QTimer::timeout, this, &ClearUndo::forget);
    connect(&m_status, &TrafficStatus::undoWanted, this, &ClearUndo::undo);
}

void ClearUndo::clear()
{
    m_collector.clear();
    const qsizetype count = m_collector.clearedCount();
    m_status.say(
        count > 0 ? tr("%Ln messages cleared.", nullptr, static_cast<int>(count)) : QString());
    m_status.offerUndo(count > 0);
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
    m_status.say({});
}

} // namespace broadcaster
