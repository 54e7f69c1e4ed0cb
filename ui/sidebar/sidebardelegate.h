// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace broadcaster {

/// Paints the sidebar's rows: pages (icon, name, figure) and projects (name and clients, sparkline
/// and rate). A narrow row has the icon or the first letter only.
class SidebarDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum class Kind { Pages, Projects };
    static constexpr int FigureRole = Qt::UserRole + 100; ///< Text of a page's figure.
    static constexpr int AlertRole = Qt::UserRole + 101; ///< Text of a page's mark.
    static constexpr int AlertWordsRole = Qt::UserRole + 102; ///< The same in words.

    explicit SidebarDelegate(Kind kind, QObject *parent = nullptr);

    void setNarrow(bool isNarrow) { m_isNarrow = isNarrow; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintPage(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintProject(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintLetter(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    Kind m_kind;
    bool m_isNarrow = false;
};

} // namespace broadcaster
