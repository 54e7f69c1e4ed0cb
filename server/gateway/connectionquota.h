// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/base/spreadmap.h"

#include <QtCore/QMap>

namespace broadcaster {

/// Counts the WebSocket connections, keeps them within their limits, and counts the reasons for
/// which they ended. An upgrade takes its place before it is handed over, so that no limit is
/// exceeded.
class ConnectionQuota final {
public:
    ConnectionQuota(int most, int mostPerProject)
        : m_most(most)
        , m_mostPerProject(mostPerProject)
    {
    }

    /// Existing connections are kept even if they exceed the new limit.
    void setLimits(int most, int mostPerProject)
    {
        m_most = most;
        m_mostPerProject = mostPerProject;
    }

    /// From now on, no place is free. Existing connections are kept.
    void close() { m_isClosed = true; }
    [[nodiscard]] bool isClosed() const { return m_isClosed; }

    enum class Answer { Taken, Full, ProjectFull, Closed };
    [[nodiscard]] Answer take(const ProjectId &project)
    {
        if (m_isClosed)
            return Answer::Closed;
        if (m_open >= m_most) {
            ++m_refused;
            return Answer::Full;
        }
        int &ofProject = m_byProject[project];
        if (ofProject >= m_mostPerProject) {
            ++m_refused;
            return Answer::ProjectFull;
        }
        ++ofProject;
        ++m_open;
        return Answer::Taken;
    }

    void giveBack(const ProjectId &project, quint16 closeCode)
    {
        if (--*m_byProject.find(project) == 0)
            m_byProject.remove(project);
        --m_open;
        ++m_endedByCode[closeCode];
    }

    /// Counts a connection that was refused before it asked for a place.
    void noteRefused() { ++m_refused; }

    [[nodiscard]] int open() const { return m_open; }
    [[nodiscard]] qint64 refused() const { return m_refused; }
    [[nodiscard]] const QMap<quint16, qint64> &endedByCode() const { return m_endedByCode; }

private:
    int m_most;
    int m_mostPerProject;
    int m_open = 0;
    bool m_isClosed = false;
    qint64 m_refused = 0;
    SpreadMap<ProjectId, int> m_byProject;
    QMap<quint16, qint64> m_endedByCode; ///< At most one entry per close code.
};

} // namespace broadcaster
