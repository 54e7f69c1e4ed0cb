// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filtererror.h"
#include "inspect/traffic/trafficrow.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>

#include <memory>
#include <variant>

namespace broadcaster {

/// A condition over messages, in the language of docs/filter.md. A value: cheap to copy, and
/// matches() may be called as often as one likes, by one thread.
class Filter final {
public:
    struct Node;

    Filter() = default; ///< Empty: matches everything.
    [[nodiscard]] static std::variant<Filter, FilterError> parse(const QString &text);
    /// `now` is what relative times and times without a date are counted from.
    [[nodiscard]] static std::variant<Filter, FilterError> parse(
        const QString &text, const QDateTime &now);

    [[nodiscard]] bool isEmpty() const { return !m_root; }
    [[nodiscard]] bool matches(const TrafficRow &row) const;
    /// A message that is sent or dropped later may match from then on, or no longer.
    [[nodiscard]] bool asksForDelivery() const;
    [[nodiscard]] const QString &text() const { return m_text; } ///< As it was parsed.

private:
    std::shared_ptr<const Node> m_root;
    QString m_text;
};

/// `field == "value"`, quoted and escaped as the language wants it. `field` is a field of the
/// language or any other path into the message, as jsonPathText() writes it.
[[nodiscard]] QString filterCondition(const QString &field, const QString &value);
/// `field == 1`, for numbers, true, false and null: `literal` is taken as it is.
[[nodiscard]] QString filterLiteralCondition(const QString &field, const QString &literal);
/// `filter && condition`; in parentheses where it must be, the condition alone without a filter.
[[nodiscard]] QString filterAnd(const QString &filter, const QString &condition);
[[nodiscard]] QString filterAndNot(const QString &filter, const QString &condition);

} // namespace broadcaster
