// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QElapsedTimer>

namespace broadcaster {

/// The longest time that work over many messages may block the window.
inline constexpr qint64 WorkSliceMs = 8;

/// Tells when a piece of such work is over. Looks at the clock only now and then.
class WorkSlice final {
public:
    WorkSlice() { m_clock.start(); }

    /// Called after work on one message of that size.
    [[nodiscard]] bool isOverAfter(qsizetype messageBytes)
    {
        constexpr qsizetype BytesBetweenLooks = 16 * 1024;
        constexpr qsizetype BytesOfARow = 128; // Fixed cost of a message in bytes.
        m_work += BytesOfARow + messageBytes;
        if (m_work < BytesBetweenLooks)
            return false;
        m_work = 0;
        return m_clock.elapsed() >= WorkSliceMs;
    }

private:
    QElapsedTimer m_clock;
    qsizetype m_work = 0;
};

} // namespace broadcaster
