// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

namespace broadcaster {

/// The rate of one client: a token bucket that holds a second's worth of messages.
class RateLimit final {
public:
    enum class Verdict {
        Pass,
        Warn, ///< Dropped: the first message since the client kept to the limit, or in a second.
        Drop,
        /// A second's worth of messages has been dropped since the client kept to the limit.
        Close,
    };

    explicit RateLimit(qint64 nowMs)
        : m_filledMs(nowMs)
    {
    }

    /// Takes one message. `perSecond` may change. REQUIRES: perSecond > 0
    [[nodiscard]] Verdict take(int perSecond, qint64 nowMs);

private:
    qint64 m_used = 0; ///< Tokens used, in thousandths of a message.
    qint64 m_filledMs;
    qint64 m_warnedMs = 0;
    qint64 m_dropped = 0; ///< Messages dropped since the bucket was full.
};

} // namespace broadcaster
