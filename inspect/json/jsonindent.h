// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

namespace broadcaster {

/// With two spaces per level, and otherwise as it was written. REQUIRES: valid text.
[[nodiscard]] QByteArray jsonIndented(QByteArrayView text);

} // namespace broadcaster
