// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QApplication>

#include <memory>

namespace broadcaster {

/// The application object of a program with a window. If the display cannot be opened, the process
/// ends with EX_UNAVAILABLE and one line, instead of Qt's many lines and core dump. `argc` outlives
/// the application.
[[nodiscard]] std::unique_ptr<QApplication> openDisplay(int &argc, char **argv);

} // namespace broadcaster
