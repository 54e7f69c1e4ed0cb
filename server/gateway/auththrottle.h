// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QHash>
#include <QtNetwork/QHostAddress>

#include <chrono>

namespace broadcaster {

/// Slows down addresses that gave wrong keys lately, so that nobody can try many:
/// limits::FailedTryBurst in a row, then one per interval. Addresses are told apart by network: the
/// owner of an IPv6 address has the 64 bits behind it as well.
class AuthThrottle final {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Time until the next try of the address may be checked; 0: at once.
    [[nodiscard]] std::chrono::milliseconds waitOf(const QHostAddress &peer, Time now) const;
    /// The try was wrong. True when this slows the address down and it was not slowed before.
    bool note(const QHostAddress &peer, Time now);
    [[nodiscard]] qsizetype size() const { return m_forgiven.size(); }

private:
    void makeRoom(Time now);

    QHash<quint64, Time> m_forgiven; ///< By network: the time at which all its tries are forgiven.
};

} // namespace broadcaster
