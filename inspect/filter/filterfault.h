// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filtererror.h"
#include "server/api/error.h"

namespace broadcaster {

/// The fault of a filter as the answer to a question that had it in a field `filter`.
[[nodiscard]] Error filterFault(const QString &filter, const FilterError &fault);

} // namespace broadcaster
