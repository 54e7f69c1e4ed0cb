// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/filter/savedfilter.h"

#include <QtWidgets/QWidget>

class QAction;
class QMenu;
class QToolButton;

namespace broadcaster {

class FilterBox;

/// A button for each saved filter: a click sets it, and another click clears it. Those without room
/// are in a menu at the end. Hidden while there are none.
class SavedFiltersBar final : public QWidget {
    Q_OBJECT

public:
    /// The box outlives it.
    explicit SavedFiltersBar(FilterBox &box, QWidget *parent = nullptr);

    [[nodiscard]] const QList<SavedFilter> &filters() const { return m_filters; }
    void setFilters(const QList<SavedFilter> &filters);
    /// Asks for a name and saves the present filter.
    [[nodiscard]] QAction &saveAction() { return *m_save; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void filtersChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    [[nodiscard]] QToolButton *buttonFor(int number);
    void showMenu(QToolButton *button, int number);
    void layOut();
    void showPresent();
    void apply(int number);
    void save();
    void add(const SavedFilter &filter);
    void rename(int number);
    void replace(int number, const SavedFilter &filter);
    void remove(int number);
    void move(int number, int by);

    FilterBox &m_box;
    QList<SavedFilter> m_filters;
    QList<QToolButton *> m_buttons;
    QToolButton *m_more;
    QMenu *m_moreMenu;
    QAction *m_save;
};

} // namespace broadcaster
