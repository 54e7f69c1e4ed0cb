// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/result.h"

#include <QtCore/QtGlobal>

#include <deque>
#include <functional>

namespace broadcaster {

/// Requested configurations in their order, applied one after the other. Main thread.
class ConfigQueue final {
public:
    using Done = std::function<void(const Result<void> &result)>;
    /// `isReady` tells whether one can be applied now. `done` may be called at once or later.
    ConfigQueue(std::function<bool()> isReady,
        std::function<void(const BrokerConfig &config, Done done)> apply);
    Q_DISABLE_COPY_MOVE(ConfigQueue)

    void add(const BrokerConfig &config, Done done);
    /// Begins with the next one, if there is one, none is in progress, and it can be applied.
    void proceed();

private:
    struct Request {
        BrokerConfig config;
        Done done;
    };

    std::function<bool()> m_isReady;
    std::function<void(const BrokerConfig &config, Done done)> m_apply;
    std::deque<Request> m_waiting;
    bool m_isApplying = false;
};

} // namespace broadcaster
