// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficrow.h"

#include <algorithm>

namespace broadcaster {

/// A row with everything it points to. Set the members under test; `type` is read from the message.
struct OwnedRow {
    QByteArray message;
    ProjectId project = ProjectId::fromUtf8("user123").value();
    TrafficRecord record;
    QByteArray target;
    MessageDelivery delivery;
    MessageNote note;

    /// Sent by this client; empty: by the broker.
    void setSender(QByteArrayView id, ClientType type = ClientType::Runtime)
    {
        record.sender = {};
        std::copy_n(id.begin(), std::min(id.size(), qsizetype { TrafficRecord::ClientIdSize }),
            record.sender.begin());
        record.senderType = type;
    }

    [[nodiscard]] TrafficRow row() const
    {
        TrafficRow row { &record, &project, message, {}, target,
            delivery.isEmpty() ? nullptr : &delivery, note.isEmpty() ? nullptr : &note };
        const JsonValue type = jsonAt(jsonRoot(message), { QByteArray("type") });
        if (type.kind == JsonValue::Kind::String)
            row.type = type.raw.sliced(1).chopped(1);
        return row;
    }
};

} // namespace broadcaster
