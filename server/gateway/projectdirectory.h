// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "server/api/project.h"
#include "server/api/result.h"
#include "server/api/traffic.h"
#include "server/metrics/roommetrics.h"
#include "server/net/upgrade.h"

#include <atomic>
#include <functional>

namespace broadcaster {

/// The gateway's interface to the rooms. Callable from any thread; answers come on `context`'s
/// thread, and `context` outlives the rooms.
class ProjectDirectory {
public:
    struct Totals {
        qint64 projects = 0;
        qint64 clients = 0;
    };

    ProjectDirectory() = default;
    virtual ~ProjectDirectory() = default;
    Q_DISABLE_COPY_MOVE(ProjectDirectory)

    /// The sum of all bytes that wait in the broker; HTTP answers are added to it.
    [[nodiscard]] virtual std::atomic<qint64> &waitingBytes() = 0;
    virtual void adopt(Upgrade upgrade) = 0;
    /// Creates no project: a missing project has no clients and no last activity.
    virtual void project(
        const ProjectId &project, QObject *context, std::function<void(ProjectInfo)> done)
        = 0;
    virtual void totals(QObject *context, std::function<void(Totals)> done) = 0;
    /// Hands over the counts of this project, then calls `done`.
    virtual void publishUsage(
        const ProjectId &project, QObject *context, std::function<void()> done)
        = 0;
    virtual void metrics(QObject *context, std::function<void(RoomMetrics)> done) = 0;
    virtual void summaries(QObject *context, std::function<void(QList<ProjectSummary>)> done) = 0;
    /// Sends the envelope to its receivers, from the broker itself. Reports the receivers, or
    /// InvalidArgument with the words a client would get.
    virtual void publish(const ProjectId &project, const QByteArray &envelope, QObject *context,
        std::function<void(Result<Reach>)> done)
        = 0;
    /// Closes one client with 4000. False: the client is not there.
    virtual void closeClient(const ProjectId &project, const ClientId &client, QObject *context,
        std::function<void(bool)> done)
        = 0;
    /// Closes the connections that the key opened, with 4001.
    virtual void closeByKey(const ProjectId &project, qint64 keyId) = 0;
};

} // namespace broadcaster
