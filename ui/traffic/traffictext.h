// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficgap.h"
#include "inspect/traffic/trafficrow.h"
#include "ui/base/clienttext.h"

#include <QtCore/QString>

#include <optional>

/// The texts in the cells of a message.
namespace broadcaster {

/// One end of a message: a badge and the text beside it.
struct Party {
    enum class Kind { Client, System, Broker, Everyone, Unknown };
    Kind kind = Kind::Unknown;
    std::optional<ClientType> type; ///< Type of a client, if it is known.
    QByteArrayView id; ///< Id of one client; empty: all of the type.
};

[[nodiscard]] Party senderOf(const TrafficRow &row);
[[nodiscard]] Party receiverOf(const TrafficRow &row);

/// "runtime", "system", "everyone": empty when neither role nor word is known.
[[nodiscard]] QString partyName(const Party &party);
/// "8f1c…", "all": the text after the name; empty: none.
[[nodiscard]] QString partyDetail(const Party &party);
/// Both, with the whole id.
[[nodiscard]] QString partyText(const Party &party);
/// The name of the client, "runtime all", "system": without names as short as partyDetail().
[[nodiscard]] QString partyLabel(const Party &party, ClientNames *names, const ProjectId &project);
/// The name, and the type with the whole id.
[[nodiscard]] QString partyTip(const Party &party, ClientNames *names, const ProjectId &project);

/// The type as written on the wire, "no type" for a message without one.
[[nodiscard]] QString messageTypeText(const TrafficRow &row);

/// Whether the broker sent or answered it, rather than routed it.
[[nodiscard]] bool isSystemKind(TrafficKind kind);

/// "412 not recorded", "no connection 12:01:02 \u2013 12:01:09": for a mark between two rows.
[[nodiscard]] QString gapLabel(const TrafficGap &gap);
/// The same in sentences, with the reason.
[[nodiscard]] QString gapText(const TrafficGap &gap);

} // namespace broadcaster
