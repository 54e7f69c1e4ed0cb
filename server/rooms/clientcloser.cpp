// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/clientcloser.h"

#include <utility>

namespace broadcaster {

ClientCloser::ClientCloser(QObject *context, TimerQueue &deadlines, Close close)
    : m_closing(context,
        [close = std::move(close)](
            const Closing &closing) { close(closing.connection, closing.code, closing.reason); })
    , m_step(deadlines)
{
    m_closing.setWhenDone([this] { endDrain(); });
}

void ClientCloser::close(
    const std::vector<quint64> &connections, quint16 code, std::string_view reason)
{
    for (const quint64 connection : connections)
        m_closing.push({ connection, code, reason });
}

void ClientCloser::drain(std::vector<quint64> connections, quint16 code, std::string_view reason,
    std::chrono::milliseconds over, std::function<bool()> isOver, std::function<void()> drained)
{
    const size_t all = connections.size();
    m_drain.emplace(Drain { std::move(connections), all, code, reason,
        std::chrono::steady_clock::now(), over, std::move(isOver), std::move(drained) });
    continueDrain();
}

void ClientCloser::cancel()
{
    m_step.cancel();
    m_drain.reset();
    m_closing.clear();
}

void ClientCloser::continueDrain()
{
    const auto rest = m_drain->started + m_drain->over - std::chrono::steady_clock::now();
    const double share = std::chrono::duration<double>(rest) / m_drain->over;
    const auto mayStay = static_cast<size_t>(
        share > 0 ? share * static_cast<double>(m_drain->all) : 0);
    while (m_drain->left.size() > mayStay) {
        m_closing.push({ m_drain->left.back(), m_drain->code, m_drain->reason });
        m_drain->left.pop_back();
    }
    if (m_drain->isOver())
        m_drain->left.clear();
    if (!m_drain->left.empty())
        m_step.arm(limits::DrainStep, [this] { continueDrain(); });
    else if (m_closing.isEmpty())
        endDrain();
}

void ClientCloser::endDrain()
{
    if (m_drain && m_drain->left.empty())
        std::exchange(m_drain, std::nullopt)->drained();
}

} // namespace broadcaster
