// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/page.h"

namespace broadcaster {

class DetailPane;
class FilterBox;
class RowColours;
class RowMarks;
class SavedFiltersBar;
class TrafficActions;
class TrafficModel;
class TrafficView;

/// Ways of the user to tell rows apart on the Traffic page: saved filters and colour rules. The
/// page is its parent.
class RowFeatures final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    RowFeatures(FilterBox &box, TrafficModel &model, TrafficView &view, TrafficActions &actions,
        DetailPane &detail, QWidget &page);

    /// Stands below the filter.
    [[nodiscard]] SavedFiltersBar *bar() { return m_bar; }
    [[nodiscard]] QList<Page::MenuAction> menuActions() const;
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

private:
    void editColours(const QString &newFilter);

    QWidget &m_page;
    TrafficActions &m_actions;
    SavedFiltersBar *m_bar;
    RowColours *m_colours;
    RowMarks *m_marks;
    QAction *m_editColours;
    QAction *m_colourThis;
};

} // namespace broadcaster
