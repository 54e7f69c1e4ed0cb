// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>
#include <QtCore/QSet>

namespace broadcaster {

class WorkerPool;

/// The observers of the traffic, attached to the rooms while there are any. Each counts once; one
/// that is destroyed is detached. Lives on the main thread.
class TrafficObservers final : public QObject {
public:
    [[nodiscard]] bool isEmpty() const { return m_observers.isEmpty(); }
    void attach(QObject *observer);
    void detach(QObject *observer);
    /// From now on the observers are attached to these rooms; null: there are none.
    void setRooms(WorkerPool *rooms);

private:
    QSet<QObject *> m_observers;
    WorkerPool *m_rooms = nullptr;
};

} // namespace broadcaster
