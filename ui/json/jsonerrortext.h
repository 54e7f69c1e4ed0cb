// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

namespace broadcaster {

/// "Line 3, column 5: a comma or } is expected here"
[[nodiscard]] QString jsonErrorText(const JsonError &error, QByteArrayView text);

} // namespace broadcaster
