// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QSplitter>

namespace broadcaster {

class Sidebar;
struct UiSettings;

/// The sidebar beside the pages. The sidebar is narrow if the user wants it so, or while the window
/// has no room for a wide one; its last wide width comes back later.
class SidebarSplitter final : public QSplitter {
    Q_OBJECT

public:
    /// Takes ownership of both widgets.
    SidebarSplitter(Sidebar *sidebar, QWidget *pages, QWidget *parent = nullptr);

    /// REQUIRES: the window has its size, because the sidebar is fitted into it.
    void restore(const UiSettings &settings, bool isWindowSlim);
    void save(UiSettings &settings) const;
    void setWindowSlim(bool isSlim);
    /// Works in a slim window, too, until the window changes between slim and not slim.
    void toggleNarrow();

Q_SIGNALS:
    /// The user has changed the values that save() writes.
    void changed();

private:
    void setNarrow(bool isNarrow);

    Sidebar *m_sidebar;
    int m_wideWidth; ///< Pixels; the sidebar's last wide width.
    bool m_isNarrowWished = false;
    bool m_isWindowSlim = false;
};

} // namespace broadcaster
