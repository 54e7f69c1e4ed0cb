// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/configqueue.h"

#include "server/base/brokerpromise.h"

namespace broadcaster {

ConfigQueue::ConfigQueue(
    std::function<bool()> isReady, std::function<void(const BrokerConfig &config, Done done)> apply)
    : m_isReady(std::move(isReady))
    , m_apply(std::move(apply))
{
}

QFuture<Result<void>> ConfigQueue::add(const BrokerConfig &config)
{
    m_waiting.push_back({ config, {} });
    m_waiting.back().promise.start();
    QFuture<Result<void>> future = m_waiting.back().promise.future();
    proceed();
    return future;
}

void ConfigQueue::proceed()
{
    if (m_isApplying || m_waiting.empty() || !m_isReady())
        return;
    m_isApplying = true;
    const BrokerConfig config = m_waiting.front().config;
    m_apply(config, [this](const Result<void> &result) {
        Request request = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_isApplying = false;
        fulfil(request.promise, result); // The receiver may request the next one.
        proceed();
    });
}

} // namespace broadcaster
