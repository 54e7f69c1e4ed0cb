// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"

#include <QtCore/QHash>

#include <limits>
#include <optional>

namespace broadcaster {

/// Messages per second over the last minutes, of each project and of all together, from the
/// counters of BrokerOverview. A value that is fed about once a second; has no clock.
class RateHistory final {
public:
    static constexpr int MaxSeconds = 300;
    static constexpr int MaxProjects = 2000; ///< Further projects count only for all together.
    static constexpr int MaxEvenMs = 2500; ///< A longer gap is a gap: its rates are Unknown.
    static constexpr double Unknown = std::numeric_limits<double>::quiet_NaN();

    /// `nowMs` comes from a clock that never jumps. Counts of less than half a second are left for
    /// the next call; if a call is a little late, the rate is taken as even.
    void add(const BrokerOverview &overview, qint64 nowMs);
    void clear();

    /// The number of last seconds that are known.
    [[nodiscard]] int knownSeconds() const { return static_cast<int>(m_all.size()); }
    /// Exactly `seconds` values, oldest first; 0 before the first known one. Some may be Unknown. A
    /// null project: all together.
    [[nodiscard]] QList<double> rates(const ProjectId &project, int seconds) const;
    /// Nothing while the rate is unknown, as before the second overview and after a gap.
    [[nodiscard]] std::optional<double> latest(const ProjectId &project) const;

private:
    struct Track {
        qint64 messages = 0; ///< The counter when it was read last.
        /// Rates of the last seconds; shorter than m_all while the project is new.
        QList<double> rates;
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
