// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QMap>
#include <QtCore/QObject>
#include <QtCore/QSet>

#include <functional>
#include <vector>

class QHeaderView;
class QMenu;
class QTableView;

namespace broadcaster {

/// Which columns of a table are shown, how wide they are, and in which order. Until the user sets a
/// width, the columns fill the table: where there is too little room, less important ones get
/// narrower, and then step back. The user chooses columns in a menu, which is the header's context
/// menu as well.
class ColumnLayout final : public QObject {
    Q_OBJECT

public:
    struct Giver {
        int column;
        double part; ///< Part of its width that the column can give.
    };
    struct Rules {
        int count = 0; ///< Columns behind these are removed, not hidden.
        std::function<int(int)> usualWidth; ///< Width of a column in pixels.
        std::vector<Giver> givers; ///< Columns that get narrower, in this order; some twice.
        std::vector<int> leavers; ///< Columns that step back, the first of them first.
        std::vector<int> takers; ///< Columns that get wider, each at most twice as wide.
        QSet<int> hidden; ///< Columns that are hidden at first.
    };

    /// The table is the parent. REQUIRES: the table has its header, its model and its first order.
    ColumnLayout(QTableView &table, Rules rules);

    [[nodiscard]] QMenu *menu() const { return m_menu; }
    /// A useless column is hidden until the user wants it.
    void setUseful(int column, bool isUseful);
    void setShown(int column, bool isShown); ///< As the user wants it.
    void reset(); ///< Back to the first columns, widths and order.
    void fit(); ///< Called when the usual widths have changed.
    /// Empty while everything is as it was at first.
    [[nodiscard]] QByteArray save() const;
    /// Does nothing for a text that is not of save().
    void restore(const QByteArray &layout);

Q_SIGNALS:
    /// Columns were shown or hidden.
    void changed();
    /// The user wants one of the columns behind the count removed.
    void removeWanted(int column);
    /// The user wants the first columns back, and those behind the count removed.
    void resetWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isWanted(int column) const;
    [[nodiscard]] int leastWidth(int column) const;
    [[nodiscard]] bool isAsAtFirst() const;
    [[nodiscard]] QSet<int> columnsWithoutRoom() const;
    void setWidths();
    void noteResized(int column);
    void fillMenu();

    QTableView &m_table;
    QHeaderView &m_header;
    const Rules m_rules;
    const int m_firstSortColumn;
    const Qt::SortOrder m_firstSortOrder;
    QMenu *m_menu;
    QMap<int, bool> m_chosen; ///< Whether the user wants the column, where the user has said so.
    QSet<int> m_useless;
    bool m_isLaidOutByUser = false; ///< The user has set the widths.
    bool m_isFitting = false; ///< Set while the layout itself changes columns.
};

} // namespace broadcaster
