// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

/// The part of limits.h that is about the process: how it ends, its log and its files.
namespace broadcaster::limits {

using namespace std::chrono_literals;

// The stages of a stop, one after the other: with AbandonGrace together under 5 s.
inline constexpr std::chrono::milliseconds DrainGrace = 50ms; ///< For threads behind the drain.
inline constexpr std::chrono::milliseconds StopTimeout = 1700ms; ///< For clients to go.
inline constexpr std::chrono::milliseconds StopGrace = 700ms; ///< Then for their threads to answer.
inline constexpr std::chrono::milliseconds FlushTimeout = 1400ms; ///< For the last counters.
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

} // namespace broadcaster::limits
