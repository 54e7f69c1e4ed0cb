// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"
#include "server/api/reach.h"

#include <QtCore/QString>

namespace broadcaster {

/// "Would reach 2 of 4 clients", or the reason why the broker would reject the message.
[[nodiscard]] QString reachText(const Result<Explanation> &answer);

} // namespace broadcaster
