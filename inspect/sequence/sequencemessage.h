// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

#include <optional>
#include <vector>

namespace broadcaster {

/// A client, or the broker itself, whose id is empty.
struct SequenceEnd {
    ProjectId project; ///< Null for the broker.
    QByteArray id;
    std::optional<ClientType> type {}; ///< Type of a client, where it is known.

    [[nodiscard]] bool isBroker() const { return id.isEmpty(); }
};

/// One delivery of a message.
struct SequenceHead {
    SequenceEnd to;
    DeliveryState state = DeliveryState::Sent;
    bool isMirror = false;
};

/// A message as arrows: one from its sender to each receiver.
struct SequenceMessage {
    static constexpr size_t MaxHeads = 256;

    enum class Fate {
        Arrives, ///< At those of `heads`, and at `unlisted` others.
        Nobody, ///< It was for nobody.
        Rejected, ///< The broker did not take it.
        Unknown, ///< A file does not tell the receivers.
    };

    SequenceEnd from;
    Fate fate = Fate::Arrives;
    std::vector<SequenceHead> heads; ///< At most MaxHeads.
    quint64 unlisted = 0; ///< Receivers that are counted and not in `heads`.
};

/// Whether the row counts receivers that it does not name: ShowDelivery names them.
[[nodiscard]] bool countsUnnamed(const TrafficRow &row);
/// The receivers are those of the lines, null: those that the row names. `lines` may be cut off.
[[nodiscard]] SequenceMessage sequenceMessage(
    const TrafficRow &row, const QList<DeliveryLine> *lines);

} // namespace broadcaster
