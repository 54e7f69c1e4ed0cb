// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "inspect/traffic/trafficstore.h"
#include "server/api/keptoperations.h"

#include <chrono>

namespace broadcaster {

/// At most so many bytes of a text, which do not end inside a character.
[[nodiscard]] QByteArray beginningOf(QByteArrayView text, qsizetype most);

/// A kept message without its text. Its number is the place in the store, counted from 1.
[[nodiscard]] KeptMessage describe(quint64 sequence, const TrafficRow &row);

/// The place that a cursor names, or the fault. An empty cursor is the end.
[[nodiscard]] Result<quint64> placeOf(const QString &cursor, quint64 end);

/// One search through the kept messages, from the newest to the oldest, done in slices: messages
/// may come and go between them.
class MessageSearch final {
public:
    /// Fails with InvalidArgument, in words for the caller.
    [[nodiscard]] static Result<MessageSearch> of(const FindMessages &wanted, quint64 end);

    /// Looks at messages for a short time. True: the search is over.
    [[nodiscard]] bool step(const TrafficStore &store);
    [[nodiscard]] FoundMessages &found() { return m_found; }

private:
    MessageSearch(Filter filter, const FindMessages &wanted, quint64 end);

    [[nodiscard]] bool matches(const TrafficRow &row) const;

    Filter m_filter;
    ProjectId m_project;
    qsizetype m_limit;
    quint64 m_next; ///< The search goes on with the message before this one.
    std::chrono::steady_clock::duration m_spent {};
    FoundMessages m_found;
};

} // namespace broadcaster
