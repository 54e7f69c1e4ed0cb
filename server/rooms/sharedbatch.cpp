// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/sharedbatch.h"

#include "server/api/limits.h"
#include "server/net/clientsession.h"

namespace broadcaster {

void SharedBatch::open(const Key &key, const std::vector<ClientSession *> &receivers)
{
    m_key = key;
    m_receivers.assign(receivers.begin(), receivers.end());
}

void SharedBatch::sendAndClose()
{
    const std::string_view frames(m_bytes.constData(), static_cast<size_t>(m_bytes.size()));
    for (ClientSession *receiver : m_receivers)
        receiver->socket()->sendShared(frames, m_frames);
    close();
}

void SharedBatch::queueAndClose()
{
    const std::string_view frames(m_bytes.constData(), static_cast<size_t>(m_bytes.size()));
    for (ClientSession *receiver : m_receivers)
        receiver->socket()->send(frames, m_frames);
    close();
}

void SharedBatch::close()
{
    m_receivers.clear();
    m_frames = 0;
    if (m_bytes.capacity() > limits::KeptBufferBytes)
        m_bytes = QByteArray();
    else
        m_bytes.resize(0);
}

} // namespace broadcaster
