// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

namespace broadcaster {

/// Messages that are missing at one place.
struct TrafficGap {
    quint64 messages = 0; ///< Messages that the broker counted and did not send.
    /// A time for which nothing is known, in milliseconds since the Unix epoch; 0: there is none.
    qint64 unseenFromMs = 0;
    qint64 unseenToMs = 0;

    [[nodiscard]] bool hasUnseen() const { return unseenToMs > 0; }
    [[nodiscard]] bool isEmpty() const { return messages == 0 && !hasUnseen(); }
    void add(const TrafficGap &other)
    {
        messages += other.messages;
        if (!other.hasUnseen())
            return;
        if (!hasUnseen() || other.unseenFromMs < unseenFromMs)
            unseenFromMs = other.unseenFromMs;
        if (other.unseenToMs > unseenToMs)
            unseenToMs = other.unseenToMs;
    }
};

} // namespace broadcaster
