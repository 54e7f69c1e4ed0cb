// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

/// Bounds that users and the window meet: bounds of names and lists, and bounds of options that
/// other code builds on. All other bounds of options are in their rows in options.cpp. All other
/// bounds of the broker are in the headers of server/base, in the same namespace.
namespace broadcaster::limits {

using namespace std::chrono_literals;

// Options
inline constexpr int MaxMaxConnections = 1'000'000;
inline constexpr qsizetype DefaultMaxMessageSize = 1024 * 1024;
inline constexpr qsizetype MaxMaxMessageSize = 64 * 1024 * 1024;
inline constexpr int MaxRoomThreads = 8;
inline constexpr int MaxClusterUrls = 16;
inline constexpr qsizetype MaxServiceKeyBytes = 4096;
inline constexpr qsizetype WeakServiceKeyBytes = 16; ///< A shorter key is logged as a warning.

// Envelopes, and refused clients
inline constexpr int MaxJsonDepth = 1000;
/// Remembered origins; the one refused longest ago is forgotten.
inline constexpr int MaxRefusedOrigins = 20;

// Traffic for an attached window
inline constexpr qsizetype TrafficTargetBytes = 256;
inline constexpr int MaxConsoleClients = 64; ///< Projects with a console client at a time.

// Kept messages
inline constexpr int MaxKeepMessages = 10'000'000;

inline constexpr qsizetype MaxRedisSecretCharacters = 1024; ///< User or password, percent-encoded.
inline constexpr qsizetype MaxQuotedCharacters = 80; ///< An error repeats no more of a text.

// Consoles elsewhere
inline constexpr qint64 ConsoleBatchesPerSecond = 30; ///< Most batches of traffic.
inline constexpr qsizetype MaxQuestionItems = 4'096; ///< CBOR items of a question.
inline constexpr qint64 DefaultConsoleBytesPerSecond = 4 * 1024 * 1024;
inline constexpr qint64 MaxConsoleBytesPerSecond = 256 * 1024 * 1024;
inline constexpr qsizetype WholeMessageBytes = 16 * 1024; ///< Longer messages are cut.
inline constexpr qsizetype MessagePreviewBytes = 1024;

// Lists in answers
inline constexpr int MaxListedProjects = 10'000;
inline constexpr int MaxExplainedClients = 1'000;
inline constexpr qint64 DefaultFoundMessages = 20;
inline constexpr qint64 MaxFoundMessages = 200; ///< In one answer, and as many events.

// Names and keys
inline constexpr qsizetype MaxProjectIdBytes = 256;
inline constexpr qsizetype MaxDescriptionLength = 1000; ///< UTF-16 units; also for `createdBy`.

// The store
inline constexpr int UsageDays = 30; ///< Days a usage report goes back, today included.

} // namespace broadcaster::limits
