// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/gateway/httpresponse.h"
#include "server/protocol/requesthead.h"

#include <variant>

namespace broadcaster {

// The checks of a request's parameters that need nothing but the request, each with its refusal
// (docs/protocol.md, connecting).

/// The project a request names, or what to answer.
[[nodiscard]] std::variant<ProjectId, HttpResponse> projectOf(const HttpRequest &request);

/// That it is a good WebSocket handshake, and of which client type; or what to answer.
[[nodiscard]] std::variant<ClientType, HttpResponse> checkUpgrade(const HttpRequest &request);

} // namespace broadcaster
