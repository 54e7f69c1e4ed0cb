// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filternode.h"

namespace broadcaster {

/// Whether one message fulfils a condition (docs/filter.md, meaning). Reads the message's JSON only
/// for conditions on its members, and allocates only for escapes and regular expressions.
class FilterEvaluator final {
public:
    explicit FilterEvaluator(const TrafficRow &row)
        : m_row(row)
    {
    }

    [[nodiscard]] bool holds(const Filter::Node &node) const;

private:
    /// Text between the quotes of a JSON string, or plain text.
    struct Content {
        QByteArrayView text; ///< Empty and null: no content.
        bool mayHaveEscapes = false;
    };

    [[nodiscard]] bool exists(const FilterField &field) const;
    [[nodiscard]] bool compare(const Filter::Node &node) const;
    [[nodiscard]] bool compareDelivered(const Filter::Node &node) const;
    [[nodiscard]] bool compareReplyState(const Filter::Node &node) const;
    [[nodiscard]] bool compareMember(const Filter::Node &node) const;
    [[nodiscard]] Content content(FilterField::Kind field) const;
    [[nodiscard]] QByteArrayView targetType() const;
    /// Pings go to nobody by their nature; for opened files the count may be unknown.
    [[nodiscard]] bool hasDelivered() const;
    [[nodiscard]] bool isInConversation() const;

    const TrafficRow &m_row;
};

} // namespace broadcaster
