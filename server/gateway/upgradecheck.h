// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/gateway/httpresponse.h"
#include "server/protocol/requesthead.h"

#include <optional>
#include <variant>

namespace broadcaster {

// The checks of a request that need no other state, each with its refusal (docs/protocol.md,
// connecting).

/// The project of a request, or the error to answer.
[[nodiscard]] std::variant<ProjectId, HttpResponse> projectOf(const HttpRequest &request);

/// The error to answer to a request that is not a WebSocket handshake (RFC 6455 4.2.1).
[[nodiscard]] std::optional<HttpResponse> checkHandshake(const HttpRequest &request);

/// The client type of a valid WebSocket handshake, or the error to answer.
[[nodiscard]] std::variant<ClientType, HttpResponse> checkUpgrade(const HttpRequest &request);

} // namespace broadcaster
