// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/capturedrows.h"
#include "inspect/capture/captureerror.h"
#include "inspect/capture/harsocket.h"
#include "inspect/json/jsontext.h"

#include <optional>
#include <variant>

namespace broadcaster {

/// One element of `_webSocketMessages` (docs/capture.md, HAR). Its text stays in the file.
struct HarMessage {
    qint64 timeMs = 0;
    bool isSent = false;
    bool isBinary = false;
    JsonValue data; ///< A string.
    quint32 missing = 0; ///< Bytes of the message behind these.
};

/// The reason why an element does not become a row.
enum class HarSkip {
    NotAMessage, ///< A control frame, or an error of the connection.
    Copy, ///< Another socket of the file has the same message.
};

/// Reads an element, without its data.
[[nodiscard]] std::variant<HarMessage, HarSkip, CaptureError> harMessageOf(
    const JsonValue &element, const HarSocket &socket);
/// The bytes on the wire; null when they are not in base64.
[[nodiscard]] std::optional<QByteArray> harBytes(const HarMessage &message);
/// The client's id, if the broker says so in the message.
[[nodiscard]] QByteArray connectedClient(QByteArrayView message);
/// Adds the message as a row: its ends are those of the envelope, and else guessed by direction.
void addHarRow(CapturedRows &rows, const HarMessage &message, QByteArrayView bytes,
    const HarSocket &socket, const ProjectId &otherwise);

} // namespace broadcaster
