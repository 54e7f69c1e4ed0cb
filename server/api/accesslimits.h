// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

/// The part of limits.h that is about clients and pages that are let in or not. Included by it.
namespace broadcaster::limits {

using namespace std::chrono_literals;

// Clients and pages that may come in
inline constexpr int MaxAllowedOrigins = 100;
inline constexpr int MaxAllowedHosts = 100;
inline constexpr int MaxRefusedOrigins = 20; ///< Remembered; the one refused longest ago goes.
inline constexpr int FailedTryBurst = 100; ///< Wrong keys an address may give in a row.
inline constexpr std::chrono::milliseconds FailedTryInterval = 500ms; ///< Then one in so long.
inline constexpr std::chrono::seconds MaxFailedTryWait = 30s; ///< Before its next try is looked at.
inline constexpr int MaxFailedAddresses = 10'000; ///< Remembered; who has to wait least goes.
inline constexpr int MaxRememberedWrongKeys = 10'000; ///< The oldest goes.
inline constexpr std::chrono::seconds WrongKeyMemory = 30s; ///< Then the key is looked up again.
inline constexpr qsizetype WeakServiceKeyBytes = 16; ///< A shorter one is warned about.
inline constexpr int MaxTrustedProxies = 100;
inline constexpr int MaxForwardedHops = 32; ///< Addresses in `Forwarded`; more are not believed.
inline constexpr qsizetype MaxProxyHeaderBytes = 4096; ///< Of the PROXY protocol, TLVs included.
inline constexpr std::chrono::seconds ProxyWarningInterval = 60s; ///< Between two lines of a kind.

} // namespace broadcaster::limits
