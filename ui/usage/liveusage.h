// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/rates/ratehistory.h"
#include "server/api/console.h"
#include "ui/usage/countsmodel.h"

#include <QtWidgets/QWidget>

class QLayout;
class QStackedWidget;

namespace broadcaster {

class Figure;
class Note;
class RateChart;
class SectionHeader;

/// The counts of the running broker, which are in no database: messages, their size, and those that
/// were not delivered or rejected, of one project or of all; and the rates of the last minutes, or
/// in their place the counts of each project.
class LiveUsage final : public QWidget {
    Q_OBJECT

public:
    /// Both outlive it; the feeder of the rates then calls refresh().
    LiveUsage(Console &console, const RateHistory &rates, QWidget *parent = nullptr);

    /// Null: all.
    void setProject(const ProjectId &project);
    void setAsTable(bool isTable);
    void showOverview(const BrokerOverview &overview);
    void refresh();

private:
    QLayout *buildFigures();
    QWidget *buildTable();
    void showCounts();
    void showScope();

    Console &m_console;
    const RateHistory &m_rates;
    ProjectId m_project;
    BrokerOverview m_overview;
    CountsModel m_model;

    SectionHeader *m_header; ///< Tells the time that the figures cover.
    Figure *m_messages;
    Figure *m_bytes;
    Figure *m_undelivered;
    Figure *m_rejected;
    Note *m_rateNow;
    QStackedWidget *m_stack; ///< The chart or the table.
    RateChart *m_chart;
    QWidget *m_table;
};

} // namespace broadcaster
