// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/httpresponse.h"
#include "server/protocol/requesthead.h"

namespace broadcaster {

/// The answer to `GET /`: a page that connects to this broker, sends, and shows messages
/// (resources/landingpage.html). Its Content-Security-Policy allows its own script and style by
/// their hashes, and connections to the host that the request names.
[[nodiscard]] HttpResponse landingPage(const HttpRequest &request);

} // namespace broadcaster
