// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace broadcaster {

// Each function shows its dialog beside the window; a second call raises the same dialog.
void showFilterHelp(QWidget &window);
void showShortcuts(QWidget &window);
void showAbout(QWidget &window);

} // namespace broadcaster
