// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"

/// Bounds of everything between the broker and its database.
namespace broadcaster::limits {

// Jobs
/// Jobs that wait for the SQL thread; more are refused.
inline constexpr int MaxStoreJobs = 10'000;
inline constexpr std::chrono::seconds StoreJobTimeout = 5s; ///< From the call to the answer.
inline constexpr std::chrono::milliseconds StoreJobCheckInterval = 200ms; ///< Only while jobs wait.
inline constexpr int MaxTransactionAttempts = 5; ///< Retries follow deadlocks between brokers.
inline constexpr std::chrono::milliseconds AbandonGrace = 250ms; ///< For the last job of a stop.

// The connection
inline constexpr std::chrono::milliseconds DatabaseBusyTimeout = 2000ms;
inline constexpr std::chrono::seconds DatabaseConnectTimeout = 5s;
inline constexpr std::chrono::seconds DatabaseStatementTimeout = 4s; ///< Enforced by the server.
inline constexpr std::chrono::seconds DatabaseAnswerTimeout = 5s; ///< Then the client cuts it.
/// Enforced by the server.
inline constexpr std::chrono::seconds DatabaseIdleTransactionTimeout = 10s;
inline constexpr std::chrono::milliseconds MinReconnectInterval = 250ms;
inline constexpr std::chrono::milliseconds MaxReconnectInterval = 15'000ms;
inline constexpr qint64 MaxCheckedFileBytes = 64 * 1024
    * 1024; ///< Larger files are not read whole at start.

// Usage
// A crash loses at most the last second: both intervals in sequence, and the writing.
/// From rooms to the meter.
inline constexpr std::chrono::milliseconds UsagePublishInterval = 100ms;
/// From the meter to the database.
inline constexpr std::chrono::milliseconds UsageWriteInterval = 850ms;
/// A silent writer is remembered for that time. A writer in doubt about its last batch for longer
/// may count it twice.
inline constexpr std::chrono::milliseconds UsageWriterMemory = 7 * 24h;
inline constexpr std::chrono::milliseconds MaxUsageRetryInterval = 30'000ms;
inline constexpr int MaxUsageEntries = 100'000; ///< Unwritten pairs of project and day.
inline constexpr qsizetype UsageBatchEntries = 500; ///< Entries per transaction.
/// Remembered projects that the database cannot store.
inline constexpr int MaxUsageRefusals = 1000;
/// Time for writing the last counters in parts: the whole stop up to their end.
inline constexpr std::chrono::milliseconds FlushBudget = 4200ms;
inline constexpr std::chrono::milliseconds FlushTimeout = 1500ms; ///< Without progress.
/// Used when the budget is spent.
inline constexpr std::chrono::milliseconds MinFlushTimeout = 300ms;

// Keys
/// Interval between two checks for changes by other brokers, which appear within a second.
inline constexpr std::chrono::milliseconds SharedSettingsInterval = 500ms;
inline constexpr int MaxKnownKeys = 10'000; ///< Remembered keys; a new one replaces any.
inline constexpr std::chrono::hours KnownKeyTime = 24h; ///< While the database is silent.
inline constexpr int MaxKeyLookups = 10'000; ///< Clients that wait for a lookup; more get 503.
inline constexpr qsizetype KeyLookupBatch = 500; ///< Keys per lookup.
inline constexpr std::chrono::seconds KeyUseInterval = 60s; ///< Between two writes of a key's use.

} // namespace broadcaster::limits
