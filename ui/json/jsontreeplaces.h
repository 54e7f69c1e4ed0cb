// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <QtCore/QModelIndex>

namespace broadcaster {

class JsonTreeModel;

// Rows of a tree that belong to a path or to a place in the text.

/// The deepest found index along the path.
[[nodiscard]] QModelIndex nearestIndex(const JsonTreeModel &model, const JsonPath &path);
/// The deepest name or value that holds the offset. Finds children on the way, at most
/// MaxFoundAtOnce of a container.
[[nodiscard]] QModelIndex indexAtOffset(JsonTreeModel &model, qsizetype offset);
inline constexpr int MaxFoundAtOnce = 100'000;

} // namespace broadcaster
