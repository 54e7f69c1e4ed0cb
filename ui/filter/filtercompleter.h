// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filterfield.h"
#include "inspect/traffic/trafficrow.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <functional>

namespace broadcaster {

/// Calls its argument with the latest messages, newest first, until that returns false.
using RecentRows = std::function<void(const std::function<bool(const TrafficRow &)> &)>;

/// Possible continuations at a place of a filter.
struct FilterSuggestions {
    struct Item {
        QString text; ///< Replaces [position, position + length).
        QString hint; ///< Its meaning in a few words.
    };
    qsizetype position = 0;
    qsizetype length = 0;
    QList<Item> items;
};

/// Suggests fields, operators, and values and members seen in recent messages. Reads a few of them
/// at each call, and collects nothing meanwhile.
class FilterCompleter final {
public:
    static constexpr int MaxItems = 50;
    static constexpr int MaxRows = 500; ///< Messages read for one list.
    static constexpr qsizetype MaxMessageBytes = 64 * 1024; ///< Larger messages are left out.
    static constexpr qsizetype MaxValueLength = 80; ///< Longer values are left out.

    void setRecentRows(RecentRows rows) { m_rows = std::move(rows); }

    /// Suggestions for a cursor after a word or a space. While the word is empty, only required
    /// tokens: an operator or a value; with `isAsked`, fields too.
    [[nodiscard]] FilterSuggestions at(const QString &text, qsizetype cursor, bool isAsked) const;

private:
    class List;

    void addFields(List &list) const;
    void addMembers(List &list, const QString &typed) const;
    void addOperators(List &list, const FilterField &field) const;
    void addValues(List &list, const FilterField &field) const;
    void addSeenValues(List &list, const FilterField &field) const;

    RecentRows m_rows;
};

} // namespace broadcaster
