// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace broadcaster::bench {

/// Measures how promptly its thread handles events: a timer ticks every few milliseconds, and once
/// a second a line of JSON on stdout gives the longest gap between two ticks.
class Gauge final : public QObject {
    Q_OBJECT

public:
    explicit Gauge(QObject *parent = nullptr);

    /// Writes `event` with the milliseconds since `startedAtNs` of the monotonic clock, once.
    void noteStart(qint64 startedAtNs);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tick();
    void report();

    QTimer m_ticks;
    QTimer m_reports;
    QElapsedTimer m_sinceTick;
    qint64 m_longestGapNs = 0;
    qint64 m_longestWorkNs = 0; ///< Processor time between two ticks.
    qint64 m_workedNs = 0;
    qint64 m_startedAtNs = 0;
};

} // namespace broadcaster::bench
