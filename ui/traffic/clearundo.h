// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QTimer>

namespace broadcaster {

class TrafficCollector;
class TrafficStatus;

/// Clears the collected messages, and offers to bring them back for a while.
class ClearUndo final : public QObject {
    Q_OBJECT

public:
    /// Collector and status outlive it.
    ClearUndo(TrafficCollector &collector, TrafficStatus &status, QObject *parent = nullptr);

    void clear();

private:
    void undo();
    void forget();

    TrafficCollector &m_collector;
    TrafficStatus &m_status;
    QTimer m_timer; ///< Runs while the messages can come back.
};

} // namespace broadcaster
