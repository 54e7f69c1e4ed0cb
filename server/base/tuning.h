// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"

/// Every size, count and wait of the broker that has a bound and is not an option, in one place.
namespace broadcaster::limits {

// A connection
inline constexpr qsizetype MaxRequestHeadBytes = 16 * 1024;
inline constexpr qsizetype MaxRequestBodyBytes = 64 * 1024;
inline constexpr std::chrono::seconds KeepAliveTimeout = 60s; ///< Between two HTTP requests.
inline constexpr std::chrono::seconds CloseTimeout = 5s; ///< From our close frame to the cut.
inline constexpr int ListenBacklog = 4096;
inline constexpr qsizetype MaxPendingHttpBytes = 1024 * 1024; ///< Answers a peer does not read.
inline constexpr int MinHttpConnections = 256; ///< Where fewer WebSockets may be. Else as many.
inline constexpr std::chrono::milliseconds AcceptRetryInterval = 200ms; ///< Out of descriptors.
inline constexpr qint64 MaxCertificateFileBytes = 1024 * 1024; ///< Of PEM, the key's too.
inline constexpr qsizetype MaxUnsentTlsBytes = 64 * 1024; ///< TLS's own answers, unread.
inline constexpr int EmptyTlsReadBytes = 1024; ///< At a time, while TLS records have no data.
inline constexpr int MaxEmptyTlsReads = 1000; ///< In a row, then the connection ends.
inline constexpr int SpareDescriptors = 64; ///< For database and log; of few, a quarter.

// Who may come in
inline constexpr int FailedTryBurst = 100; ///< Wrong keys an address may give in a row.
inline constexpr std::chrono::milliseconds FailedTryInterval = 500ms; ///< Then one in so long.
inline constexpr std::chrono::seconds MaxFailedTryWait = 30s; ///< Before its next try is looked at.
inline constexpr int MaxFailedAddresses = 10'000; ///< Remembered; who has to wait least goes.

// Counts of connections
inline constexpr std::chrono::seconds RetryAfter = 5s; ///< Told to who is refused.

// A message
inline constexpr quint32 MaxFragments = 131'072; ///< 8 MiB of 64 bytes each; peers' tests send 4.
inline constexpr qsizetype CountedUnfinishedBytes = 4 * 1024; ///< Of one; less is not counted.
inline constexpr std::chrono::seconds UnfinishedMessageTimeout = 300s; ///< From its first bytes.

// What waits to be sent to one client
inline constexpr qsizetype EarlyFlushBytes = 256 * 1024; ///< Sent before the turn ends.
inline constexpr int MaxWaitingPongs = 1024; ///< For a client that pings and does not read.

inline constexpr int MaxInvalidMessageRate = 100; ///< A client and second; then 1008.

// Life
inline constexpr int MaxUnansweredPings = 2;
// Crowds: clients that come, go or are closed by the thousand.
inline constexpr std::chrono::microseconds CrowdSliceTime = 2ms; ///< Then sockets are served.
inline constexpr std::chrono::milliseconds MaxFarewellDelay = 100ms; ///< Until all have gone.
inline constexpr std::chrono::milliseconds DrainStep = 50ms; ///< Clients are closed so often.
// A stop, one after the other: together under 5 s.
inline constexpr std::chrono::milliseconds StopTimeout = 2000ms; ///< For clients to go.
inline constexpr std::chrono::milliseconds FlushTimeout = 1500ms; ///< For the last counters.
inline constexpr std::chrono::milliseconds StoreCloseTimeout = 500ms;

// Threads and their buffers
inline constexpr qint32 ReceiveBufferBytes = 256 * 1024; ///< One a room thread.
inline constexpr int EventsPerTurn = 1024; ///< Sockets that the system reports.
// One turn of a thread, and the slice of it that one client gets (TurnBudget).
inline constexpr std::chrono::microseconds TurnTime = 5ms; ///< Before what was made is sent.
inline constexpr std::chrono::microseconds SliceTime = 500us;
inline constexpr int EventsPerLook = 32; ///< Frames between two looks at the clock.
inline constexpr qint64 WorkBytesPerTurn = 16 * 1024 * 1024; ///< To be sent for what was read.
inline constexpr qint64 TurnQueueBytes = 8 * 1024 * 1024; ///< Put into queues in one turn,
inline constexpr qint64 TurnQueueShare = 4; ///< and at most this part of all that may wait.
inline constexpr qsizetype DeliveryBytes = 128; ///< What a delivery costs beside its own bytes.
inline constexpr qint32 FirstReceiveBytes = 16 * 1024; ///< Until it is known to be cheap.
inline constexpr qint32 MinReceiveBytes = 2 * 1024;
inline constexpr qsizetype KeptBufferBytes = 64 * 1024; ///< A thread gives back larger ones.
/// Kept for the next message: for those that come in parts as much as for what is to be sent.
inline constexpr qsizetype PooledBytes = 8 * 1024 * 1024; ///< Of each kind, a room thread.
// Freed memory that goes back to the system.
inline constexpr int OwnMappingBytes = 128 * 1024; ///< Larger blocks go back when they are freed,
inline constexpr int KeptFreeBytes = 1024 * 1024; ///< and the end of a heap when so much is free.
inline constexpr qsizetype DirectReceiveBytes = 16 * 1024; ///< Missing: received where they belong.

// What /metrics and /ready tell
inline constexpr int MaxMetricProjects = 50; ///< By name; all others together.
inline constexpr std::chrono::seconds ReadyTimeout = 2s; ///< For the database to answer.

// What an attached window is told
inline constexpr std::chrono::milliseconds TrafficInterval = 33ms; ///< Between two batches.
inline constexpr int TrafficBatchRecords = 4096; ///< A room thread; more are dropped and counted.
inline constexpr qsizetype TrafficBatchBytes = 4 * 1024 * 1024; ///< Or one message that is larger.
/// Of deliveries; more are counted only. Enough for a full queue of the default size.
inline constexpr int TrafficBatchChanges = 131'072;
inline constexpr int TrafficBatchesUnderWay = 4; ///< Not yet taken by the main thread.
inline constexpr int RememberedDepartures = 100'000; ///< A room thread, for who was there when.

// The operator's and the demo's own connections
inline constexpr qsizetype MaxOperatorBytes = 2 * MaxMaxMessageSize; ///< Not sent yet, a project.
inline constexpr std::chrono::seconds LoopbackConnectTimeout = 10s;
inline constexpr qsizetype MaxLoopbackMessageSize = MaxMaxMessageSize + 4096; ///< With its stamp.
inline constexpr std::chrono::seconds DemoReconnectDelay = 2s;
inline constexpr qsizetype MaxDemoAnswersUnderWay = 16;

// The store
inline constexpr int MaxStoreJobs = 10'000; ///< Waiting for the SQL thread; more are refused.
inline constexpr int MaxUsageCounts = 100'000; ///< Counts that wait for the SQL thread.
// Both waits, one after the other, and the writing: a crash loses at most the last second.
inline constexpr std::chrono::milliseconds UsagePublishInterval = 100ms; ///< Rooms to the meter.
inline constexpr std::chrono::milliseconds UsageWriteInterval = 850ms; ///< Meter to database.
inline constexpr std::chrono::milliseconds MaxUsageRetryInterval = 30'000ms;
inline constexpr std::chrono::milliseconds DatabaseBusyTimeout = 2000ms;
inline constexpr std::chrono::seconds DatabaseConnectTimeout = 5s;
inline constexpr std::chrono::seconds DatabaseStatementTimeout = 10s;
inline constexpr std::chrono::milliseconds MinReconnectInterval = 250ms;
inline constexpr std::chrono::milliseconds MaxReconnectInterval = 15'000ms;
inline constexpr std::chrono::seconds SharedSettingsInterval = 30s; ///< PostgreSQL, other brokers.
inline constexpr std::chrono::milliseconds AbandonGrace = 250ms; ///< The last job's, at the stop.
inline constexpr qint64 MaxCheckedFileBytes = 64 * 1024
    * 1024; ///< Larger: not read whole at start.

} // namespace broadcaster::limits
