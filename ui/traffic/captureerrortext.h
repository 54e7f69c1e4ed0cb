// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/captureerror.h"

namespace broadcaster {

/// One or two sentences: what is wrong and, where it helps, what to do.
[[nodiscard]] QString captureErrorText(const CaptureError &error);

} // namespace broadcaster
