// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/outputqueue.h"
#include "server/net/socketpoller.h"
#include "server/net/waitingbytes.h"
#include "server/protocol/bufferpool.h"
#include "server/protocol/messagecompression.h"

#include <span>

namespace broadcaster {

struct SocketLimits {
    qsizetype maxMessageSize;
    qsizetype maxQueueBytes;
};

/// Shared by all client sockets of a thread.
struct SocketEnvironment {
    SocketPoller &poller;
    OutputPool &outputPool;
    BufferPool &messageBuffers;
    MessageCompression &compression;
    WaitingBytes &queued; ///< Output that clients have not read.
    WaitingBytes &unfinished; ///< Input that cannot be handled yet.
    std::span<char> receiveBuffer; ///< ScanPadding more bytes are behind it.
    SocketLimits limits; ///< May change; sockets follow the new limits from then on.
};

} // namespace broadcaster
