// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/auththrottle.h"
#include "server/gateway/wrongkeys.h"
#include "server/protocol/requesthead.h"

namespace broadcaster {

/// Tells guessing from a client that repeats a dead key (docs/protocol.md, API keys). It is asked
/// only about requests whose keys are wrong, so no right key ever waits for it. Belongs to the
/// gateway's thread.
class WrongKeyGuard final {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// The request has a wrong key. Returns the time until another wrong key of this address is
    /// answered as wrong; 0: this one is. The same wrong key again is not counted. Keys of projects
    /// and service keys have separate budgets.
    [[nodiscard]] std::chrono::seconds note(
        const HttpRequest &request, const QHostAddress &client, Time now);

private:
    WrongKeys m_known;
    AuthThrottle m_apiKeys;
    AuthThrottle m_serviceKeys;
};

} // namespace broadcaster
