// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/httpdeadline.h"

#include <utility>

namespace broadcaster {

HttpDeadline::HttpDeadline(const HttpEnvironment &environment, std::function<void()> expired)
    : m_environment(environment)
    , m_expired(std::move(expired))
    , m_deadline(environment.deadlines)
{
}

void HttpDeadline::expect(Wait wait)
{
    if (std::exchange(m_wait, wait) == wait)
        return;
    if (wait == Wait::Nothing)
        m_deadline.cancel();
    else
        m_deadline.arm(timeout(wait), m_expired);
}

std::chrono::milliseconds HttpDeadline::timeout(Wait wait) const
{
    switch (wait) {
    case Wait::FirstRequest:
    case Wait::Request:
        return m_environment.requestTimeout;
    case Wait::NextRequest:
        return m_environment.keepAliveTimeout;
    case Wait::Answer:
        return m_environment.answerTimeout;
    case Wait::PeersEnd:
    case Wait::Nothing:
        break;
    }
    return limits::CloseTimeout;
}

} // namespace broadcaster
