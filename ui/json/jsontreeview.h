// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QCache>
#include <QtWidgets/QTreeView>

class QAction;
class QMenu;

namespace broadcaster {

class JsonTreeModel;

/// A message as a tree of its values. What was expanded or collapsed by hand is so again in the
/// next message that has the same paths.
class JsonTreeView final : public QTreeView {
    Q_OBJECT

public:
    static constexpr int MaxRemembered = 2'000; ///< Paths; the longest unused go.
    static constexpr int MaxExpandedAtOnce = 2'000; ///< Rows, by "Expand all below".

    explicit JsonTreeView(QWidget *parent = nullptr);

    /// What is no JSON is shown as one line that says why.
    void setText(const QByteArray &text);
    /// The line shown where there are no rows.
    [[nodiscard]] const QString &hint() const { return m_hint; }

Q_SIGNALS:
    /// A condition in the language of docs/filter.md.
    void filterRequested(const QString &condition);
    void excludeRequested(const QString &condition);

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
    void copyPath();
    void copyValue();
    void expandBelow();
    void copyToClipboard(const QString &text);

    /// In a message's rows, from the top: what is remembered, and small things.
    void expandInitially();
    void remember(const QModelIndex &index, bool isExpanded);
    /// Has the model find more where the end of what it found is in sight.
    void fetchShown();
    void fitNames();

    JsonTreeModel *m_model;
    QByteArray m_text; ///< As it was set, JSON or not.
    QString m_hint;
    QCache<QString, bool> m_remembered; ///< Whether expanded, by path.
    bool m_isExpanding = false; ///< By us, not by the user.
    QAction *m_filter = nullptr;
    QAction *m_exclude = nullptr;
    QAction *m_copyPath = nullptr;
    QAction *m_copyValue = nullptr;
    QAction *m_expandBelow = nullptr;
};

} // namespace broadcaster
