// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterprojects.h"

#include "server/base/redislimits.h"
#include "server/base/tuning.h"

#include <QtCore/QCryptographicHash>

#include <utility>

namespace broadcaster {

namespace {

/// Names of projects may be long and hold anything, so the register has their hashes.
QByteArray registerName(const ProjectId &project)
{
    return QCryptographicHash::hash(project.utf8(), QCryptographicHash::Sha256).left(16).toHex();
}

} // namespace

ClusterProjects::ClusterProjects(
    ClusterEngine &engine, ClusterRooms &rooms, std::function<bool(BrokerId)> isAlive)
    : m_engine(engine)
    , m_rooms(rooms)
    , m_isAlive(std::move(isAlive))
{
}

void ClusterProjects::enter(const ProjectId &project)
{
    m_projects.insert(project, registerName(project));
    enterNow(project);
}

void ClusterProjects::leave(const ProjectId &project)
{
    m_engine.remove(registerName(project), m_self);
    m_projects.remove(project);
}

void ClusterProjects::enterAll()
{
    m_toEnter = { m_projects.keyBegin(), m_projects.keyEnd() };
    enterNext();
}

void ClusterProjects::tick(Clock::Time now)
{
    if (m_enteredAll == Clock::Time {})
        m_enteredAll = now;
    if (now - m_enteredAll < limits::ClusterEntryRenewal)
        return;
    m_enteredAll = now;
    enterAll();
}

void ClusterProjects::removeAll(BrokerId former)
{
    for (const QByteArray &name : std::as_const(m_projects))
        m_engine.remove(name, former);
}

void ClusterProjects::brokersOf(const ProjectId &project, ClusterEngine::Brokers done)
{
    const QByteArray name = registerName(project);
    m_engine.brokersOf(name, [this, name, done = std::move(done)](const auto &brokers) {
        done(brokers ? std::optional(othersAlive(name, *brokers)) : std::nullopt);
    });
}

std::vector<BrokerId> ClusterProjects::othersAlive(
    const QByteArray &name, const std::vector<BrokerId> &brokers)
{
    std::vector<BrokerId> others;
    for (const BrokerId broker : brokers) {
        if (broker == m_self)
            continue;
        if (m_isAlive(broker))
            others.push_back(broker);
        else
            m_engine.remove(name, broker);
    }
    return others;
}

void ClusterProjects::enterNow(const ProjectId &project)
{
    if (!m_engine.isUp()) { // enterAll() follows when the engine is back.
        m_rooms.entered(project, {});
        return;
    }
    ++m_entering;
    const QByteArray name = registerName(project);
    m_engine.enter(name, [this, project, name](const auto &brokers) {
        --m_entering;
        m_rooms.entered(project, othersAlive(name, brokers.value_or(std::vector<BrokerId>())));
        enterNext();
    });
}

void ClusterProjects::enterNext()
{
    while (!m_toEnter.empty() && m_entering < limits::ClusterEntersUnderWay) {
        const ProjectId project = std::move(m_toEnter.back());
        m_toEnter.pop_back();
        if (m_projects.contains(project))
            enterNow(project);
    }
}

} // namespace broadcaster
