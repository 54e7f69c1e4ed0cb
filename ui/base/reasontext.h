// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/errorreason.h"

#include <QtCore/QString>

namespace broadcaster {

/// The translated words for a reason, with places %1 to %9 for its arguments; empty for None.
[[nodiscard]] QString reasonPattern(ErrorReason reason);

} // namespace broadcaster
