// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>

#include <chrono>
#include <deque>
#include <utility>

namespace broadcaster {

/// Remembers digests of wrong keys for limits::WrongKeyMemory: the same dead key again needs no
/// database and is not guessing. Forgets the oldest when there are more than
/// limits::MaxRememberedWrongKeys.
class WrongKeys final {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// A digest of several parts, none of which can pass for another.
    [[nodiscard]] static QByteArray digestOf(const QList<QByteArray> &parts);

    [[nodiscard]] bool contains(const QByteArray &digest, Time now) const;
    /// Remembers the digest. False when it was remembered already.
    bool note(const QByteArray &digest, Time now);
    [[nodiscard]] qsizetype size() const { return m_until.size(); }

private:
    void forgetOld(Time now);

    QHash<QByteArray, Time> m_until;
    std::deque<std::pair<QByteArray, Time>> m_order; ///< The same entries, oldest first.
};

} // namespace broadcaster
