// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/base/clock.h"
#include "server/cluster/clusterport.h"
#include "server/cluster/engine.h"

#include <QtCore/QHash>

namespace broadcaster {

/// The projects that have clients here, and their entries in the engine's register, which tells the
/// brokers of a project about each other. Belongs to the cluster's thread.
class ClusterProjects final {
public:
    /// `isAlive` tells whether an entry of another broker counts; one that does not is removed.
    ClusterProjects(
        ClusterEngine &engine, ClusterRooms &rooms, std::function<bool(BrokerId broker)> isAlive);
    Q_DISABLE_COPY_MOVE(ClusterProjects)

    void setSelf(BrokerId self) { m_self = self; }
    [[nodiscard]] qsizetype count() const { return m_projects.size(); }

    void enter(const ProjectId &project);
    void leave(const ProjectId &project);
    /// Enters all projects again, some at a time: the register may have lost them.
    void enterAll();
    /// The same when their entries grow old.
    void tick(Clock::Time now);
    /// Takes an earlier id of this broker out of all projects.
    void removeAll(BrokerId former);
    /// The other brokers with clients in a project, which need not have any here.
    void brokersOf(const ProjectId &project, ClusterEngine::Brokers done);

private:
    void enterNow(const ProjectId &project);
    void enterNext();
    [[nodiscard]] std::vector<BrokerId> othersAlive(
        const QByteArray &name, const std::vector<BrokerId> &brokers);

    ClusterEngine &m_engine;
    ClusterRooms &m_rooms;
    const std::function<bool(BrokerId)> m_isAlive;
    BrokerId m_self;
    QHash<ProjectId, QByteArray> m_projects; ///< With their names in the register.
    std::vector<ProjectId> m_toEnter; ///< By enterAll().
    int m_entering = 0; ///< Answers of the register that are awaited.
    Clock::Time m_enteredAll {};
};

} // namespace broadcaster
