// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"
#include "server/api/result.h"

namespace broadcaster {

/// The answer of an operation that has nothing to tell.
struct Done {
    static constexpr NoFields fields {};
};

[[nodiscard]] inline Result<Done> doneOr(const Result<void> &result)
{
    return result ? Result<Done>(Done()) : Result<Done>(result.error());
}

} // namespace broadcaster
