// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Reports messages that the peer does not take at once (docs/protocol.md, delivery). The rest of
// ClientSocket is in clientsocket.cpp.
#include "server/net/clientsocket.h"

#include <algorithm>

namespace broadcaster {

void ClientSocket::noteDropped(const OutputBlock &block)
{
    if (block.kind == OutputBlock::Kind::Message)
        m_handler.onDelivery(block, m_whyDropped);
}

/// The stream has taken the first bytes of the queue. TLS may hold the last of them back.
void ClientSocket::noteTaken(qsizetype bytes)
{
    const qsizetype unsent = std::min(m_stream.unsentInput(), bytes);
    m_output.consume(bytes - unsent, [this](const OutputBlock &block) { noteSent(block); });
    m_output.consume(unsent, [this](const OutputBlock &block) {
        if (!m_inTls)
            m_inTls = std::make_unique<std::vector<OutputBlock>>();
        m_inTls->push_back(block);
    });
}

void ClientSocket::noteSent(const OutputBlock &block)
{
    if (block.isReported && block.message != 0)
        m_handler.onDelivery(block, DeliveryState::Sent);
}

void ClientSocket::noteTlsSent()
{
    const auto sent = std::exchange(m_inTls, nullptr);
    if (!sent)
        return;
    for (const OutputBlock &block : *sent)
        noteSent(block);
}

void ClientSocket::reportWaiting()
{
    const auto report = [this](const OutputBlock &block) {
        if (block.message != 0)
            m_handler.onDelivery(block, DeliveryState::Queued);
    };
    if (m_inTls) {
        for (OutputBlock &block : *m_inTls) {
            if (!std::exchange(block.isReported, true))
                report(block);
        }
    }
    m_output.forEachUnreported(report);
}

void ClientSocket::loseOutput()
{
    const auto lose = [this](const OutputBlock &block) { noteDropped(block); };
    if (m_inTls)
        std::for_each(m_inTls->begin(), m_inTls->end(), lose);
    m_inTls.reset();
    m_output.forEach(lose);
    m_output.clear();
}

} // namespace broadcaster
