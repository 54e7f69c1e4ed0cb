// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <QtCore/QByteArrayMatcher>
#include <QtCore/QStringList>

#include <optional>

namespace broadcaster {

/// What a condition looks at (docs/filter.md, fields).
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
        Text, ///< The whole message.
        Member, ///< A value inside of the message, at `path`.
    };
    Kind kind = Kind::Text;
    JsonPath path;
    QByteArrayMatcher lastName; ///< Of the path, in quotes as in JSON; empty: nothing to look for.

    [[nodiscard]] bool isNumber() const { return kind == Kind::Size || kind == Kind::Delivered; }
};

/// Null when the word is none.
[[nodiscard]] std::optional<FilterField> filterField(const QString &word);
/// In the order in which they are taught.
[[nodiscard]] QStringList filterFieldNames();
/// The name somebody meant who wrote `word`; empty when none is near.
[[nodiscard]] QString nearestFieldName(const QString &word);

/// `a."b c"[0]` as steps; null when it is no path.
[[nodiscard]] std::optional<JsonPath> filterPath(QStringView text);

} // namespace broadcaster
