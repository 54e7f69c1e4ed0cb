// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

/// Every size, count and wait of the broker that has a bound, in one place.
/// `Default…` may be changed by configuration within `Min…` and `Max…`; the others are fixed.
namespace broadcaster::limits {

using namespace std::chrono_literals;

// A connection
inline constexpr qsizetype MaxRequestHeadBytes = 16 * 1024;
inline constexpr qsizetype MaxRequestBodyBytes = 64 * 1024;
inline constexpr std::chrono::seconds DefaultHandshakeTimeout = 10s; ///< For a whole request, too.
inline constexpr std::chrono::seconds MinHandshakeTimeout = 1s;
inline constexpr std::chrono::seconds MaxHandshakeTimeout = 300s;
inline constexpr int DefaultMaxPendingHandshakes = 1024; ///< Connections without a whole request.
inline constexpr std::chrono::seconds KeepAliveTimeout = 60s; ///< Between two HTTP requests.
inline constexpr std::chrono::seconds CloseTimeout = 5s; ///< From our close frame to the cut.
inline constexpr int ListenBacklog = 4096;
inline constexpr int MaxListenAddresses = 16;
inline constexpr qsizetype MaxPendingHttpBytes = 1024 * 1024; ///< Answers a peer does not read.
inline constexpr int MinHttpConnections = 256; ///< Where fewer WebSockets may be. Else as many.
inline constexpr std::chrono::milliseconds AcceptRetryInterval = 200ms; ///< Out of descriptors.
inline constexpr qint64 MaxCertificateFileBytes = 1024 * 1024; ///< Of PEM, the key's too.
inline constexpr qsizetype MaxUnsentTlsBytes = 64 * 1024; ///< TLS's own answers, unread.
inline constexpr int SpareDescriptors = 64; ///< For database and log; of few, a quarter.

// Who may come in
inline constexpr int MaxAllowedOrigins = 100;
inline constexpr int MaxAllowedHosts = 100;
inline constexpr int MaxRefusedOrigins = 20; ///< Remembered; the one refused longest ago goes.
inline constexpr int FailedTryBurst = 100; ///< Wrong keys an address may give in a row.
inline constexpr std::chrono::milliseconds FailedTryInterval = 500ms; ///< Then one in so long.
inline constexpr std::chrono::seconds MaxFailedTryWait = 30s; ///< Before its next try is looked at.
inline constexpr int MaxFailedAddresses = 10'000; ///< Remembered; who has to wait least goes.

// Counts of connections
inline constexpr int DefaultMaxConnections = 50'000;
inline constexpr int DefaultMaxConnectionsPerProject = 20'000;
inline constexpr int MaxMaxConnections = 1'000'000;
inline constexpr std::chrono::seconds RetryAfter = 5s; ///< Told to who is refused.

// A message
inline constexpr qsizetype DefaultMaxMessageSize = 1024 * 1024;
inline constexpr qsizetype MinMaxMessageSize = 1024;
inline constexpr qsizetype MaxMaxMessageSize = 64 * 1024 * 1024;
inline constexpr int MaxJsonDepth = 1000;
inline constexpr quint32 MaxFragments = 65'536; ///< 4 MiB of 64 bytes each, as tests of peers do.
inline constexpr qsizetype CountedUnfinishedBytes = 4 * 1024; ///< Of one; less is not counted.
inline constexpr std::chrono::seconds UnfinishedMessageTimeout = 300s; ///< From its first bytes.

// What waits to be sent to one client
inline constexpr qsizetype DefaultMaxQueueBytes = 8 * 1024 * 1024;
inline constexpr qsizetype MinMaxQueueBytes = 64 * 1024;
inline constexpr qsizetype MaxMaxQueueBytes = 1024 * 1024 * 1024;
inline constexpr qsizetype EarlyFlushBytes = 256 * 1024; ///< Sent before the turn ends.
inline constexpr int MaxWaitingPongs = 1024; ///< For a client that pings and does not read.
inline constexpr std::chrono::seconds DefaultSlowReaderTimeout = 30s; ///< For its oldest byte.
inline constexpr std::chrono::seconds MinSlowReaderTimeout = 1s;
inline constexpr std::chrono::seconds MaxSlowReaderTimeout = 3600s;

// And to all of them
inline constexpr qsizetype DefaultMaxTotalQueueBytes = 512 * 1024 * 1024;
inline constexpr qsizetype MinMaxTotalQueueBytes = 1024 * 1024;
inline constexpr qsizetype MaxMaxTotalQueueBytes = qsizetype { 64 } * 1024 * 1024 * 1024;

// How fast one client may send
inline constexpr int DefaultMaxMessageRate = 0; ///< Messages a second; 0: as many as it likes.
inline constexpr int MaxMaxMessageRate = 1'000'000;

// Life
inline constexpr std::chrono::seconds DefaultPingInterval = 30s;
inline constexpr std::chrono::seconds MinPingInterval = 1s;
inline constexpr std::chrono::seconds MaxPingInterval = 3600s;
inline constexpr int MaxUnansweredPings = 2;
inline constexpr int PingsPerTurn = 1024; ///< So that a sweep never holds up messages for long.
inline constexpr std::chrono::seconds DefaultIdleProjectTimeout = 300s;
inline constexpr std::chrono::seconds MinIdleProjectTimeout = 1s;
inline constexpr std::chrono::seconds MaxIdleProjectTimeout = 86'400s;
inline constexpr std::chrono::seconds MaxDrainTime = 3600s;
inline constexpr std::chrono::milliseconds DrainStep = 50ms; ///< Clients are closed so often.
// A stop, one after the other: together under 5 s.
inline constexpr std::chrono::milliseconds StopTimeout = 2000ms; ///< For clients to go.
inline constexpr std::chrono::milliseconds StoreCloseTimeout = 500ms;

// Threads and their buffers
inline constexpr int MaxRoomThreads = 8;
inline constexpr qsizetype ReceiveBufferBytes = 256 * 1024; ///< One a room thread.
inline constexpr int EventsPerTurn = 512;
// What one client may make a room thread do in one turn; the others have theirs in between.
inline constexpr qint64 WorkBytesPerTurn = 16 * 1024 * 1024; ///< To be sent for what it sent.
inline constexpr qsizetype DeliveryBytes = 128; ///< What a delivery costs beside its own bytes.
inline constexpr qsizetype FirstReceiveBytes = 16 * 1024; ///< Until it is known to be cheap.
inline constexpr qsizetype MinReceiveBytes = 2 * 1024;
inline constexpr qsizetype KeptBufferBytes = 64 * 1024; ///< A thread gives back larger ones.
/// Kept for the next message: for those that come in parts as much as for what is to be sent.
inline constexpr qsizetype PooledBytes = 8 * 1024 * 1024; ///< Of each kind, a room thread.
inline constexpr qsizetype DirectReceiveBytes = 16 * 1024; ///< Missing: received where they belong.

// What /metrics and /ready tell
inline constexpr int MaxMetricProjects = 50; ///< By name; all others together.
inline constexpr std::chrono::seconds ReadyTimeout = 2s; ///< For the database to answer.

// What an attached window is told
inline constexpr std::chrono::milliseconds TrafficInterval = 33ms; ///< Between two batches.
inline constexpr int TrafficBatchRecords = 4096; ///< A room thread; more are dropped and counted.
inline constexpr qsizetype TrafficBatchBytes = 4 * 1024 * 1024; ///< Or one message that is larger.
inline constexpr int TrafficBatchesUnderWay = 4; ///< Not yet taken by the main thread.
inline constexpr qsizetype TrafficTargetBytes = 256;
inline constexpr int RememberedDepartures = 100'000; ///< A room thread, for who was there when.
inline constexpr int MaxOperators = 64; ///< Projects the operator is connected to at a time.
inline constexpr int MaxListedProjects = 10'000;

// The operator's and the demo's own connections
inline constexpr qsizetype MaxOperatorBytes = 2 * MaxMaxMessageSize; ///< Not sent yet, a project.
inline constexpr std::chrono::seconds LoopbackConnectTimeout = 10s;
inline constexpr qsizetype MaxLoopbackMessageSize = MaxMaxMessageSize + 4096; ///< With its stamp.
inline constexpr std::chrono::seconds DemoReconnectDelay = 2s;
inline constexpr qsizetype MaxDemoAnswersUnderWay = 16;

// Names and keys
inline constexpr qsizetype MaxProjectIdBytes = 256;
inline constexpr qsizetype MaxDescriptionLength = 1000; ///< UTF-16 units; `createdBy` too.
inline constexpr qsizetype MaxServiceKeyBytes = 4096;

// The store: its other bounds are in server/base/storelimits.h.
inline constexpr int UsageDays = 30; ///< Days a usage report goes back, today included.

} // namespace broadcaster::limits
