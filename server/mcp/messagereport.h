// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/mcp/toolvalues.h"

namespace broadcaster {

/// A kept message and the clients that were there, as the tools `message` and `why` need them.
struct MessageReport {
    KeptMessageText kept;
    /// Nothing: the broker does not know any more which clients were there, for this reason.
    Result<QList<DeliveryLine>> lines;
};

/// Asks for both. `done` gets the error of the message.
void askMessage(const ToolCall &call, const ShowMessage &wanted,
    const std::function<void(const Result<MessageReport> &report)> &done);

/// How far the message has come at a client that it is for: Sent unless the broker knows better.
/// Nothing for other clients, and for those of other brokers.
[[nodiscard]] std::optional<DeliveryState> stateAt(
    const MessageReport &report, const DeliveryLine &line);
/// As much of the text as an answer has room for. Sets the place of the rest.
[[nodiscard]] QString fittingText(KeptMessageText &kept, qint64 offset);

} // namespace broadcaster
