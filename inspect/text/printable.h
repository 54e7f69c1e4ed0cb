// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QChar>

namespace broadcaster {

/// False for controls, and for marks that change the direction of a text. Halves of characters
/// beyond the first plane pass.
[[nodiscard]] inline bool isPrintable(QChar unit)
{
    return unit.isPrint() || unit.isSurrogate();
}

} // namespace broadcaster
