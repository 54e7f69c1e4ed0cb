// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

namespace broadcaster {

/// A copy of one kept message, for views that show it longer than the store keeps it.
struct TrafficMessage {
    quint64 sequence = 0;
    ProjectId project;
    TrafficRecord record;
    QByteArray message;
    QByteArray type;
    QByteArray target;
    MessageDelivery delivery;
    MessageNote note {};

    /// Valid as long as this object.
    [[nodiscard]] TrafficRow row() const
    {
        return { &record, &project, message, type, target, &delivery, &note };
    }
};

} // namespace broadcaster
