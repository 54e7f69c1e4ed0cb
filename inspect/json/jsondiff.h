// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

namespace broadcaster {

/// One difference between two messages; differences come in the order of the left one. Members are
/// compared by name, elements by index; numbers as written, strings by their content.
struct JsonDifference {
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    JsonPath path;
    QByteArrayView left; ///< As written; null when added.
    QByteArrayView right; ///< As written; null when removed.
};

struct JsonDifferences {
    static constexpr qsizetype MaxCount = 1'000;
    QList<JsonDifference> list;
    bool isCut = false; ///< More differences exist.
};

/// The texts outlive the result. REQUIRES: valid JSON.
[[nodiscard]] JsonDifferences jsonDifferences(QByteArrayView left, QByteArrayView right);

} // namespace broadcaster
