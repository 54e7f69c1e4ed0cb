// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/sharedbatch.h"

#include "server/rooms/clientsession.h"

#include <utility>

namespace broadcaster {

void SharedBatch::open(const Key &key, const std::vector<ClientSession *> &receivers)
{
    m_key = key;
    m_bytes = m_pool.take();
    m_receivers.assign(receivers.begin(), receivers.end());
}

void SharedBatch::sendAndClose()
{
    const std::string_view frames(m_bytes.constData(), static_cast<size_t>(m_bytes.size()));
    for (ClientSession *receiver : m_receivers)
        receiver->socket()->sendShared(frames, m_blocks);
    close();
}

void SharedBatch::queueAndClose()
{
    const std::string_view frames(m_bytes.constData(), static_cast<size_t>(m_bytes.size()));
    for (ClientSession *receiver : m_receivers)
        receiver->socket()->send(frames, m_blocks);
    close();
}

void SharedBatch::close()
{
    m_receivers.clear();
    m_blocks.clear();
    if (!m_bytes.isNull())
        m_pool.giveBack(std::exchange(m_bytes, {}));
}

} // namespace broadcaster
