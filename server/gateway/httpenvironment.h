// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/refusals.h"
#include "server/base/tuning.h"
#include "server/gateway/httpoutputaccount.h"
#include "server/net/socketpoller.h"
#include "server/net/timerqueue.h"

#include <QtNetwork/QHostAddress>

#include <span>

namespace broadcaster {

struct HttpPeer {
    QHostAddress host;
    quint16 port = 0;
};

/// Shared by all HTTP connections of a gateway.
struct HttpEnvironment {
    SocketPoller &poller;
    TimerQueue &deadlines;
    HttpOutputAccount &account;
    RefusalCounts &counts;
    std::span<char> receiveBuffer;
    // These may change; connections apply the new values from then on.
    std::chrono::milliseconds requestTimeout;
    std::chrono::milliseconds slowReaderTimeout;
    std::chrono::milliseconds keepAliveTimeout;
    std::chrono::milliseconds answerTimeout = limits::AnswerTimeout;
};

} // namespace broadcaster
