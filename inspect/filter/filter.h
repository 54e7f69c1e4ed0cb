// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filtererror.h"
#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficrow.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>

#include <memory>
#include <variant>

namespace broadcaster {

/// A condition over messages, in the language of docs/filter.md. A value: cheap to copy. One thread
/// may call matches() any number of times.
class Filter final {
public:
    struct Node;

    Filter() = default; ///< Empty: matches everything.
    [[nodiscard]] static std::variant<Filter, FilterError> parse(const QString &text);
    /// Relative times and times without a date are counted from `now`.
    [[nodiscard]] static std::variant<Filter, FilterError> parse(
        const QString &text, const QDateTime &now);

    [[nodiscard]] bool isEmpty() const { return !m_root; }
    [[nodiscard]] bool matches(const TrafficRow &row) const;
    /// Whether the result can change when the message is sent, dropped or marked later.
    [[nodiscard]] bool canChange() const;
    /// Whether a condition reads TrafficRow::conversation.
    [[nodiscard]] bool asksForReplies() const;
    /// Whether the result depends on what comes after the message.
    [[nodiscard]] bool dependsOnLater() const { return canChange() || asksForReplies(); }
    /// The ids of clients in its conditions. An id is new on every connection.
    [[nodiscard]] QByteArrayList clientIds() const;
    [[nodiscard]] const QString &text() const { return m_text; } ///< The text that was parsed.

private:
    std::shared_ptr<const Node> m_root;
    QString m_text;
};

/// `field == "value"`, quoted and escaped for the language. `field` is a field of the language or
/// any other path into the message, as jsonPathText() writes it.
[[nodiscard]] QString filterCondition(const QString &field, const QString &value);
/// The condition that the member at this path has this value; empty when the language has none, as
/// for objects and arrays.
[[nodiscard]] QString filterCondition(const JsonPath &path, const JsonValue &value);
/// The name of a member in the filter language; empty: it has none.
[[nodiscard]] QString filterFieldOf(const JsonPath &path);
/// `field == 1`, for numbers, true, false and null: `literal` is inserted unchanged.
[[nodiscard]] QString filterLiteralCondition(const QString &field, const QString &literal);
/// `filter && condition`, with parentheses where necessary; the condition alone if the filter is
/// empty.
[[nodiscard]] QString filterAnd(const QString &filter, const QString &condition);
[[nodiscard]] QString filterAndNot(const QString &filter, const QString &condition);

} // namespace broadcaster
