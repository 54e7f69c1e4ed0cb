// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <QtCore/QCache>
#include <QtWidgets/QTreeView>

class QAction;
class QMenu;

namespace broadcaster {

class JsonTreeModel;

/// A message as a tree of its values. Paths that the user expanded or collapsed stay so in the next
/// message that has them.
class JsonTreeView final : public QTreeView {
    Q_OBJECT

public:
    static constexpr int MaxRemembered = 2'000; ///< Paths; the least recently used are dropped.
    static constexpr int MaxExpandedAtOnce = 2'000; ///< Rows expanded by "Expand all below".

    explicit JsonTreeView(QWidget *parent = nullptr);

    /// Text that is not JSON is shown as one line with the reason.
    void setText(const QByteArray &text);
    /// The line shown in place of rows.
    [[nodiscard]] const QString &hint() const { return m_hint; }

Q_SIGNALS:
    /// A condition in the language of docs/filter.md.
    void filterRequested(const QString &condition);
    void excludeRequested(const QString &condition);
    void columnRequested(const broadcaster::JsonPath &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void changeEvent(QEvent *event) override;

private:
    void addActions();
    QAction *addAction(const QString &text, const char *icon, const QKeySequence &shortcut,
        void (JsonTreeView::*run)());
    void updateActions();
    void emitFilter();
    void emitExclude();
    void emitColumn();
    void copyPath();
    void copyValue();
    void expandBelow();
    void copyToClipboard(const QString &text);

    /// Expands rows from the top: remembered ones, and small containers.
    void expandInitially();
    void remember(const QModelIndex &index, bool isExpanded);
    /// Lets the model find more when the end of its found rows is visible.
    void fetchShown();
    void fitNames();

    JsonTreeModel *m_model;
    QByteArray m_text; ///< The text as it was set, JSON or not.
    QString m_hint;
    QCache<QString, bool> m_remembered; ///< Whether expanded, by path.
    bool m_isExpanding = false; ///< Expanded by the view, not by the user.
    QAction *m_filter = nullptr;
    QAction *m_exclude = nullptr;
    QAction *m_column = nullptr;
    QAction *m_copyPath = nullptr;
    QAction *m_copyValue = nullptr;
    QAction *m_expandBelow = nullptr;
};

} // namespace broadcaster
