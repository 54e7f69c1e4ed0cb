// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/wrongkeyguard.h"

#include "server/base/logging.h"
#include "server/gateway/accesscontrol.h"

namespace broadcaster {

std::chrono::seconds WrongKeyGuard::note(
    const HttpRequest &request, const QHostAddress &client, Time now)
{
    if (!m_known.note(AccessControl::digestOfSecrets(request), now))
        return {};
    AuthThrottle &throttle = request.header("Authorization").isNull() ? m_apiKeys : m_serviceKeys;
    const std::chrono::milliseconds wait = throttle.waitOf(client, now);
    if (wait == wait.zero() && throttle.note(client, now))
        qCWarning(logGateway, "many wrong keys come from %s: it is slowed",
            qUtf8Printable(client.toString()));
    return std::chrono::ceil<std::chrono::seconds>(wait);
}

} // namespace broadcaster
