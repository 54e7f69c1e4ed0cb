// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/rowrange.h"

#include <QtWidgets/QTableView>

#include <optional>

namespace broadcaster {

class ColumnLayout;
class TrafficDelegate;
class TrafficHeader;
class TrafficModel;

/// The table of messages. Follows the newest until the user scrolls up or chooses an older row;
/// from then on the rows keep their place while others come below and go above.
class TrafficView final : public QTableView {
    Q_OBJECT

public:
    explicit TrafficView(TrafficModel &model, QWidget *parent = nullptr);

    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    /// Also without any row.
    [[nodiscard]] bool showsLastRow() const;
    void setFollowing(bool following);
    void select(quint64 sequence); ///< Does nothing if it is not shown.
    void forgetChosen() { m_chosen.reset(); } ///< The current row may be chosen again.
    void keepChosenInSight(); ///< After the table has got another size.
    [[nodiscard]] std::optional<quint64> chosenSequence() const { return m_chosen; }
    /// A new filter or store takes the selection back to the chosen row.
    [[nodiscard]] RowRanges selectedRows() const;

    /// Hides the column of the project while one project is shown.
    void setProjectShown(bool shown);
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

    void keyboardSearch(const QString &search) override;

Q_SIGNALS:
    /// Other rows are selected, or rows were removed from the selection.
    void selectedRowsChanged();
    /// Columns were shown or hidden.
    void columnsChanged();
    void followingChanged(bool following);
    /// Another message was chosen. When it is no longer kept, no other replaces it.
    void chosen(quint64 sequence);

protected:
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(
        const QItemSelection &selected, const QItemSelection &deselected) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void setUpHeaders();
    void noteScrolled();
    void forgetRows();
    /// After rows were replaced: chooses the same message, if it is among them.
    void chooseAgain();
    void returnToAnchor();
    void choose(const QModelIndex &index);
    void fitFonts();

    TrafficModel &m_model;
    TrafficDelegate *m_delegate;
    TrafficHeader *m_header;
    ColumnLayout *m_columns = nullptr;
    bool m_isFollowing = true;
    bool m_isEntering = false; ///< Set while the table gets the focus, which chooses no message.
    bool m_isAdjusting = false; ///< Set while the view itself moves the scroll bar.
    int m_shift = 0; ///< Pixels by which the visible rows have moved, not scrolled yet.
    std::optional<quint64> m_chosen;
    std::optional<quint64> m_anchor; ///< The top row before the rows were replaced.
};

} // namespace broadcaster
