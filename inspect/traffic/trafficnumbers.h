// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <deque>
#include <map>
#include <optional>

namespace broadcaster {

/// Finds kept messages by the numbers that the broker gave them (TrafficRecord::number). Numbers of
/// one room thread grow by one, so the table keeps runs of them.
class TrafficNumbers final {
public:
    /// Messages are numbered by `number` and kept as `sequence`, both growing from call to call,
    /// except that several threads count numbers of their own. A number that does not grow begins
    /// another run of the broker: earlier messages are final. Number 0: no number.
    void add(quint64 number, quint64 sequence);
    [[nodiscard]] std::optional<quint64> sequenceOf(quint64 number) const;
    /// Messages before that one are gone.
    void forgetBefore(quint64 sequence);
    void clear();
    /// Memory taken.
    [[nodiscard]] qsizetype bytes() const { return m_runs * static_cast<qsizetype>(sizeof(Run)); }

private:
    struct Run {
        quint64 number = 0;
        quint64 sequence = 0;
        quint64 count = 0;
    };

    std::map<quint64, std::deque<Run>> m_threads; ///< By the upper bits of the numbers.
    qsizetype m_runs = 0;
};

} // namespace broadcaster
