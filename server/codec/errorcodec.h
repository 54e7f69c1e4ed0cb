// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"

#include <QtCore/QCborValue>

namespace broadcaster {

/// `{code, detail}`, with `reason` and `arguments` where the error has them.
[[nodiscard]] QCborValue encodeError(const Error &error);
/// Takes anything, because an error may come from a newer program: what is not known is left out,
/// and an unknown code becomes Conflict, with the detail as it came.
[[nodiscard]] Error decodeError(const QCborValue &value);

} // namespace broadcaster
