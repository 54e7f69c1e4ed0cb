// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/project.h"
#include "server/gateway/httpresponse.h"

namespace broadcaster {

/// Addresses of clients are for the operator's eyes.
enum class ClientAddresses { Shown, Hidden };

/// The answer to `GET /status` (docs/protocol.md, status, health, usage). `nowMs` is since the Unix
/// epoch.
[[nodiscard]] HttpResponse statusAnswer(
    const ProjectInfo &project, qint64 nowMs, ClientAddresses addresses);

/// The text of a header as it is kept for as long as a client stays: null when there is none, at
/// most limits::MaxClientTextBytes of UTF-8, with U+FFFD for bytes that are none.
[[nodiscard]] QString clientText(const QByteArray &header);

} // namespace broadcaster
