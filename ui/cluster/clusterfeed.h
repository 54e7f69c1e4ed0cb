// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/overviewfeed.h"

#include <optional>

namespace broadcaster {

/// The only place of the window that asks the broker for its cluster: with each overview, which
/// comes once a second. A broker in none is asked once, as it enters a cluster only when it starts.
class ClusterFeed final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    ClusterFeed(Console &console, OverviewFeed &overviews, QObject *parent = nullptr);

    /// Empty: not known (yet).
    [[nodiscard]] const std::optional<ClusterInfo> &now() const { return m_now; }

Q_SIGNALS:
    /// Emitted also when now() is as before.
    void arrived();

private:
    void ask();
    void forget();

    Console &m_console;
    std::optional<ClusterInfo> m_now;
    bool m_isAsking = false;
    bool m_isOutdated = true; ///< The broker may have started, or may be another one.
};

} // namespace broadcaster
