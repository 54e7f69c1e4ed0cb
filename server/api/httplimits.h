// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

/// The part of limits.h that is about connections as long as they speak HTTP.
namespace broadcaster::limits {

using namespace std::chrono_literals;

// Accepting and serving
inline constexpr std::chrono::milliseconds SilentGrace = 250ms; ///< Before one gives up its slot.
inline constexpr std::chrono::seconds HalfOpenGrace = 1s; ///< The same with unread input.
/// Accepted connections that wait for a slot; then accepting pauses.
inline constexpr qsizetype MaxWaitingForSlot = 4096;
inline constexpr int AcceptsPerTurn = 64;
inline constexpr std::chrono::milliseconds GatewayTurn = 5ms; ///< Of serving requests.

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
