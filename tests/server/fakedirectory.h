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
    void project(
        const ProjectId &project, QObject *, std::function<void(ProjectInfo)> done) override
    {
        ProjectInfo info;
        info.id = project;
        done(info);
    }
    void totals(QObject *, std::function<void(Totals)> done) override { done({}); }
    void publishUsage(const ProjectId &, QObject *, std::function<void()> done) override { done(); }
    void metrics(QObject *, std::function<void(RoomMetrics)> done) override { done({}); }
    void summaries(QObject *, std::function<void(QList<ProjectSummary>)> done) override
    {
        done({});
    }
    void publish(const ProjectId &, const QByteArray &, QObject *,
        std::function<void(Result<Reach>)> done) override
    {
        done(Reach());
    }
    void closeClient(
        const ProjectId &, const ClientId &, QObject *, std::function<void(bool)> done) override
    {
        done(false);
    }
    void closeByKey(const ProjectId &project, qint64 keyId) override
    {
        closed.append({ project, keyId });
    }

    std::atomic<qint64> waiting { 0 };
    std::vector<Upgrade> adopted;
    QList<std::pair<ProjectId, qint64>> closed; ///< By the key that opened them.
};

} // namespace broadcaster
