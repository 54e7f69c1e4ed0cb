// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientnames.h"
#include "inspect/sequence/sequenceline.h"
#include "ui/base/clienttext.h"
#include "ui/sequence/deliverylookup.h"

#include <QtCore/QTimer>

namespace broadcaster {

class SequenceRows;

/// The lanes and the lines of a diagram. Looks for lanes in slices, from the first row on, while it
/// is active; lines are made one at a time, when they are drawn.
class SequenceModel final : public QObject {
    Q_OBJECT

public:
    /// The rows and the console outlive it.
    SequenceModel(SequenceRows &rows, Console &console, QObject *parent = nullptr);

    /// The names outlive it. Null: short ids are shown.
    void setNames(ClientNames *names);
    /// Inactive, it does nothing and keeps nothing.
    void setActive(bool active);

    [[nodiscard]] const SequenceRows &rows() const { return m_rows; }
    [[nodiscard]] const SequenceLanes &lanes() const { return m_lanes; }
    [[nodiscard]] ClientLabel laneLabel(int lane) const;
    /// Whether lanes are of several projects.
    [[nodiscard]] bool hasProjects() const;
    /// Asks for receivers that the row does not name, and adds lanes for those that are known.
    [[nodiscard]] SequenceLine line(int row);
    /// The line in one sentence.
    [[nodiscard]] QString lineText(int row);
    [[nodiscard]] DeliveryLookup &deliveries() { return m_deliveries; }

Q_SIGNALS:
    void lanesChanged();
    void changed();

private:
    void restart();
    void noteInserted(int first, int last);
    void noteRemoved(int first, int last);
    void work();

    SequenceRows &m_rows;
    ClientNames *m_names = nullptr;
    SequenceLanes m_lanes;
    DeliveryLookup m_deliveries;
    bool m_isActive = false;
    // Rows that are not looked at yet: those before m_front, and those from m_next on.
    int m_front = 0;
    int m_next = 0;
    qint64 m_removed = 0; ///< Rows that went since the lanes began.
    QTimer m_work;
};

} // namespace broadcaster
