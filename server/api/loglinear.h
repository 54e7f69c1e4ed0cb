// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <bit>

/// Buckets of histograms that are wider for larger values: each power of two has 2^bits buckets of
/// the same width, and each value below 2^(bits + 1) has a bucket of its own.
namespace broadcaster {

[[nodiscard]] constexpr int logLinearBucket(quint64 value, int bits)
{
    const int shift = static_cast<int>(std::bit_width(value >> bits)) - 1;
    return shift <= 0 ? static_cast<int>(value)
                      : (shift << bits) + static_cast<int>(value >> shift);
}

/// Width of the bucket. Its middle is off by at most 1 / 2^(bits + 1) of any value in it.
[[nodiscard]] constexpr quint64 logLinearWidth(int bucket, int bits)
{
    const int shift = (bucket >> bits) - 1;
    return shift <= 0 ? 1 : quint64 { 1 } << shift;
}

/// The lowest value of the bucket.
[[nodiscard]] constexpr quint64 logLinearLowest(int bucket, int bits)
{
    const int shift = (bucket >> bits) - 1;
    return shift <= 0 ? static_cast<quint64>(bucket)
                      : static_cast<quint64>(bucket - (shift << bits)) << shift;
}

} // namespace broadcaster
