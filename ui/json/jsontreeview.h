// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "ui/json/findtarget.h"

#include <QtCore/QCache>
#include <QtWidgets/QTreeView>

class QAction;
class QMenu;

namespace broadcaster {

class JsonTreeModel;

/// A message as a tree of its values. Paths that the user expanded or collapsed stay so in the next
/// message that has them. The payload comes first; the envelope is folded until the user opens it.
class JsonTreeView final : public QTreeView, public FindTarget {
    Q_OBJECT

public:
    static constexpr int MaxRemembered = 2'000; ///< Paths; the least recently used are dropped.
    static constexpr int MaxExpandedAtOnce = 2'000; ///< Rows expanded by "Expand all below".

    explicit JsonTreeView(QWidget *parent = nullptr);

    /// Text that is not JSON is shown as one line with the reason.
    void setText(const QByteArray &text);
    /// The line shown in place of rows.
    [[nodiscard]] const QString &hint() const { return m_hint; }

    /// The text is not that of a message: it has no conditions, no columns and no envelope.
    void setDetached();
    [[nodiscard]] bool isEnvelopeExpanded() const { return m_isEnvelopeExpanded; }
    void setEnvelopeExpanded(bool isExpanded);
    void expandAllRows(); ///< At most MaxExpandedAtOnce.
    void collapseAllRows();
    /// The value of the chosen row; Missing without one. Valid until the next setText().
    [[nodiscard]] JsonValue currentValue() const;

    Result find(const QByteArray &wanted, FindStep step) override;
    void endFind() override { }

Q_SIGNALS:
    /// A condition in the language of docs/filter.md.
    void filterRequested(const QString &condition);
    void excludeRequested(const QString &condition);
    void columnRequested(const broadcaster::JsonPath &path);
    /// The value of currentValue() is another one.
    void currentValueChanged();
    void envelopeToggled();

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
    void expandFrom(const QModelIndex &top);
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
    bool m_isEnvelopeExpanded = false;
    bool m_isDetached = false;
    QByteArray m_wanted; ///< The text that m_found has the places of.
    FoundPlaces m_found;
    QAction *m_filter = nullptr;
    QAction *m_exclude = nullptr;
    QAction *m_column = nullptr;
    QAction *m_copyPath = nullptr;
    QAction *m_copyValue = nullptr;
    QAction *m_expandBelow = nullptr;
    QAction *m_collapseAll = nullptr;
};

} // namespace broadcaster
