// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/overviewfeed.h"
#include "ui/base/page.h"
#include "ui/usage/usagemodel.h"

#include <QtCore/QTimer>

class QAction;
class QComboBox;
class QLayout;
class QStackedWidget;
class QTableView;

namespace broadcaster {

class BarChart;
class ErrorLine;
class Figure;
class LiveUsage;
class Prompts;
class RateHistory;

/// Counts of messages: in total and by day from the database, and what the running broker counts.
/// Its box of projects shows the window's choice, and asks for another one.
class UsagePage final : public Page {
    Q_OBJECT

public:
    /// `rates` outlives the page; its feeder then calls refresh().
    UsagePage(Console &console, OverviewFeed &overviews, Prompts &prompts, const RateHistory &rates,
        QWidget *parent = nullptr);

    void setScope(const ProjectId &project) override;
    void refresh() override;
    [[nodiscard]] QList<MenuAction> menuActions() const override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildActions();
    QWidget *buildBar();
    QLayout *buildFigures();
    QWidget *buildContent();
    void layOut();

    void load();
    void takeProjects(const Result<QList<ProjectId>> &projects);
    void takeReport(const ProjectId &project, const Result<UsageReport> &report);
    void fillProjects();
    void showReport(const UsageReport &report);
    void showFigures(qint64 total, qint64 month, const DailyUsage &busiest);
    void showNothing();
    void showError();
    void exportCsv();

    Console &m_console;
    Prompts &m_prompts;
    ProjectId m_project; ///< The window's choice; null: all.
    QList<ProjectId> m_projects; ///< Projects with usage in the database.
    QList<DailyUsage> m_days; ///< Oldest first; empty until they are known.
    QFuture<Result<UsageReport>> m_asked;
    QFuture<Result<QList<ProjectId>>> m_askedProjects;
    QString m_loadError;
    QString m_exportError;
    UsageModel m_model;
    QTimer m_timer;

    QComboBox *m_chooser;
    ErrorLine *m_error;
    Figure *m_total;
    Figure *m_month;
    Figure *m_today;
    Figure *m_busiest;
    QStackedWidget *m_stack; ///< The chart or the table.
    BarChart *m_chart;
    QTableView *m_table;
    LiveUsage *m_live;
    QAction *m_asTable;
    QAction *m_export;
};

} // namespace broadcaster
