// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"

#include <QtCore/QHash>

namespace broadcaster {

/// Messages a second over the last minutes, of each project and of all together, from the
/// counters of BrokerOverview. A value that is fed about once a second; knows no clock.
class RateHistory final {
public:
    static constexpr int MaxSeconds = 300;
    static constexpr int MaxProjects = 2000; ///< Those beyond count for all together only.

    /// `nowMs`: of a clock that never jumps. The counts of less than half a second are left for
    /// the next time; over a longer gap the rate is taken as even.
    void add(const BrokerOverview &overview, qint64 nowMs);
    void clear();

    /// How many of the last seconds are known.
    [[nodiscard]] int knownSeconds() const { return static_cast<int>(m_all.size()); }
    /// Exactly `seconds` values, oldest first; 0 before the first known one. A null project: all
    /// together.
    [[nodiscard]] QList<double> rates(const ProjectId &project, int seconds) const;
    [[nodiscard]] double latest(const ProjectId &project) const;

private:
    struct Track {
        qint64 messages = 0; ///< The counter when it was read last.
        QList<double> rates; ///< Of the last seconds; shorter than m_all while it is new.
        bool isLive = true;
    };

    [[nodiscard]] const QList<double> *find(const ProjectId &project) const;
    void dropSilent();

    QList<double> m_all;
    QHash<ProjectId, Track> m_projects;
    qint64 m_lastMs = 0;
    bool m_hasBaseline = false;
};

} // namespace broadcaster
