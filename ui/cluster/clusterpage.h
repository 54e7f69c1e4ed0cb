// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/page.h"
#include "ui/cluster/clusterfeed.h"
#include "ui/cluster/clustermodel.h"

class QLayout;
class QStackedWidget;

namespace broadcaster {

class ClusterTable;
class CrossingSection;
class EmptyState;
class EngineSection;
class Note;
class SectionHeader;
class StatusDot;

/// The brokers that share their projects with this one, whether messages between them arrive, and
/// which were lost. Offered only while the broker is in a cluster.
class ClusterPage final : public Page {
    Q_OBJECT

public:
    /// Both outlive the page.
    ClusterPage(Console &console, OverviewFeed &overviews, QWidget *parent = nullptr);

    /// A cluster carries all projects, so that the page shows the same for each.
    void setScope(const ProjectId &) override { }
    void restore(const UiSettings &settings) override;
    void save(UiSettings &settings) const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QLayout *buildState();
    QWidget *buildContent();
    void layOut();
    void take();
    void showCluster(const ClusterInfo &cluster);
    void showNothing();
    void tellWindow(const ClusterInfo &cluster);

    Console &m_console;
    ClusterFeed m_feed;
    ClusterModel m_model;
    QStackedWidget *m_stack; ///< The cluster, or why there is none to show.
    EmptyState *m_empty;
    StatusDot *m_dot;
    Note *m_state;
    Note *m_warnings;
    SectionHeader *m_brokers;
    ClusterTable *m_table;
    EngineSection *m_servers;
    CrossingSection *m_crossing;
};

} // namespace broadcaster
