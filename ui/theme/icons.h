// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGui/QIcon>

namespace broadcaster {

/// The project's icon of that name (resources/icons/NAME.svg), drawn in the colours of the palette
/// in force whenever it is painted: dim, accent when chosen, active or on, pale when disabled.
/// Names: add, chart, check, clear, clients, close, compare, compose, conversations, copy, dash,
/// delivery, demo, disconnect, down, error, exclude, export, filter, follow, help, info, keyboard,
/// keys, left, lock, mark, more, open, panel, pause, play, project, quit, raw, refresh, revoke,
/// right, search, send, server, settings, stop, table, theme, time, traffic, tree, up, usage,
/// warning.
[[nodiscard]] QIcon themedIcon(const char *name);
/// Icon of the window and the tray, in its own colours.
[[nodiscard]] QIcon applicationIcon();

} // namespace broadcaster
