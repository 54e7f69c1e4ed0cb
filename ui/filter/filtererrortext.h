// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filtererror.h"

namespace broadcaster {

/// One or two sentences: the fault at the place, or what belongs there.
[[nodiscard]] QString filterErrorText(const FilterError &error);

} // namespace broadcaster
