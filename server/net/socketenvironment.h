// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/backlog.h"
#include "server/net/socketpoller.h"
#include "server/protocol/bufferpool.h"

#include <span>

namespace broadcaster {

struct SocketLimits {
    qsizetype maxMessageSize;
    qsizetype maxQueueBytes;
};

/// Shared by all client sockets of a thread.
struct SocketEnvironment {
    SocketPoller &poller;
    BufferPool &outputBuffers;
    BufferPool &messageBuffers;
    Backlog &backlog; ///< What waits for clients.
    Backlog &unfinished; ///< What has come of messages that are not whole.
    qint64 &promisedBytes; ///< What messages made this thread send, now or later: notePromised().
    std::span<char> receiveBuffer; ///< ScanPadding more bytes are behind it.
    SocketLimits limits; ///< May change; what comes from then on is held to it.
};

} // namespace broadcaster
