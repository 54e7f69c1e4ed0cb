// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

class QDialog;
class QWidget;

namespace broadcaster {

/// Shows the pop-up above the button, within the screen, and gives it the keys.
void openAbove(QDialog &popUp, const QWidget &button);

} // namespace broadcaster
