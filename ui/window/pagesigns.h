// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/window/pagestack.h"

namespace broadcaster {

class BrokerStatus;
class Sidebar;
class WindowMenus;

/// Shows what the pages tell of themselves, whichever page is shown: whether they are offered,
/// figures and marks in the sidebar, and warnings in the bottom line. The three widgets live as
/// long as the pages.
void showPageSigns(
    const QList<PageEntry> &pages, Sidebar &sidebar, WindowMenus &menus, BrokerStatus &status);

} // namespace broadcaster
