// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/undelivered.h"

#include <QtWidgets/QWidget>

namespace broadcaster {

class Note;
class TrafficCollector;

/// The line below the table that tells how many messages did not arrive since the user looked, and
/// leads to them. Hidden while there are none.
class UndeliveredLine final : public QWidget {
    Q_OBJECT

public:
    /// The collector outlives it.
    explicit UndeliveredLine(TrafficCollector &collector, QWidget *parent = nullptr);

    void take(const TrafficBatch &batch) { m_counter.take(batch); }
    void setScope(const ProjectId &project);
    /// Shows the present numbers. Called a few times a second. `areSeen`: the user looks at the
    /// messages in question.
    void showCounts(bool areSeen);

Q_SIGNALS:
    /// The filter that shows the messages.
    void filterWanted(const QString &filter);
    /// The number of messages in question, and the same in words; or no text.
    void countChanged(const QString &count, const QString &words);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addButtons();
    void takeWaited();
    void dismiss();

    TrafficCollector &m_collector;
    UndeliveredCounter m_counter;
    ProjectId m_scope;
    Note *m_words;
    quint64 m_pausedAt = 0; ///< End of the kept messages when the pause began.
    qint64 m_shown = 0;
};

} // namespace broadcaster
