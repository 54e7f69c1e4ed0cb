// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QPushButton>

namespace broadcaster {

class TrafficModel;
class TrafficStore;
class TrafficView;

/// A button over the foot of the table: the number of messages that have come since the table
/// stopped following them, or that wait during a pause. It takes no room from the table.
class NewRowsChip final : public QPushButton {
    Q_OBJECT

public:
    /// Stands over the foot of the table; while the table is hidden, above `foot`. All outlive it.
    NewRowsChip(TrafficView &view, TrafficModel &model, QWidget &foot, QWidget *parent);

    /// Shows the present numbers. Called a few times a second.
    void showCount(bool isPaused, qint64 waiting);

Q_SIGNALS:
    /// The user wants the messages that wait during a pause.
    void resumeWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void noteEnd();
    void act();
    void place();

    TrafficView &m_view;
    TrafficModel &m_model;
    QWidget &m_foot;
    const TrafficStore *m_store = nullptr; ///< The store that m_seen belongs to.
    quint64 m_seen = 0; ///< End of the messages that had come when the table stopped following.
    bool m_isPaused = false;
};

} // namespace broadcaster
