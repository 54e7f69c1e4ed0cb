// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/metrics/roommetrics.h"
#include "server/net/upgrade.h"

#include <atomic>
#include <functional>

namespace broadcaster {

/// The gateway's interface to the rooms. Callable from any thread; answers come on `context`'s
/// thread, and `context` outlives the rooms.
class ProjectDirectory {
public:
    ProjectDirectory() = default;
    virtual ~ProjectDirectory() = default;
    Q_DISABLE_COPY_MOVE(ProjectDirectory)

    /// The sum of all bytes that wait in the broker; HTTP answers are added to it.
    [[nodiscard]] virtual std::atomic<qint64> &waitingBytes() = 0;
    virtual void adopt(Upgrade upgrade) = 0;
    virtual void metrics(QObject *context, std::function<void(RoomMetrics)> done) = 0;
    /// Closes the connections that the key opened, with 4001.
    virtual void closeByKey(const ProjectId &project, qint64 keyId) = 0;
};

} // namespace broadcaster
