// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

/// Bounds that users and the window meet: those of options, names and lists. `Default…` may be
/// changed by configuration within `Min…` and `Max…`. What the broker bounds besides is in
/// server/base/tuning.h, in the same namespace.
namespace broadcaster::limits {

using namespace std::chrono_literals;

// A connection
inline constexpr std::chrono::seconds DefaultHandshakeTimeout = 10s; ///< For a whole request, too.
inline constexpr std::chrono::seconds MinHandshakeTimeout = 1s;
inline constexpr std::chrono::seconds MaxHandshakeTimeout = 300s;
inline constexpr int DefaultMaxPendingHandshakes = 1024; ///< Connections without a whole request.
inline constexpr int MaxListenAddresses = 16;

// Clients and pages that may come in
inline constexpr int MaxAllowedOrigins = 100;
inline constexpr int MaxAllowedHosts = 100;
inline constexpr int MaxRefusedOrigins = 20; ///< Remembered; the one refused longest ago goes.
inline constexpr int MaxTrustedProxies = 100;
inline constexpr qsizetype WeakServiceKeyBytes = 16; ///< A shorter one is warned about.

// Counts of connections
inline constexpr int DefaultMaxConnections = 50'000;
inline constexpr int DefaultMaxConnectionsPerProject = 20'000;
inline constexpr int MaxMaxConnections = 1'000'000;

// A message
inline constexpr qsizetype DefaultMaxMessageSize = 1024 * 1024;
inline constexpr qsizetype MinMaxMessageSize = 1024;
inline constexpr qsizetype MaxMaxMessageSize = 64 * 1024 * 1024;
inline constexpr int MaxJsonDepth = 1000;

// What waits to be sent to one client
inline constexpr qsizetype DefaultMaxQueueBytes = 8 * 1024 * 1024;
inline constexpr qsizetype MinMaxQueueBytes = 64 * 1024;
inline constexpr qsizetype MaxMaxQueueBytes = 1024 * 1024 * 1024;
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
inline constexpr std::chrono::seconds DefaultIdleProjectTimeout = 300s;
inline constexpr std::chrono::seconds MinIdleProjectTimeout = 1s;
inline constexpr std::chrono::seconds MaxIdleProjectTimeout = 86'400s;
inline constexpr std::chrono::seconds MaxDrainTime = 3600s;

// Threads and their buffers
inline constexpr int MaxRoomThreads = 8;

// What an attached window is told
inline constexpr qsizetype TrafficTargetBytes = 256;
inline constexpr int MaxOperators = 64; ///< Projects the operator is connected to at a time.
inline constexpr int MaxListedProjects = 10'000;

// Names and keys
inline constexpr qsizetype MaxProjectIdBytes = 256;
inline constexpr qsizetype MaxDescriptionLength = 1000; ///< UTF-16 units; `createdBy` too.
inline constexpr qsizetype MaxServiceKeyBytes = 4096;

// The store
inline constexpr int UsageDays = 30; ///< Days a usage report goes back, today included.

} // namespace broadcaster::limits
