// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/auththrottle.h"

#include "server/base/tuning.h"
#include "server/gateway/peernetwork.h"

#include <algorithm>

namespace broadcaster {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds FreeDebt = (limits::FailedTryBurst - 1)
    * limits::FailedTryInterval;

} // namespace

std::chrono::milliseconds AuthThrottle::waitOf(const QHostAddress &peer, Time now) const
{
    const Time forgiven = m_forgiven.value(networkOf(peer), now);
    return std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(forgiven - now) - FreeDebt);
}

bool AuthThrottle::note(const QHostAddress &peer, Time now)
{
    const bool wasSlowed = waitOf(peer, now) > 0ms;
    const PeerNetwork network = networkOf(peer);
    if (!m_forgiven.contains(network) && m_forgiven.size() >= limits::MaxFailedAddresses)
        makeRoom(now);
    Time &forgiven = m_forgiven[network];
    forgiven = std::min(std::max(forgiven, now) + limits::FailedTryInterval,
        now + FreeDebt + limits::MaxFailedTryWait);
    return !wasSlowed && waitOf(peer, now) > 0ms;
}

void AuthThrottle::makeRoom(Time now)
{
    m_forgiven.removeIf([now](const auto &entry) { return entry.value() <= now; });
    if (m_forgiven.size() < limits::MaxFailedAddresses)
        return;
    m_forgiven.erase(std::min_element(m_forgiven.cbegin(), m_forgiven.cend()));
}

} // namespace broadcaster
