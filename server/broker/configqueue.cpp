// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/configqueue.h"

namespace broadcaster {

ConfigQueue::ConfigQueue(
    std::function<bool()> isReady, std::function<void(const BrokerConfig &config, Done done)> apply)
    : m_isReady(std::move(isReady))
    , m_apply(std::move(apply))
{
}

void ConfigQueue::add(const BrokerConfig &config, Done done)
{
    m_waiting.push_back({ config, std::move(done) });
    proceed();
}

void ConfigQueue::proceed()
{
    if (m_isApplying || m_waiting.empty() || !m_isReady())
        return;
    m_isApplying = true;
    const BrokerConfig config = m_waiting.front().config;
    m_apply(config, [this](const Result<void> &result) {
        const Request request = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_isApplying = false;
        request.done(result); // The receiver may request the next one.
        proceed();
    });
}

} // namespace broadcaster
