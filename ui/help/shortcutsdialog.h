// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QDialog>

class QTreeWidget;

namespace broadcaster {

/// Every shortcut of the window, read from its actions and so always complete.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `window` is the parent, too.
    explicit ShortcutsDialog(QWidget *window);

private:
    void addMenus(const QWidget &window);
    void addPages(const QWidget &window);
    void addAction(const QString &section, const QAction &action);
    void addRow(const QString &section, const QString &text, const QString &keys);

    QTreeWidget *m_tree;
};

} // namespace broadcaster
