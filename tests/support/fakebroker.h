// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokercontrol.h"
#include "server/api/brokermonitor.h"

#include <QtCore/QPromise>

namespace broadcaster {

/// Stands in for the broker behind the window: shows what a test sets, notes what it is told.
class FakeBroker final : public BrokerMonitor, public BrokerControl {
    Q_OBJECT

public:
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QStringList urls() const override { return shownUrls; }
    [[nodiscard]] QFuture<QList<ProjectInfo>> projects() override
    {
        QPromise<QList<ProjectInfo>> promise;
        promise.start();
        promise.addResult(shownProjects);
        promise.finish();
        return promise.future();
    }

    void start(const BrokerConfig &) override { setState(State::Listening); }
    void stop() override { setState(State::Stopped); }
    void disconnectClient(const ProjectId &project, const ClientId &client) override
    {
        disconnected.append({ project, client });
    }

    void setState(State state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }

    QStringList shownUrls;
    QList<ProjectInfo> shownProjects;
    QList<std::pair<ProjectId, ClientId>> disconnected;

private:
    State m_state = State::Stopped;
};

} // namespace broadcaster
