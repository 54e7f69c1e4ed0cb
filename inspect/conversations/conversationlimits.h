// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

namespace broadcaster {

/// Bounds of the memory and the time that pairing requests with replies may take. Anything left out
/// because of a bound is counted (ConversationLosses). At the default bounds, and with as many
/// conversations, everything takes less than 150 MB.
struct ConversationLimits {
    qsizetype rows = 1'000'000; ///< Messages that are requests or replies; the oldest go first.
    qsizetype keys = 2'000'000; ///< Values by which requests are found; the oldest go first.
    qsizetype projects = 2'000; ///< Further ones share a rule.
    qsizetype types = 4'000; ///< Types of all projects; further ones are one, without a name.
    qsizetype clients = 50'000; ///< Remembered names, and remembered departures.
    qsizetype statisticsBytes = 16 * 1024 * 1024; ///< The longest unused statistics go first.
    /// Age of a request that the next message can still answer.
    std::chrono::milliseconds nextWithin = std::chrono::minutes(5);
    /// Age at which a request without a reply counts as unanswered.
    std::chrono::milliseconds patience = std::chrono::seconds(5);
};

/// Counts of everything that was left out because of ConversationLimits.
struct ConversationLosses {
    quint64 rows = 0; ///< Messages that are still kept elsewhere, and forgotten here.
    quint64 keys = 0; ///< Keys of requests that are known, but no longer found.
    quint64 types = 0; ///< Messages of types without a name.
    quint64 statistics = 0; ///< Statistics of one client that were dropped.

    friend bool operator==(const ConversationLosses &, const ConversationLosses &) = default;
};

} // namespace broadcaster
