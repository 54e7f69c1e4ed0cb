// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/enginesection.h"

#include "ui/cluster/serverline.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/sectionheader.h"

#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

EngineSection::EngineSection(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(u"engineSection"_s);
    setAccessibleName(tr("Redis servers"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(LayoutStep);
    m_rows->addWidget(new SectionHeader(
        tr("Redis"), tr("The servers that carry messages from broker to broker."), this));
}

void EngineSection::showServers(const QList<ClusterServer> &servers)
{
    while (m_lines.size() > servers.size())
        delete m_lines.takeLast();
    while (m_lines.size() < servers.size()) {
        m_lines.append(new ServerLine(this));
        m_rows->addWidget(m_lines.last());
    }
    for (qsizetype i = 0; i < servers.size(); ++i)
        m_lines[i]->showServer(servers[i]);
}

} // namespace broadcaster
