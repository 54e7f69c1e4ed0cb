// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "server/api/traffic.h"

/// Sender, receiver and kind of a message, from the envelope itself (docs/capture.md, reading).
namespace broadcaster {

/// Shown as the sender of a message that names none.
inline constexpr QByteArrayView UnknownSender = "unknown";

[[nodiscard]] bool isJsonString(const JsonValue &value);
/// The content of a string in UTF-8; empty for another value.
[[nodiscard]] QByteArray jsonStringOf(const JsonValue &value);
[[nodiscard]] QByteArray jsonStringAt(const JsonValue &object, const char *name);

/// `from` is the member of that name. Without an id the sender is unknown.
void setSender(TrafficRecord &record, const JsonValue &from);
/// An id that is too long is cut.
void setSenderId(TrafficRecord &record, QByteArrayView id);
/// Sets the type of the receivers, and returns the target's text. REQUIRES: the record's kind.
[[nodiscard]] QByteArray setTarget(TrafficRecord &record, const JsonValue &to);
/// The kind that the broker gives to such a message (docs/protocol.md, routing and system
/// messages).
[[nodiscard]] TrafficKind kindOfEnvelope(
    const JsonValue &from, const JsonValue &to, const QByteArray &type);

} // namespace broadcaster
