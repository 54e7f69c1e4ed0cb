// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"
#include "server/net/waitingbytes.h"
#include "server/protocol/closeframe.h"
#include "server/protocol/framewriter.h"

#include <span>
#include <string_view>

namespace broadcaster {

struct OutputBlock;

/// The events of a ClientSocket, for its owner. Calls come from the poller's turn; a handler may
/// close the socket in any of them except onDelivery(), but not destroy it.
class ClientSocketHandler {
public:
    virtual void onMessage(std::span<char> message, Opcode opcode) = 0;
    virtual void onFrameError(quint16 closeCode, std::string_view reason) = 0;
    /// A ping or pong has come. False: the client sends too many, and gets no answer.
    [[nodiscard]] virtual bool onControlFrame(Opcode opcode) = 0;
    virtual void onCloseFrame(const CloseAnswer &answer) = 0;
    /// The unsent output is dropped already, except a frame partly sent.
    virtual void onTooSlow(TooSlow why) = 0;
    /// A message waits longer than a turn, or has waited, or is dropped. Every drop is reported,
    /// the other changes only for messages that have a traffic record.
    virtual void onDelivery(const OutputBlock &block, DeliveryState state) = 0;
    /// From now on nothing is received, and only the waiting output is sent. If the socket accepts
    /// output, the last messages may be given to it in this call.
    virtual void onCloseStarted() = 0;
    virtual void onClosed() = 0; ///< The descriptor is closed.

protected:
    ~ClientSocketHandler() = default;
};

} // namespace broadcaster
