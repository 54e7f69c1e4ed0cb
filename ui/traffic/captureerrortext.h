// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/captureerror.h"

namespace broadcaster {

/// One or two sentences: the fault and, if there is one, the remedy.
[[nodiscard]] QString captureErrorText(const CaptureError &error);

} // namespace broadcaster
