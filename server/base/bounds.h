// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"

#include <optional>

namespace broadcaster {

/// InvalidArgument if the field of a question is not 1 to `most`.
[[nodiscard]] inline std::optional<Error> outOfBounds(const char *name, qint64 value, qint64 most)
{
    if (value >= 1 && value <= most)
        return std::nullopt;
    return Error {
        ErrorCode::InvalidArgument,
        QStringLiteral("%1: %2 must be 1 to %3").arg(QLatin1StringView(name)).arg(value).arg(most)
    };
}

} // namespace broadcaster
