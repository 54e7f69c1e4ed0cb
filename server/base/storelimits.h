// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"

/// Bounds of all that lies between the broker and its database.
namespace broadcaster::limits {

// A job
inline constexpr int MaxStoreJobs = 10'000; ///< Waiting for the SQL thread; more are refused.
inline constexpr std::chrono::seconds StoreJobTimeout = 5s; ///< From the call to the answer.
inline constexpr std::chrono::milliseconds StoreJobCheckInterval = 200ms; ///< While jobs wait.
inline constexpr int MaxTransactionAttempts = 5; ///< After deadlocks between brokers.
inline constexpr std::chrono::milliseconds AbandonGrace = 250ms; ///< The last job's, at the stop.

// The connection
inline constexpr std::chrono::milliseconds DatabaseBusyTimeout = 2000ms;
inline constexpr std::chrono::seconds DatabaseConnectTimeout = 5s;
inline constexpr std::chrono::seconds DatabaseStatementTimeout = 4s; ///< The server's own.
inline constexpr std::chrono::seconds DatabaseAnswerTimeout = 5s; ///< Then the connection is cut.
inline constexpr std::chrono::seconds DatabaseIdleTransactionTimeout = 10s; ///< The server's own.
inline constexpr std::chrono::milliseconds MinReconnectInterval = 250ms;
inline constexpr std::chrono::milliseconds MaxReconnectInterval = 15'000ms;
inline constexpr qint64 MaxCheckedFileBytes = 64 * 1024
    * 1024; ///< Larger: not read whole at start.

// Usage
// Both waits, one after the other, and the writing: a crash loses at most the last second.
inline constexpr std::chrono::milliseconds UsagePublishInterval = 100ms; ///< Rooms to the meter.
inline constexpr std::chrono::milliseconds UsageWriteInterval = 850ms; ///< Meter to database.
inline constexpr std::chrono::milliseconds MaxUsageRetryInterval = 30'000ms;
inline constexpr int MaxUsageEntries = 100'000; ///< A project and a day each, not written yet.
inline constexpr qsizetype UsageBatchEntries = 500; ///< Written in one transaction.
inline constexpr int MaxUsageRefusals = 1000; ///< Projects the database cannot store, remembered.
/// For the last counters, as long as parts of them are written: the whole stop up to their end.
inline constexpr std::chrono::milliseconds FlushBudget = 4200ms;
inline constexpr std::chrono::milliseconds FlushTimeout = 1500ms; ///< Without any progress.
inline constexpr std::chrono::milliseconds MinFlushTimeout = 300ms; ///< When the budget is spent.

// Keys
/// Between two looks for changes by other brokers, which promise to know within a second.
inline constexpr std::chrono::milliseconds SharedSettingsInterval = 500ms;
inline constexpr int MaxKnownKeys = 10'000; ///< Remembered; any of them goes for another.
inline constexpr std::chrono::hours KnownKeyTime = 24h; ///< Without an answer of the database.
inline constexpr int MaxKeyLookups = 10'000; ///< Clients that wait for one; more get 503.
inline constexpr qsizetype KeyLookupBatch = 500; ///< Keys that are looked up together.
inline constexpr std::chrono::seconds KeyUseInterval = 60s; ///< Between two notes of one key's use.

} // namespace broadcaster::limits
