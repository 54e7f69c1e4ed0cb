// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/sidebar/projectfinder.h"
#include "ui/sidebar/projectlistmodel.h"

#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace broadcaster {

class SidebarDelegate;

/// The pages, and below them the projects. A narrow sidebar shows no words.
class Sidebar final : public QWidget {
    Q_OBJECT

public:
    static constexpr int MinWidth = 190;
    static constexpr int UsualWidth = 232;
    static constexpr int MaxWidth = 420;
    static constexpr int NarrowWidth = 52;
    /// With more projects than that there is a search field.
    static constexpr int ProjectsAtAGlance = 12;

    /// The history outlives the sidebar.
    explicit Sidebar(const RateHistory &rates, QWidget *parent = nullptr);

    void addPage(const char *icon, const QString &title, const QString &tip);
    void setFigure(int page, const QString &figure);
    /// Marks the page with a short text; `words` say the same to screen readers. Null: no mark.
    void setAlert(int page, const QString &mark, const QString &words);
    void setCurrentPage(int page);
    /// A page that is not offered has no row, except while it is the current one.
    void setPageOffered(int page, bool isOffered);

    /// Feed the history with the same overview first.
    void setProjects(const QList<ProjectSummary> &projects);

    /// The chosen project; null: all.
    [[nodiscard]] const ProjectId &scope() const { return m_scope; }
    void setScope(const ProjectId &project);
    /// Moves the choice by so many projects down the list, or up.
    void stepProject(int by);

    [[nodiscard]] bool isNarrow() const { return m_isNarrow; }
    void setNarrow(bool isNarrow);

Q_SIGNALS:
    void pageChosen(int page);
    void scopeChosen(const broadcaster::ProjectId &project);
    void narrowToggled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildLists();
    void layOut();
    QListView *makeList(const QString &objectName, const QString &accessibleName);
    void takeCurrent(const QModelIndex &index);
    void tidy();
    void showCurrent();
    void showFind();
    void showOffered();
    void fitPages();
    static void describe(QStandardItem &item);

    ProjectListModel m_projects;
    ProjectFinder m_found;
    QStandardItemModel m_pages;
    QSet<int> m_withheld; ///< Pages that are not offered.
    ProjectId m_scope;
    QTimer m_tidy; ///< Rows must not be removed while the list reports a new current one.
    bool m_isNarrow = false;
    bool m_isShowingCurrent = false;

    QListView *m_pageList;
    QListView *m_projectList;
    SidebarDelegate *m_pageDelegate;
    SidebarDelegate *m_projectDelegate;
    QLabel *m_heading;
    QLineEdit *m_find;
    QToolButton *m_narrow;
};

} // namespace broadcaster
