// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

namespace broadcaster {

/// The answer of an operation that has nothing to tell.
struct Done {
    static constexpr NoFields fields {};
};

} // namespace broadcaster
