// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/projectdirectory.h"

#include <QtCore/QList>

#include <vector>

namespace broadcaster {

/// Rooms that remember what they are told, and have nobody in them.
class FakeDirectory final : public ProjectDirectory {
public:
    std::atomic<qint64> &waitingBytes() override { return waiting; }
    void adopt(Upgrade upgrade) override { adopted.push_back(std::move(upgrade)); }
    void metrics(QObject *, std::function<void(RoomMetrics)> done) override { done({}); }
    void closeByKey(const ProjectId &project, qint64 keyId) override
    {
        closed.append({ project, keyId });
    }

    std::atomic<qint64> waiting { 0 };
    std::vector<Upgrade> adopted;
    QList<std::pair<ProjectId, qint64>> closed; ///< By the key that opened them.
};

} // namespace broadcaster
