// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <cstdio>
#include <cstdlib>
#include <functional>

namespace broadcaster {

/// Reports the condition that does not hold and ends the program, so that the fuzzer keeps the
/// input.
inline void check(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

inline QByteArray inputBytes(const std::uint8_t *data, std::size_t size)
{
    return { reinterpret_cast<const char *>(data), static_cast<qsizetype>(size) };
}

inline std::string_view view(const QByteArray &bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

inline QByteArray toBytes(std::string_view text)
{
    return { text.data(), static_cast<qsizetype>(text.size()) };
}

/// Calls `take` with all of `bytes`, cut at places that depend on them alone.
inline void forEachPiece(
    const QByteArray &bytes, const std::function<void(const QByteArray &)> &take)
{
    quint32 random = qChecksum(bytes) | 1U;
    for (qsizetype at = 0; at < bytes.size();) {
        random = random * 1'664'525 + 1'013'904'223; // Numerical Recipes' generator.
        const qsizetype most = qsizetype { 1 } << (random >> 16) % 10;
        const qsizetype size = qMin(1 + qsizetype(random >> 20) % most, bytes.size() - at);
        take(bytes.sliced(at, size));
        at += size;
    }
}

} // namespace broadcaster
