// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/apikeystore.h"

#include <QtCore/QHash>
#include <QtCore/QList>

namespace broadcaster {

/// The last uses of keys that are not written yet: each is written at most once per
/// limits::KeyUseInterval, and all in one transaction, because a crowd may have a key per client.
/// Has no clock.
class KeyUses final {
public:
    void note(qint64 keyId, qint64 nowMs);
    /// The uses to write now: the due ones, or all.
    [[nodiscard]] QList<KeyUse> takeDue(qint64 nowMs);
    [[nodiscard]] QList<KeyUse> takeAll();
    /// The uses are due again, because writing them failed.
    void putBack(const QList<KeyUse> &uses);

private:
    struct Times {
        qint64 usedMs = 0; ///< 0: unused since the last write.
        qint64 writtenMs = 0; ///< 0: never, or long ago.
    };
    QHash<qint64, Times> m_times;
};

} // namespace broadcaster
