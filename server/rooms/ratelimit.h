// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

namespace broadcaster {

/// How fast one client sends: a token bucket that holds a second's worth of messages.
class RateLimit final {
public:
    enum class Verdict {
        Pass,
        Warn, ///< Dropped: the first since it kept to the limit, or in a second.
        Drop,
        Close, ///< Another second's worth has been dropped since it kept to the limit.
    };

    explicit RateLimit(qint64 nowMs)
        : m_filledMs(nowMs)
    {
    }

    /// One message comes. `perSecond` may change. REQUIRES: perSecond > 0
    [[nodiscard]] Verdict take(int perSecond, qint64 nowMs);

private:
    qint64 m_used = 0; ///< Tokens used, in thousandths of a message.
    qint64 m_filledMs;
    qint64 m_warnedMs = 0;
    qint64 m_dropped = 0; ///< Since the bucket was full.
};

} // namespace broadcaster
