// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/rates/ratehistory.h"
#include "server/api/console.h"
#include "ui/base/page.h"
#include "ui/usage/usagemodel.h"

#include <QtCore/QTimer>

class QAction;
class QComboBox;
class QStackedWidget;
class QTableView;

namespace broadcaster {

class BarChart;
class ErrorLine;
class Figure;
class Note;
class Prompts;
class RateChart;

/// Counts of messages: in total and by day from the database, by second from the live counters.
class UsagePage final : public Page {
    Q_OBJECT

public:
    /// `rates` outlives the page; its feeder then calls refresh().
    UsagePage(
        Console &console, Prompts &prompts, const RateHistory &rates, QWidget *parent = nullptr);

    void setScope(const ProjectId &project) override;
    void refresh() override;
    [[nodiscard]] QList<MenuAction> menuActions() const override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildActions();
    QWidget *buildBar();
    QWidget *buildFigures();
    void buildTable();
    void layOut();

    void load();
    void takeProjects(const Result<QList<ProjectId>> &projects);
    void takeReport(const ProjectId &project, const Result<UsageReport> &report);
    void choose(const ProjectId &project);
    void fillProjects();
    void showReport(const UsageReport &report);
    void showNothing();
    void showError();
    void exportCsv();

    Console &m_console;
    Prompts &m_prompts;
    const RateHistory &m_rates;
    ProjectId m_project; ///< The chosen project; null: all.
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
    Note *m_rateNow;
    RateChart *m_rateChart;
    QAction *m_asTable;
    QAction *m_export;
};

} // namespace broadcaster
