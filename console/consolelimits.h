// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

/// Bounds of the connection to a broker elsewhere.
namespace broadcaster::limits {

using namespace std::chrono_literals;

inline constexpr std::chrono::seconds ConsoleConnectTimeout = 15s;
inline constexpr std::chrono::seconds ConsolePingInterval = 10s;
/// Pings without an answer, while a question waits, until the connection counts as lost. Without a
/// question, one is enough.
inline constexpr int MaxSilentConsolePings = 6;
/// The largest frame from a broker, above every limit of one.
inline constexpr quint64 MaxConsoleAnswerBytes = 256ULL * 1024 * 1024;
inline constexpr std::chrono::milliseconds FirstReconnectWait = 1s; ///< Doubled with each attempt.
inline constexpr std::chrono::milliseconds LongestReconnectWait = 30s;

} // namespace broadcaster::limits
