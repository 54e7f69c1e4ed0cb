// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/ratelimit.h"

namespace broadcaster {

namespace {

constexpr qint64 Message = 1000;
constexpr qint64 Second = 1000;

} // namespace

RateLimit::Verdict RateLimit::take(int perSecond, qint64 nowMs)
{
    // If the clock was set back, the bucket is not filled.
    const qint64 passed = qBound(qint64 { 0 }, nowMs - m_filledMs, Second);
    m_filledMs = nowMs;
    m_used = qMax(m_used - passed * perSecond, qint64 { 0 });
    if (m_used == 0)
        m_dropped = 0;
    if (m_used + Message <= qint64 { perSecond } * Message) {
        m_used += Message;
        return Verdict::Pass;
    }
    if (++m_dropped > perSecond)
        return Verdict::Close;
    if (m_dropped > 1 && nowMs >= m_warnedMs && nowMs - m_warnedMs < Second)
        return Verdict::Drop;
    m_warnedMs = nowMs;
    return Verdict::Warn;
}

} // namespace broadcaster
