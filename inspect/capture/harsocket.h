// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "server/api/ids.h"

#include <QtCore/QByteArray>

#include <optional>

namespace broadcaster {

/// One WebSocket of a HAR file, as far as its entry tells.
struct HarSocket {
    ProjectId project; ///< Null: neither `projectId` nor a host.
    std::optional<ClientType> type;
    QByteArray client; ///< Its id; empty: not known.
    bool isOfBroker = false; ///< Its URL has a `projectId`.
    std::optional<qint64> startMs; ///< Time of the handshake.
    int number = 0; ///< In the file, from 1.

    /// The id, or a name where the id is not known: "socket-2".
    [[nodiscard]] QByteArray clientOrNumber() const;
};

/// A WebSocket among the entries of a file, and its messages.
struct HarEntry {
    HarSocket socket;
    JsonValue messages; ///< An array.
};
/// Null for another request. The entry is looked through once, because it can be large.
[[nodiscard]] std::optional<HarEntry> harEntryOf(const JsonValue &entry, int number);

} // namespace broadcaster
