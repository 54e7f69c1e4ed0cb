// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/clientoutput.h"

#include <algorithm>

namespace broadcaster {

void ClientOutput::noteTaken(qsizetype bytes, qsizetype unsent)
{
    m_queue.consume(bytes - unsent, [this](const OutputBlock &block) { noteSent(block); });
    m_queue.consume(unsent, [this](const OutputBlock &block) {
        if (!m_inTls)
            m_inTls = std::make_unique<std::vector<OutputBlock>>();
        m_inTls->push_back(block);
    });
}

void ClientOutput::noteSent(const OutputBlock &block)
{
    if (block.isReported && block.message != 0)
        m_handler.onDelivery(block, DeliveryState::Sent);
}

void ClientOutput::noteTlsSent()
{
    const auto sent = std::exchange(m_inTls, nullptr);
    if (!sent)
        return;
    for (const OutputBlock &block : *sent)
        noteSent(block);
}

void ClientOutput::reportWaiting()
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
    m_queue.forEachUnreported(report);
}

void ClientOutput::noteDropped(const OutputBlock &block)
{
    if (block.kind == OutputBlock::Kind::Message)
        m_handler.onDelivery(block, m_whyDropped);
}

void ClientOutput::dropUnsent()
{
    m_whyDropped = DeliveryState::TooSlow;
    m_queue.dropUnsent([this](const OutputBlock &block) { noteDropped(block); });
}

void ClientOutput::lose()
{
    const auto lose = [this](const OutputBlock &block) { noteDropped(block); };
    if (m_inTls)
        std::for_each(m_inTls->begin(), m_inTls->end(), lose);
    m_inTls.reset();
    m_queue.forEach(lose);
    m_queue.clear();
}

} // namespace broadcaster
