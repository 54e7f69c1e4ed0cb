// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

namespace broadcaster {

/// One kept message: views into the store, valid until it changes.
struct TrafficRow {
    const TrafficRecord *record = nullptr;
    const ProjectId *project = nullptr;
    QByteArrayView message; ///< The envelope, as on the wire.
    QByteArrayView type; ///< Content of the JSON string, escapes included.
    QByteArrayView target;

    [[nodiscard]] bool isSystem() const { return record->sender[0] == '\0'; }
    [[nodiscard]] QByteArrayView sender() const ///< Empty: the broker itself.
    {
        return isSystem() ? QByteArrayView()
                          : QByteArrayView(record->sender.data(),
                              qstrnlen(record->sender.data(), TrafficRecord::ClientIdSize));
    }
};

} // namespace broadcaster
