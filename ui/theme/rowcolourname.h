// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/rowcolour.h"

#include <QtCore/QString>
#include <QtGui/QIcon>

namespace broadcaster {

/// How a user is offered a colour.
[[nodiscard]] QString rowColourName(RowColour colour);
[[nodiscard]] QIcon rowColourSwatch(RowColour colour);

} // namespace broadcaster
