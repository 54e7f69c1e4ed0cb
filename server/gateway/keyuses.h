// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/apikeystore.h"

#include <QtCore/QHash>
#include <QtCore/QList>

namespace broadcaster {

/// When keys were used, until that is written: each at most once in limits::KeyUseInterval, and
/// all together, because a crowd with a key each must not make a transaction each. Has no clock.
class KeyUses final {
public:
    void note(qint64 keyId, qint64 nowMs);
    /// The uses to be written now: those that are due, or all.
    [[nodiscard]] QList<KeyUse> takeDue(qint64 nowMs);
    [[nodiscard]] QList<KeyUse> takeAll();
    /// Writing them failed: they are due again.
    void putBack(const QList<KeyUse> &uses);

private:
    struct Times {
        qint64 usedMs = 0; ///< 0: not since it was written.
        qint64 writtenMs = 0; ///< 0: never, or long ago.
    };
    QHash<qint64, Times> m_times;
};

} // namespace broadcaster
