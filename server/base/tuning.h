// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/storelimits.h"
#include "server/base/tuning.h"

/// Every size, count and wait of the broker that has a bound and is not an option, in one place.
namespace broadcaster::limits {

// A connection
inline constexpr qsizetype MaxRequestHeadBytes = 16 * 1024;
inline constexpr qsizetype MaxRequestBodyBytes = 64 * 1024;
inline constexpr std::chrono::seconds CloseTimeout = 5s; ///< From our close frame to the cut.
inline constexpr int ListenBacklog = 4096;
inline constexpr int MinHttpConnections = 256; ///< Where fewer WebSockets may be. Else as many.
inline constexpr std::chrono::milliseconds AcceptRetryInterval = 200ms; ///< Out of descriptors.
inline constexpr qint64 MaxCertificateFileBytes = 1024 * 1024; ///< Of PEM, the key's too.
inline constexpr qsizetype MaxUnsentTlsBytes = 64 * 1024; ///< TLS's own answers, unread.
inline constexpr int EmptyTlsReadBytes = 1024; ///< At a time, while TLS records have no data.
inline constexpr int MaxEmptyTlsReads = 1000; ///< In a row, then the connection ends.
inline constexpr int SpareDescriptors = 64; ///< For database and log; of few, a quarter.

// Clients and pages that may come in
inline constexpr int FailedTryBurst = 100; ///< Wrong keys an address may give in a row.
inline constexpr std::chrono::milliseconds FailedTryInterval = 500ms; ///< Then one in so long.
inline constexpr std::chrono::seconds MaxFailedTryWait = 30s; ///< Before its next try is looked at.
inline constexpr int MaxFailedAddresses = 10'000; ///< Remembered; who has to wait least goes.
inline constexpr int MaxRememberedWrongKeys = 10'000; ///< The oldest goes.
inline constexpr std::chrono::seconds WrongKeyMemory = 30s; ///< Then the key is looked up again.
inline constexpr int MaxForwardedHops = 32; ///< Addresses in `Forwarded`; more are not believed.
inline constexpr qsizetype MaxProxyHeaderBytes = 4096; ///< Of the PROXY protocol, TLVs included.
inline constexpr std::chrono::seconds ProxyWarningInterval = 60s; ///< Between two lines of a kind.

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

// Threads and their buffers
inline constexpr qint32 ReceiveBufferBytes = 256 * 1024; ///< One a room thread.
inline constexpr int EventsPerCall = 1024; ///< Sockets that the system reports at a time,
inline constexpr int CallsPerTurn = 32; ///< and how often it is asked, while more are ready.
// One turn of a thread, and the slice of it that one client gets (TurnBudget).
inline constexpr std::chrono::microseconds TurnTime = 5ms; ///< Before what was made is sent,
inline constexpr std::chrono::microseconds FlushTime = 5ms; ///< and of that sending.
inline constexpr std::chrono::microseconds SliceTime = 500us;
inline constexpr int EventsPerLook = 32; ///< Frames between two looks at the clock.
inline constexpr qint64 WorkBytesPerTurn = 16 * 1024 * 1024; ///< To be sent for what was read.
inline constexpr qint64 TurnQueueBytes = 8 * 1024 * 1024; ///< Put into queues in one turn,
inline constexpr qint64 TurnQueueShare = 4; ///< and at most this part of all that may wait.
inline constexpr qint64 FreeGroupDebt = 16 * 1024; ///< Of a project; then others come first.
inline constexpr qsizetype SendsPerLook = 8; ///< Of a batch, between two looks at the clock,
inline constexpr qsizetype BytesPerLook = 64 * 1024; ///< or fewer if they are of so many bytes.
inline constexpr qsizetype DeliveryBytes = 128; ///< What a delivery costs beside its own bytes.
inline constexpr qint32 FirstReceiveBytes = 16 * 1024; ///< Until it is known to be cheap.
inline constexpr qint32 MinReceiveBytes = 2 * 1024;
inline constexpr qsizetype KeptBufferBytes = 64 * 1024; ///< A thread gives back larger ones.
/// Kept for the next message: for those that come in parts as much as for what is to be sent.
inline constexpr qsizetype PooledBytes = 8 * 1024 * 1024; ///< Of each kind, a room thread.
// Freed memory that goes back to the system.
inline constexpr int OwnMappingBytes = 512 * 1024; ///< Larger blocks go back when they are freed,
inline constexpr int KeptFreeBytes = 1024 * 1024; ///< and the end of a heap when so much is free.
inline constexpr qsizetype DirectReceiveBytes = 16 * 1024; ///< Missing: received where they belong.

// What /metrics and /ready tell
inline constexpr int MaxMetricProjects = 50; ///< By name; all others together.
inline constexpr std::chrono::seconds ReadyTimeout = 2s; ///< For the database to answer.

// What observers are told
inline constexpr std::chrono::milliseconds TrafficInterval = 33ms; ///< Between two batches.
inline constexpr int TrafficBatchRecords = 4096; ///< A room thread; more are dropped and counted.
inline constexpr qsizetype TrafficBatchBytes = 4 * 1024 * 1024; ///< Or one message that is larger.
/// Of deliveries; more are counted only. Enough for a full queue of the default size.
inline constexpr int TrafficBatchChanges = 131'072;
inline constexpr int TrafficBatchEvents = 16'384; ///< Clients that come and go; more are counted.
inline constexpr int TrafficBatchesUnderWay = 4; ///< Not yet taken by the main thread.
inline constexpr int RememberedDepartures = 100'000; ///< A room thread, for who was there when.

// The operator's and the demo's own connections
inline constexpr qsizetype MaxOperatorBytes = 2 * MaxMaxMessageSize; ///< Not sent yet, a project.
inline constexpr std::chrono::seconds LoopbackConnectTimeout = 10s;
inline constexpr qsizetype MaxLoopbackMessageSize = MaxMaxMessageSize + 4096; ///< With its stamp.
inline constexpr std::chrono::seconds DemoReconnectDelay = 2s;
inline constexpr qsizetype MaxDemoAnswersUnderWay = 16;

// The stages of a stop, one after the other: with AbandonGrace together under 5 s.
inline constexpr std::chrono::milliseconds DrainGrace = 50ms; ///< For threads behind the drain.
inline constexpr std::chrono::milliseconds StopTimeout = 1700ms; ///< For clients to go.
inline constexpr std::chrono::milliseconds StopGrace = 700ms; ///< Then for their threads to answer.
inline constexpr std::chrono::milliseconds StoreCloseTimeout = 500ms;
inline constexpr std::chrono::milliseconds LogFlushTimeout = 300ms; ///< For the last log lines.

// The log
inline constexpr qsizetype MaxWaitingLogBytes = 1024 * 1024; ///< More are dropped and counted.
inline constexpr int MaxWaitingLogEntries = 1000; ///< For the window; more are left out.
inline constexpr int LogBurst = 100; ///< Lines of one place in the program in a row.
inline constexpr std::chrono::milliseconds LogLineInterval = 100ms; ///< Then one in so long.
inline constexpr int MaxLogPlaces = 1000; ///< Further places share one bucket.
inline constexpr qsizetype LogSampleLength = 200; ///< Of a line, to say which were left out.
inline constexpr std::chrono::seconds LogReportInterval = 1s; ///< Between counts of left out lines.
inline constexpr std::chrono::seconds LogCheckInterval = 15s; ///< Whether the log is still taken.
inline constexpr std::chrono::seconds FileCheckInterval = 20s; ///< Files for the next start.

// Accepting and serving
inline constexpr std::chrono::milliseconds SilentGrace = 250ms; ///< Before one gives up its slot.
inline constexpr std::chrono::seconds HalfOpenGrace = 1s; ///< The same with unread input.
/// Accepted connections that wait for a slot; then accepting pauses.
inline constexpr qsizetype MaxWaitingForSlot = 4096;
inline constexpr int AcceptsPerTurn = 64;

// An answer
inline constexpr std::chrono::seconds AnswerTimeout = 8s; ///< Until a request gets a 503.
inline constexpr qsizetype MaxUnreadHttpBytes = 64 * 1024; ///< Before the next request is read.
inline constexpr qsizetype LargeAnswerBytes = MaxUnreadHttpBytes; ///< More make it a large one.
inline constexpr int MaxLargeAnswers = 16; ///< Under way at a time.
inline constexpr int MaxLargeAnswersPerAddress = 4;
inline constexpr qsizetype SmallAnswerBytes = 2 * 1024; ///< Sent even if too much waits.
inline constexpr qint64 HttpOutputShare = 4; ///< One part in so many of the total queue bytes.
inline constexpr qsizetype HttpSendBytesPerTurn = 256 * 1024; ///< To one connection.
inline constexpr qint64 MinHttpReadRate = 32 * 1024; ///< Bytes a second that a peer has to read.
inline constexpr qsizetype MaxLingerBytes = 256 * 1024; ///< Read and dropped behind a last answer.

inline constexpr qsizetype MaxClientTextBytes = 256; ///< Of User-Agent and of Origin; rest is cut.

} // namespace broadcaster::limits
