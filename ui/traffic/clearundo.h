// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QTimer>

#include <chrono>

namespace broadcaster {

class TrafficCollector;
class TrafficStatus;

/// Clears the collected messages, and offers to bring them back for a while. Messages that were
/// cleared before it was made, by the page of another window, are offered as well.
class ClearUndo final : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::seconds UsualTime { 30 };

    /// Collector and status outlive it. The messages can come back for `time`.
    ClearUndo(TrafficCollector &collector, TrafficStatus &status, std::chrono::milliseconds time,
        QObject *parent = nullptr);

    void clear();

private:
    void offer();
    void undo();
    void forget();

    TrafficCollector &m_collector;
    TrafficStatus &m_status;
    QString m_words; ///< The text of the offer.
    QTimer m_timer; ///< Runs while the messages can come back.
};

} // namespace broadcaster
