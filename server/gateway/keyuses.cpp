// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/keyuses.h"

#include "server/base/storelimits.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace broadcaster {

void KeyUses::note(qint64 keyId, qint64 nowMs)
{
    m_times[keyId].usedMs = nowMs;
}

QList<KeyUse> KeyUses::takeDue(qint64 nowMs)
{
    constexpr auto Interval = std::chrono::milliseconds(limits::KeyUseInterval).count();
    QList<KeyUse> due;
    for (auto times = m_times.begin(); times != m_times.end();) {
        // A use is due, too, when the clock was set back.
        if (std::abs(nowMs - times->writtenMs) < Interval) {
            ++times;
        } else if (times->usedMs == 0) {
            times = m_times.erase(times);
        } else {
            due.append({ times.key(), std::exchange(times->usedMs, 0) });
            times->writtenMs = nowMs;
            ++times;
        }
    }
    return due;
}

QList<KeyUse> KeyUses::takeAll()
{
    QList<KeyUse> all;
    for (auto times = m_times.cbegin(); times != m_times.cend(); ++times) {
        if (times->usedMs != 0)
            all.append({ times.key(), times->usedMs });
    }
    m_times.clear();
    return all;
}

void KeyUses::putBack(const QList<KeyUse> &uses)
{
    for (const KeyUse &use : uses) {
        Times &times = m_times[use.keyId];
        times.usedMs = std::max(times.usedMs, use.atMs);
        times.writtenMs = 0;
    }
}

} // namespace broadcaster
