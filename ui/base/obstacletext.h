// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"

class QAction;
class QWidget;

namespace broadcaster {

/// One sentence: why that cannot be asked for now. Null: it can.
[[nodiscard]] QString obstacleText(Obstacle obstacle);

/// Enables the control if it is useful now and nothing stands in the way; otherwise its tip says
/// what does. For controls without a tip of their own.
void setAllowed(QAction &action, bool isUseful, Obstacle obstacle);
void setAllowed(QWidget &widget, bool isUseful, Obstacle obstacle);

} // namespace broadcaster
