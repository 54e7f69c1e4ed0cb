// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/decode/decoding.h"

#include <QtCore/QString>

namespace broadcaster {

/// "Looks like a JSON Web Token": one line about a value whose content is not shown yet.
[[nodiscard]] QString kindWords(Decoding::Kind kind);
/// Local time, UTC and the distance from now in one line.
[[nodiscard]] QString timeWords(const TimeValue &time, qint64 nowMs);
/// The times of a token, and that nobody has verified it.
[[nodiscard]] QString jwtWords(const Jwt &jwt, qint64 nowMs);

} // namespace broadcaster
