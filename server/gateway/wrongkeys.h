// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>

#include <chrono>
#include <deque>
#include <utility>

namespace broadcaster {

/// Remembers keys that were found wrong, as digests, for limits::WrongKeyMemory: one and the same
/// dead key again and again needs no database and is not guessing. The oldest goes when there are
/// more than limits::MaxRememberedWrongKeys.
class WrongKeys final {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// A digest of several parts, of which none can pass for another.
    [[nodiscard]] static QByteArray digestOf(const QList<QByteArray> &parts);

    [[nodiscard]] bool contains(const QByteArray &digest, Time now) const;
    /// Remembers the digest from now on. False when it was remembered already.
    bool note(const QByteArray &digest, Time now);
    [[nodiscard]] qsizetype size() const { return m_until.size(); }

private:
    void forgetOld(Time now);

    QHash<QByteArray, Time> m_until;
    std::deque<std::pair<QByteArray, Time>> m_order; ///< The same entries, oldest first.
};

} // namespace broadcaster
