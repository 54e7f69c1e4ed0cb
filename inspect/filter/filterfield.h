// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsonmember.h"

#include <QtCore/QStringList>

#include <optional>

namespace broadcaster {

/// The part of a message that a condition reads (docs/filter.md, fields).
struct FilterField {
    enum class Kind {
        Project,
        Type,
        FromId,
        FromType,
        ToId,
        ToType,
        Size,
        Time,
        MessageKind,
        Delivered,
        Marked, ///< "true" for marked messages, missing for the others.
        Comment,
        RequestType,
        ReplyState,
        ReplyTime,
        ReplyFrom,
        Text, ///< The whole message.
        Member, ///< A value inside the message.
    };
    Kind kind = Kind::Text;
    JsonMember member {}; ///< Only of Member.

    [[nodiscard]] bool isNumber() const
    {
        return kind == Kind::Size || kind == Kind::Delivered || kind == Kind::ReplyTime;
    }
    /// Whether TrafficRow::conversation has it.
    [[nodiscard]] bool isOfConversation() const
    {
        return kind >= Kind::RequestType && kind <= Kind::ReplyFrom;
    }
};

/// Null when the word is not a field.
[[nodiscard]] std::optional<FilterField> filterField(const QString &word);
/// In the order in which they are taught.
[[nodiscard]] QStringList filterFieldNames();
/// The field name that `word` is probably a misspelling of; empty when no name is near.
[[nodiscard]] QString nearestFieldName(const QString &word);

/// `a."b c"[0]` as steps; null when it is not a path.
[[nodiscard]] std::optional<JsonPath> filterPath(QStringView text);

} // namespace broadcaster
