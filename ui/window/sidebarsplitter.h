// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QSplitter>

namespace broadcaster {

class Sidebar;
struct UiSettings;

/// The sidebar beside the pages. The sidebar is narrow if the user wants it so, or while the
/// window has no room for a wide one; the width that it had when it was wide last comes back.
class SidebarSplitter final : public QSplitter {
    Q_OBJECT

public:
    /// Takes over both widgets.
    SidebarSplitter(Sidebar *sidebar, QWidget *pages, QWidget *parent = nullptr);

    /// REQUIRES: the window has its size, because the sidebar is fitted into it.
    void restore(const UiSettings &settings, bool isWindowSlim);
    void save(UiSettings &settings) const;
    void setWindowSlim(bool isSlim);
    /// Also in a slim window, until the window changes between slim and not slim.
    void toggleNarrow();

Q_SIGNALS:
    /// By the user: what save() writes is different now.
    void changed();

private:
    void setNarrow(bool isNarrow);

    Sidebar *m_sidebar;
    int m_wideWidth; ///< Pixels; of the sidebar when it was wide last.
    bool m_isNarrowWished = false;
    bool m_isWindowSlim = false;
};

} // namespace broadcaster
