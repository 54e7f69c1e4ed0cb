// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <QtCore/QHash>
#include <QtCore/QString>

#include <optional>
#include <vector>

namespace broadcaster {

class ClientNames;
class ConversationWatch;
class TrafficStore;
struct TrafficRow;

inline constexpr size_t MaxReportedMessages = 100;
/// The most of one message that a report quotes.
inline constexpr qsizetype MaxReportedBytes = 16 * 1024;
/// The most receivers of one message that a report lists.
inline constexpr qsizetype MaxReportedReceivers = 20;

/// The clients that a message was for, or that were to get a copy.
struct ReportedReceivers {
    QList<DeliveryLine> listed; ///< Those first that have not got the message.
    qsizetype more = 0;
};
[[nodiscard]] ReportedReceivers receiversAmong(
    const TrafficRow &row, const QList<DeliveryLine> &clients);

/// The messages and the other messages of their conversations, in their order. Null: they are more
/// than MaxReportedMessages. Pairs are known while the watch is used. REQUIRES: kept messages.
[[nodiscard]] std::optional<std::vector<quint64>> withConversations(const TrafficStore &store,
    const ConversationWatch *watch, const std::vector<quint64> &sequences);

/// The messages as Markdown, for a bug report: ends, time, deliveries, reply time and text of each.
/// `receivers` are those of messages by sequence; of other messages, the report lists the clients
/// that have not got them. Without names, clients have their ids only. REQUIRES: kept messages.
[[nodiscard]] QString conversationReport(const TrafficStore &store, const ConversationWatch *watch,
    const std::vector<quint64> &sequences, const QHash<quint64, ReportedReceivers> &receivers = {},
    ClientNames *names = nullptr);

} // namespace broadcaster
