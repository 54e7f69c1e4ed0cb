// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/project.h"
#include "server/gateway/httpresponse.h"

namespace broadcaster {

/// Whether an answer shows clients' addresses, which only the operator may see.
enum class ClientAddresses { Shown, Hidden };

/// The answer to `GET /status` (docs/protocol.md, status, health, usage). `nowMs` is in
/// milliseconds since the Unix epoch.
[[nodiscard]] HttpResponse statusAnswer(
    const ProjectInfo &project, qint64 nowMs, ClientAddresses addresses);

/// The text of a header as it is kept while a client stays: null when the header is missing, at
/// most limits::MaxClientTextBytes of UTF-8, with U+FFFD for invalid bytes.
[[nodiscard]] QString clientText(const QByteArray &header);

} // namespace broadcaster
