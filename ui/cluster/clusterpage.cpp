// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/clusterpage.h"

#include "ui/base/obstacletext.h"
#include "ui/base/text.h"
#include "ui/cluster/clustertable.h"
#include "ui/cluster/clustertext.h"
#include "ui/cluster/crossingsection.h"
#include "ui/cluster/enginesection.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/note.h"
#include "ui/widgets/sectionheader.h"
#include "ui/widgets/statusdot.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ClusterPage::ClusterPage(Console &console, OverviewFeed &overviews, QWidget *parent)
    : Page(parent)
    , m_console(console)
    , m_feed(console, overviews)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_dot(new StatusDot(this))
    , m_state(new Note(Note::Tone::Plain, this))
    , m_warnings(new Note(Note::Tone::Warning, this))
    , m_brokers(new SectionHeader(tr("Brokers"), {}, this))
    , m_table(new ClusterTable(m_model, this))
    , m_servers(new EngineSection(this))
    , m_crossing(new CrossingSection(this))
{
    setObjectName(u"cluster"_s);
    setAccessibleName(tr("Cluster"));
    m_empty->setObjectName(u"clusterEmpty"_s);
    m_empty->setIcon("cluster");
    m_state->setObjectName(u"clusterState"_s);
    m_warnings->setObjectName(u"clusterWarnings"_s);
    m_brokers->setObjectName(u"clusterBrokers"_s);
    layOut();
    connect(&m_feed, &ClusterFeed::arrived, this, &ClusterPage::take);
    connect(&console, &Console::linkChanged, this, &ClusterPage::take);
    take();
}

QLayout *ClusterPage::buildState()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(LayoutStep);
    row->addWidget(m_dot);
    row->addWidget(m_state, 1);
    return row;
}

QWidget *ClusterPage::buildContent()
{
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    rows->setSpacing(2 * LayoutStep);
    rows->addLayout(buildState());
    rows->addWidget(m_warnings);
    rows->addWidget(m_brokers);
    rows->addWidget(m_table);
    rows->addWidget(m_crossing);
    rows->addWidget(m_servers);
    rows->addStretch(1);
    return content;
}

void ClusterPage::layOut()
{
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(buildContent());
    m_stack->addWidget(area);
    m_stack->addWidget(m_empty);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_stack);
}

void ClusterPage::take()
{
    const ClusterInfo cluster = m_feed.now().value_or(ClusterInfo());
    tellWindow(cluster);
    // Hidden, it would change twelve cells of each broker for nobody.
    if (!isVisible())
        return;
    if (cluster.isOn)
        showCluster(cluster);
    else
        showNothing();
}

void ClusterPage::tellWindow(const ClusterInfo &cluster)
{
    const bool isInTrouble = cluster.isOn && !cluster.isWorking;
    Q_EMIT offeredChanged(cluster.isOn);
    Q_EMIT figureChanged(cluster.isOn ? countText(cluster.brokers.size()) : QString());
    Q_EMIT alertChanged(isInTrouble ? u"!"_s : QString(),
        isInTrouble ? tr("other brokers cannot be reached") : QString());
    Q_EMIT warningChanged(isInTrouble ? clusterStateText(cluster) : QString());
}

void ClusterPage::showCluster(const ClusterInfo &cluster)
{
    m_dot->setTone(cluster.isWorking ? Note::Tone::Ok : Note::Tone::Bad);
    m_state->setTone(cluster.isWorking ? Note::Tone::Plain : Note::Tone::Bad);
    m_state->setText(clusterStateText(cluster));
    m_warnings->setShown(cluster.warnings.join(u'\n'));
    m_brokers->setText(cluster.brokers.size() > 1
            ? tr("They share the projects of the namespace %1.").arg(cluster.space)
            : tr("This is the only broker of the namespace %1. Others are listed here within "
                 "seconds of their start.")
                  .arg(cluster.space));
    m_model.setBrokers(cluster.brokers);
    m_crossing->showCluster(cluster);
    m_servers->showServers(cluster.servers);
    m_stack->setCurrentIndex(0);
}

void ClusterPage::showNothing()
{
    const Obstacle obstacle = m_console.obstacleTo<ShowCluster>();
    if (m_console.now().state != BrokerState::Listening) {
        m_empty->setTitle(tr("The broker is not running"));
        m_empty->setText({});
    } else if (obstacle != Obstacle::None) {
        m_empty->setTitle(tr("Nothing is known of a cluster"));
        m_empty->setText(obstacleText(obstacle));
    } else if (!m_feed.now()) {
        m_empty->setTitle(tr("Asking the broker for its cluster"));
        m_empty->setText({});
    } else {
        m_empty->setTitle(tr("This broker is in no cluster"));
        m_empty->setText(
            tr("Several brokers can share their projects, so that clients meet on any of them. "
               "Start each with --cluster and the address of the same Redis server, and with the "
               "same --cluster-namespace."));
    }
    m_stack->setCurrentIndex(1);
}

void ClusterPage::restore(const UiSettings &settings)
{
    m_table->columns().restore(settings.layouts.value(m_table->objectName()));
}

void ClusterPage::save(UiSettings &settings) const
{
    settings.layouts.insert(m_table->objectName(), m_table->columns().save());
}

void ClusterPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    take();
}

} // namespace broadcaster
