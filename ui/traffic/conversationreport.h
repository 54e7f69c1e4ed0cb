// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace broadcaster {

class ConversationWatch;
class TrafficStore;

inline constexpr size_t MaxReportedMessages = 100;
/// The most of one message that a report quotes.
inline constexpr qsizetype MaxReportedBytes = 16 * 1024;

/// The messages and the other messages of their conversations, in their order. Null: they are more
/// than MaxReportedMessages. Pairs are known while the watch is used. REQUIRES: kept messages.
[[nodiscard]] std::optional<std::vector<quint64>> withConversations(const TrafficStore &store,
    const ConversationWatch *watch, const std::vector<quint64> &sequences);

/// The messages as Markdown, for a bug report: ends, time, deliveries, reply time and text of each.
/// REQUIRES: kept messages.
[[nodiscard]] QString conversationReport(const TrafficStore &store, const ConversationWatch *watch,
    const std::vector<quint64> &sequences);

} // namespace broadcaster
