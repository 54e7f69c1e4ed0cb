// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/httpenvironment.h"

#include <functional>

namespace broadcaster {

/// The time that an HTTP connection has for the step it waits for. Belongs to the gateway's thread.
class HttpDeadline final {
public:
    enum class Wait {
        Nothing,
        FirstRequest,
        Request, ///< The rest of a request whose first bytes have come.
        NextRequest,
        Answer,
        PeersEnd,
    };

    /// The environment outlives the deadline. `expired` may destroy neither of them.
    HttpDeadline(const HttpEnvironment &environment, std::function<void()> expired);

    [[nodiscard]] Wait wait() const { return m_wait; }
    /// Starts the time of another wait; the time of the same wait goes on.
    void expect(Wait wait);
    void cancel() { m_deadline.cancel(); }

private:
    [[nodiscard]] std::chrono::milliseconds timeout(Wait wait) const;

    const HttpEnvironment &m_environment;
    const std::function<void()> m_expired;
    TimerQueue::Handle m_deadline;
    Wait m_wait = Wait::Nothing;
};

} // namespace broadcaster
