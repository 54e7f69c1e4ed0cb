// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/storelimits.h"

/// Every bounded size, count and wait of the broker that is not an option, a name or a list
/// (server/api/limits.h) or of the store (storelimits.h).
namespace broadcaster::limits {

// A connection
inline constexpr qsizetype MaxRequestHeadBytes = 16 * 1024;
inline constexpr qsizetype MaxRequestBodyBytes = 64 * 1024;
inline constexpr std::chrono::seconds CloseTimeout = 5s; ///< From close frame to cut.
inline constexpr int ListenBacklog = 4096;
inline constexpr int MaxTriedPorts = 20; ///< Behind one in use, for an offer to the user.
inline constexpr int MinHttpConnections = 256; ///< Least number; else as many as WebSockets.
/// While out of descriptors.
inline constexpr std::chrono::milliseconds AcceptRetryInterval = 200ms;
inline constexpr qint64 MaxCertificateFileBytes = 1024 * 1024; ///< For certificates and keys.
inline constexpr qsizetype MaxUnsentTlsBytes = 64 * 1024; ///< Unread answers of TLS itself.
inline constexpr int EmptyTlsReadBytes = 1024; ///< Per read of TLS records without data.
inline constexpr int MaxEmptyTlsReads = 1000; ///< In a row; then the connection ends.
inline constexpr int SpareDescriptors = 64; ///< For database and log; a quarter of few.

// Admission of clients and pages
inline constexpr int FailedTryBurst = 100; ///< Wrong keys in a row per address.
inline constexpr std::chrono::milliseconds FailedTryInterval = 500ms; ///< One more per interval.
inline constexpr std::chrono::seconds MaxFailedTryWait = 30s; ///< Longest wait of an address.
inline constexpr int MaxFailedAddresses = 10'000; ///< The one with the shortest wait is forgotten.
inline constexpr int MaxRememberedWrongKeys = 10'000; ///< The oldest is forgotten.
inline constexpr std::chrono::seconds WrongKeyMemory = 30s; ///< The database is asked again later.
inline constexpr int MaxForwardedHops = 32; ///< Addresses in `Forwarded`; more are ignored.
inline constexpr qsizetype MaxProxyHeaderBytes = 4096; ///< PROXY protocol header with TLVs.
inline constexpr std::chrono::seconds ProxyWarningInterval = 60s; ///< Between equal warnings.

// Counts of connections
inline constexpr std::chrono::seconds RetryAfter = 5s; ///< In answers with 503.

// A message
inline constexpr quint32 MaxFragments = 131'072; ///< 8 MiB in frames of 64 bytes.
inline constexpr qsizetype CountedUnfinishedBytes = 4 * 1024; ///< Smaller parts are not counted.
inline constexpr std::chrono::seconds UnfinishedMessageTimeout = 300s; ///< From its first byte.

// Compression (RFC 7692). Smaller messages hardly shrink; larger ones would hold up the thread.
inline constexpr int CompressionLevel = 2; ///< Level of zlib, 1 to 9.
inline constexpr qsizetype MinCompressedBytes = 256;
inline constexpr qsizetype MaxCompressedBytes = 1024 * 1024;

// Output queue of one client
inline constexpr qsizetype EarlyFlushBytes = 256 * 1024; ///< More is sent before the turn ends.
inline constexpr int MaxWaitingPongs = 1024; ///< Unsent; then the client is closed.

inline constexpr int MaxInvalidMessageRate = 100; ///< Per client and second; then 1008.

// Liveness
inline constexpr int MaxUnansweredPings = 2;
inline constexpr int PingsAtOnce = 32; ///< On average, between the bounds of a step.
inline constexpr std::chrono::milliseconds MinPingStep = 2ms; ///< Between pings of a huge crowd.
inline constexpr std::chrono::milliseconds MaxPingStep = 100ms; ///< Precision with few clients.
// Crowds: clients that come, go or are closed by the thousand.
inline constexpr std::chrono::microseconds CrowdSliceTime = 2ms; ///< Then sockets are served.
/// Longest wait of the `client_left` messages for further clients to leave.
inline constexpr std::chrono::milliseconds MaxFarewellDelay = 100ms;
inline constexpr std::chrono::milliseconds DrainStep = 50ms; ///< Interval between closings.

// Threads and their buffers
inline constexpr qint32 ReceiveBufferBytes = 256 * 1024; ///< One buffer per room thread.
inline constexpr int EventsPerCall = 1024; ///< Sockets that one system call reports.
inline constexpr int CallsPerTurn = 32; ///< System calls while more sockets are ready.
// One turn of a thread, and the slice of it that one client gets (TurnBudget).
inline constexpr std::chrono::microseconds TurnTime = 5ms; ///< Time to read and route.
inline constexpr std::chrono::microseconds FlushTime = 5ms; ///< Time to send.
inline constexpr std::chrono::microseconds SliceTime = 500us;
inline constexpr int EventsPerLook = 32; ///< Frames between two looks at the clock.
/// Output caused by the input of a turn.
inline constexpr qint64 WorkBytesPerTurn = 16 * 1024 * 1024;
inline constexpr qint64 TurnQueueBytes = 8 * 1024 * 1024; ///< Bytes added to queues in a turn.
inline constexpr qint64 TurnQueueShare = 4; ///< Divisor of the total; bounds a turn, too.
inline constexpr qint64 FreeGroupDebt = 16 * 1024; ///< Project's debt before others go first.
inline constexpr qsizetype SendsPerLook = 8; ///< Sends between two looks at the clock.
inline constexpr qsizetype BytesPerLook = 64 * 1024; ///< Bytes between two looks at the clock.
inline constexpr qsizetype DeliveryBytes = 128; ///< Fixed cost of a delivery in bytes.
inline constexpr qint32 FirstReceiveBytes = 16 * 1024; ///< Until messages prove cheap.
inline constexpr qint32 MinReceiveBytes = 2 * 1024;
inline constexpr qsizetype KeptBufferBytes = 64 * 1024; ///< Threads free larger buffers.
/// Memory kept for the next message: as much for partly received messages as for output.
inline constexpr qsizetype PooledBytes = 8 * 1024 * 1024; ///< Per kind and room thread.
// Freed memory is returned to the system.
inline constexpr int OwnMappingBytes = 512 * 1024; ///< Larger blocks are returned when freed.
inline constexpr int KeptFreeBytes = 1024 * 1024; ///< Larger free ends of a heap are returned.
/// Missing bytes that are received in place.
inline constexpr qsizetype DirectReceiveBytes = 16 * 1024;

// Metrics and readiness
inline constexpr int MaxMetricProjects = 50; ///< Listed by name; the others are summed.
inline constexpr std::chrono::seconds ReadyTimeout = 2s; ///< Wait for the database.

/// Descriptors to look at for the program that holds a port: nobody connects meanwhile, for at most
/// about 0.2 s.
inline constexpr int PortOwnerDescriptors = 20'000;

// Traffic for observers
inline constexpr std::chrono::milliseconds TrafficInterval = 33ms; ///< Between batches.
/// Wait for batches of other threads, so that messages are in the order of their time.
inline constexpr std::chrono::milliseconds TrafficMergeDelay = 50ms;
inline constexpr int TrafficBatchRecords = 8192; ///< Per room thread; more are dropped and counted.
/// Exceeded only by a single larger message.
inline constexpr qsizetype TrafficBatchBytes = 4 * 1024 * 1024;
/// Delivery changes; more are only counted. Enough for a full queue of the default size.
inline constexpr int TrafficBatchChanges = 131'072;
inline constexpr int TrafficBatchEvents = 16'384; ///< Clients that come and go; more are counted.
inline constexpr int TrafficBatchesUnderWay = 4; ///< Not yet acknowledged.
inline constexpr int RememberedDepartures = 100'000; ///< Per room thread, for old rosters.

// The connections of console clients and of the demo
inline constexpr qsizetype MaxDemoHeardBytes = 64 * 1024; ///< The demo ignores larger messages.
inline constexpr qsizetype MaxConsoleClientBytes = 2
    * MaxMaxMessageSize; ///< Unsent bytes per project.
inline constexpr std::chrono::seconds LoopbackConnectTimeout = 10s;
inline constexpr qsizetype MaxLoopbackMessageSize = MaxMaxMessageSize + 4096; ///< With the stamp.
inline constexpr std::chrono::seconds DemoReconnectDelay = 2s;
inline constexpr qsizetype MaxDemoAnswersUnderWay = 16;

// Kept messages
inline constexpr qsizetype MaxKeptBytes = 256 * 1024 * 1024; ///< The oldest are dropped above it.
/// Beginning of a message that is kept. Bounds the time that a filter takes for one message, too.
inline constexpr qsizetype MaxKeptTextBytes = 64 * 1024;
inline constexpr qsizetype MaxKeptEvents = 50'000; ///< Clients that came or went.
inline constexpr qsizetype ShownTextBytes = 16 * 1024; ///< Text of a message in one answer.
inline constexpr qsizetype ShownPreviewBytes = 200;
inline constexpr size_t TrafficBatchesForArchive = 8; ///< Not yet kept; more are counted.
/// Small batches above that number, so that few messages are not left out.
inline constexpr qsizetype TrafficBytesForArchive = 4 * 1024 * 1024;
inline constexpr int MaxSearches = 4; ///< Not answered yet; further ones are refused.
inline constexpr std::chrono::milliseconds SearchTime = 1s; ///< Work for one answer.
inline constexpr int RememberedRefusals = 100; ///< Clients that were not let in.

// Agents (docs/mcp.md)
inline constexpr qsizetype MaxMcpAnswerBytes = 64 * 1024;
inline constexpr qsizetype MaxRpcIdBytes = 256; ///< JSON of the id of a call.
inline constexpr qsizetype MaxMcpRows = 500; ///< Rows of a list that are made.
inline constexpr qsizetype MaxMcpErrorCharacters = 4096; ///< An error may repeat a caller's text.
inline constexpr int MaxMcpCalls = 16; ///< Tools that have not answered yet; more are refused.
inline constexpr int MaxNearIds = 5; ///< Ids that are told for one that nobody has.

// Consoles elsewhere
inline constexpr int MaxConsoles = 16;
inline constexpr qsizetype MaxConsoleFrameBytes = 1024
    * 1024; ///< Frame from a console, besides a message.
/// Unsent output besides one whole message; then the console is closed with 4002.
inline constexpr qsizetype MaxConsoleQueueBytes = 32 * 1024 * 1024;
inline constexpr qint64 MaxConsolesQueueBytes = 256 * 1024 * 1024; ///< The same for all consoles.
/// Unsent output above which traffic is left out, and counted.
inline constexpr qsizetype ConsoleTrafficQueueBytes = 1024 * 1024;
inline constexpr int MaxConsoleQuestions = 16; ///< Not answered yet, per console.
inline constexpr int MaxInvalidConsoleFrames = 100; ///< In all; then 1008.
inline constexpr size_t TrafficBatchesForConsoles = 8; ///< Not yet looked at; more are counted.
inline constexpr qsizetype TrafficBytesForConsoles = 4 * 1024 * 1024; ///< As for the archive.
/// Numbers of the messages sent last, so that changes of these are sent, too; per console.
inline constexpr qsizetype RememberedConsoleMessages = 100'000;
inline constexpr qint64 RecordCostBytes = 96; ///< Cost of a record besides its text.
inline constexpr qint64 ChangeCostBytes = 64; ///< Cost of a change of a delivery, or of an event.
/// Traffic that waits for a console's next batch; more is left out, and counted.
inline constexpr qint64 MaxConsoleBatchBytes = 4 * 1024 * 1024;
/// Processor time to look at one batch for one console; the rest is left out, and counted.
inline constexpr std::chrono::milliseconds ConsoleFilterTime = 20ms;
inline constexpr qsizetype KeptMessageBytes = 64 * 1024 * 1024; ///< Batches with large messages.

// A cluster
inline constexpr std::chrono::milliseconds ClusterTick = 500ms; ///< Between looks at the clock.
/// Ticks that are farther apart mean that this process was stopped.
inline constexpr std::chrono::seconds ClusterStall = 2s;
inline constexpr std::chrono::seconds ClusterBeatInterval = 2s;
inline constexpr std::chrono::seconds ClusterLease = 10s; ///< From its last renewal.
inline constexpr std::chrono::milliseconds ClusterLeaseRenewal = 2500ms;
inline constexpr std::chrono::seconds ClusterSilence = 10s; ///< Then a broker may be dead.
inline constexpr std::chrono::seconds ClusterProbeInterval = 2s;
inline constexpr int MaxMissedProbes = 2; ///< In a row; then the engine is connected anew.
/// Time for which probes have come back before a broker is declared dead.
inline constexpr std::chrono::seconds ClusterProbeGood = 5s;
/// Between questions for the lease of one silent broker.
inline constexpr std::chrono::seconds ClusterQuestionInterval = 1s;
inline constexpr std::chrono::seconds FencedNoticeInterval = 1s; ///< To one broker that is dead.
inline constexpr size_t MaxClusterBrokers = 256; ///< Known at a time; more are not heard.
inline constexpr size_t RememberedFormerBrokers = 256; ///< Dead and gone; the oldest is forgotten.
inline constexpr qint64 ClusterQueueBytes = 32 * 1024 * 1024; ///< For one broker; more are refused.
inline constexpr std::chrono::seconds ClusterQueueTime = 1s; ///< Records wait no longer to leave.
/// Records of one project, before other projects of the thread have their turn.
inline constexpr int ClusterRecordsInTurn = 64;
inline constexpr qsizetype ClusterBatchBytes = 64 * 1024; ///< Exceeded by single records only.
inline constexpr int ClusterBatchesUnderWay = 4; ///< To one broker, not answered by the engine.
inline constexpr std::chrono::seconds ClusterEnterTimeout = 1s; ///< Wait for others' rosters.
inline constexpr int ClusterEntersUnderWay = 256; ///< Projects entered at a time.
/// Time to close the clients of a broker that begins anew.
inline constexpr std::chrono::seconds ClusterCloseTime = 2s;
inline constexpr std::chrono::seconds ClusterResyncInterval = 1s; ///< Between two, for one broker.
inline constexpr std::chrono::seconds ClusterAnswerTimeout = 1s; ///< For answers of other brokers.
inline constexpr std::chrono::milliseconds ClusterGoodbyeTime = 200ms; ///< To leave the machine.
inline constexpr std::chrono::milliseconds ClusterStopTimeout = 500ms; ///< To say goodbye.
inline constexpr size_t MaxRosterClients = 1'000'000; ///< A larger roster is not read.
inline constexpr qsizetype ClusterAnswerBytes = 24 * 1024 * 1024; ///< Larger answers are refused.
inline constexpr size_t MaxClusterSurveys = 1024; ///< Questions to other brokers under way.
/// A broker that stands still does not use up all of them.
inline constexpr int ClusterSurveysOfBroker = 64; ///< Answers that one broker owes.

// The stages of a stop, one after the other: with AbandonGrace together under 5 s.
inline constexpr std::chrono::milliseconds DrainGrace = 50ms; ///< For slow threads after the drain.
inline constexpr std::chrono::milliseconds StopTimeout = 1700ms; ///< Time to close the clients.
inline constexpr std::chrono::milliseconds ConsolesStopTimeout = 300ms; ///< For a slow filter.
inline constexpr std::chrono::milliseconds StopGrace = 700ms; ///< Time for their threads to answer.
inline constexpr std::chrono::milliseconds StoreCloseTimeout = 500ms;
inline constexpr std::chrono::milliseconds LogFlushTimeout = 300ms; ///< For the last log lines.

// The log
inline constexpr qsizetype MaxWaitingLogBytes = 1024 * 1024; ///< More are dropped and counted.
inline constexpr int MaxWaitingLogEntries = 1000; ///< For the window; more are left out.
inline constexpr int LogBurst = 100; ///< Lines in a row from one place in the program.
inline constexpr std::chrono::milliseconds LogLineInterval = 100ms; ///< One more line per interval.
inline constexpr int MaxLogPlaces = 1000; ///< Further places share one bucket.
inline constexpr qsizetype LogSampleLength = 200; ///< Part of a line quoted in the report.
/// Between reports of left out lines.
inline constexpr std::chrono::seconds LogReportInterval = 1s;
inline constexpr std::chrono::seconds LogCheckInterval = 15s; ///< Between checks of the output.
inline constexpr std::chrono::seconds FileCheckInterval = 20s; ///< Between checks of the files.

// Accepting and serving
inline constexpr std::chrono::milliseconds SilentGrace = 250ms; ///< Before a silent one is dropped.
inline constexpr std::chrono::seconds HalfOpenGrace = 1s; ///< The same with unread input.
/// Accepted connections that wait for a slot; when full, accepting pauses.
inline constexpr qsizetype MaxWaitingForSlot = 4096;
inline constexpr int AcceptsPerTurn = 64;

// An answer
inline constexpr std::chrono::seconds AnswerTimeout = 8s; ///< Then the request gets a 503.
inline constexpr qsizetype MaxUnreadHttpBytes = 64 * 1024; ///< Full: no further request is read.
inline constexpr qsizetype LargeAnswerBytes = MaxUnreadHttpBytes; ///< Smallest "large" answer.
inline constexpr int MaxLargeAnswers = 16; ///< Large answers in progress.
inline constexpr int MaxLargeAnswersPerAddress = 4;
inline constexpr qsizetype SmallAnswerBytes = 2 * 1024; ///< Sent even above the limits.
inline constexpr qint64 HttpOutputShare = 4; ///< Divisor of the total of all queues.
inline constexpr qsizetype HttpSendBytesPerTurn = 256 * 1024; ///< Per connection.
inline constexpr qint64 MinHttpReadRate = 32 * 1024; ///< Slowest rate for a peer, per second.
inline constexpr qsizetype MaxLingerBytes = 256 * 1024; ///< Read and dropped behind a last answer.

inline constexpr qsizetype MaxClientTextBytes = 256; ///< User-Agent and Origin are cut there.

} // namespace broadcaster::limits
