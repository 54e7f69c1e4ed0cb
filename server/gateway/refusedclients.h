// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/refusals.h"
#include "server/gateway/httpresponse.h"
#include "server/protocol/requesthead.h"

#include <deque>

namespace broadcaster {

/// The latest clients that were not let into their project, at most limits::RememberedRefusals.
/// Belongs to the gateway's thread.
class RefusedClients final {
public:
    /// Remembers the request, without its secrets, and the answer that refused it.
    void note(const HttpRequest &request, const HttpResponse &answer, qint64 nowMs);
    [[nodiscard]] QList<RefusedClient> newestFirst() const
    {
        return { m_clients.rbegin(), m_clients.rend() };
    }

private:
    std::deque<RefusedClient> m_clients; ///< The oldest first.
};

} // namespace broadcaster
