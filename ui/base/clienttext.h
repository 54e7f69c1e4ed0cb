// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientnames.h"

#include <optional>

/// Clients in words.
namespace broadcaster {

/// The name of a client or, while it has none, its short id.
struct ClientLabel {
    QString text;
    int colour = -1; ///< ClientName::colour; -1: it has no name.
    std::optional<ClientType> type;

    [[nodiscard]] bool isNamed() const { return colour >= 0; }
    /// The text says the type, too.
    [[nodiscard]] bool saysType() const;
};

/// Looks the name up, so that the client gets one if it has none. Without names: the short id.
[[nodiscard]] ClientLabel clientLabel(ClientNames *names, const ProjectId &project,
    QByteArrayView client, std::optional<ClientType> type);
/// "Chrome 2", or "runtime 8f1c…" for a client without a name.
[[nodiscard]] QString clientText(const ClientLabel &label);
/// Name, type and whole id, on two lines.
[[nodiscard]] QString clientTip(const ClientLabel &label, QByteArrayView client);

} // namespace broadcaster
