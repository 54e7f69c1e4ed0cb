// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"
#include "server/api/principal.h"

#include <functional>
#include <memory>

namespace broadcaster {

/// An operation on its way. Only ask() and Handlers, which know its type, look into the pointers.
struct Question {
    size_t operation = 0; ///< Its place in Operations.
    Right right = Right::Keys; ///< The right that the operation needs.
    ProjectId project; ///< The project that the operation is about; null: the whole broker.
    Principal caller;
    std::shared_ptr<const void> arguments; ///< The operation.
    std::function<void(std::shared_ptr<const void>)> reply; ///< Takes a Result of its Answer.
};

[[nodiscard]] inline Error stoppedError()
{
    return { ErrorCode::Stopped, QStringLiteral("The broker is not running.") };
}

} // namespace broadcaster
