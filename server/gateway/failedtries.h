// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QHash>
#include <QtNetwork/QHostAddress>

#include <chrono>

namespace broadcaster {

/// Who gave wrong keys lately, so that nobody can try many: limits::FailedTryBurst of them in a
/// row, then one an interval. Addresses are told apart as far as their network is: whoever has one
/// of IPv6 has the 64 bits behind it as well.
class FailedTries final {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Until the next try of the address may be looked at; 0: at once.
    [[nodiscard]] std::chrono::milliseconds waitOf(const QHostAddress &peer, Time now) const;
    /// It was wrong. True when the address is slowed from now on and was not before.
    bool note(const QHostAddress &peer, Time now);
    [[nodiscard]] qsizetype size() const { return m_forgiven.size(); }

private:
    void makeRoom(Time now);

    QHash<quint64, Time> m_forgiven; ///< By network: when all its tries will be.
};

} // namespace broadcaster
