// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/composer.h"

namespace broadcaster {

/// About as large as a message to edit may be, on lines of its own.
inline QByteArray largestText()
{
    const QByteArray line = "\"" + QByteArray(60, 'x') + "\",\n";
    return '[' + line.repeated(Composer::MaxEditedBytes / line.size() - 1) + "0]";
}

} // namespace broadcaster
