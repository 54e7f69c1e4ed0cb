// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

/// Every bounded size, count and wait of the engine that connects brokers by Redis.
namespace broadcaster::limits {

using namespace std::chrono_literals;

inline constexpr std::chrono::hours ClusterFence = 24h; ///< Life of a fence.
/// Life of a project's entries in the register, from the last entry of any broker.
inline constexpr std::chrono::hours ClusterEntry = 24h;
inline constexpr std::chrono::hours ClusterEntryRenewal = 6h; ///< Between entries of a project.

// A connection
/// Per address of the server, until the connection is up.
inline constexpr std::chrono::milliseconds RedisConnectTimeout = 3000ms;
/// Time in which no bytes come or leave while commands wait; then the connection is made anew.
inline constexpr std::chrono::milliseconds RedisAnswerTimeout = 5000ms;
/// Between pings while nothing else waits.
inline constexpr std::chrono::milliseconds RedisCheckInterval = 1000ms;
inline constexpr std::chrono::milliseconds RedisCloseTime = 500ms; ///< For the last output.
inline constexpr std::chrono::milliseconds RedisFirstRetry = 100ms; ///< Doubles with each failure.
inline constexpr std::chrono::milliseconds RedisLastRetry = 2000ms;
/// Time after which a connection that is lost is tried again as if it were the first failure.
inline constexpr std::chrono::milliseconds RedisSteadyTime = 10'000ms;
inline constexpr qsizetype MaxRedisAddresses = 8; ///< More addresses of a host are not tried.
/// Small, because the parser moves the unread rest of a piece after each value.
inline constexpr size_t RedisReadBytes = 16 * 1024;
inline constexpr int RedisReadsPerTurn = 16;
/// Not yet written; exceeded only by a single larger command. Further commands are refused.
inline constexpr qsizetype MaxRedisUnsentBytes = 96 * 1024 * 1024;
inline constexpr size_t MaxRedisCommands = 262'144; ///< Not answered yet; more are refused.
inline constexpr size_t MaxRedisValueBytes = 128 * 1024 * 1024; ///< Larger than any batch.
inline constexpr int MaxRedisListSize = 1'000'000;

} // namespace broadcaster::limits
