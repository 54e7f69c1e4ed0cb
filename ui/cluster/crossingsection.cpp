// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/crossingsection.h"

#include "ui/base/text.h"
#include "ui/cluster/clustertext.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/usage/figure.h"
#include "ui/widgets/note.h"
#include "ui/widgets/sectionheader.h"

#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

CrossingSection::CrossingSection(QWidget *parent)
    : QWidget(parent)
    , m_offered(new Figure(this))
    , m_delivered(new Figure(this))
    , m_underWay(new Figure(this))
    , m_lost(new Figure(this))
    , m_unaccounted(new Figure(this))
    , m_none(new Note(Note::Tone::Dim, this))
    , m_grid(new QGridLayout)
{
    setObjectName(u"crossingSection"_s);
    m_offered->setObjectName(u"crossingOffered"_s);
    m_delivered->setObjectName(u"crossingDelivered"_s);
    m_underWay->setObjectName(u"crossingUnderWay"_s);
    m_lost->setObjectName(u"crossingLost"_s);
    m_unaccounted->setObjectName(u"crossingUnaccounted"_s);
    m_unaccounted->setToolTip(
        tr("Sent, less arrived, under way and lost: it is 0, or the program has a fault"));
    m_none->setObjectName(u"crossingNone"_s);
    m_grid->setHorizontalSpacing(2 * LayoutStep);
    m_grid->setVerticalSpacing(LayoutStep / 2);
    m_grid->setColumnStretch(1, 1);
    for (const LossLine &line : lossLines({}))
        addRow(QString::fromLatin1(line.name));
    addRow(u"rejectedBatches"_s);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(LayoutStep);
    rows->addWidget(new SectionHeader(tr("Messages to other brokers"),
        tr("From this broker to all others, since it started."), this));
    rows->addLayout(figureRow({ m_offered, m_delivered, m_underWay, m_lost, m_unaccounted }));
    rows->addWidget(m_none);
    rows->addLayout(m_grid);
}

void CrossingSection::addRow(const QString &name)
{
    auto *count = new QLabel(this);
    count->setObjectName(name);
    count->setFont(fixedFont());
    count->setAlignment(Qt::AlignRight | Qt::AlignTop);
    auto *reason = new Note(Note::Tone::Dim, this);
    reason->setObjectName(name + u"Words"_s);
    const int row = m_grid->rowCount();
    m_grid->addWidget(count, row, 0);
    m_grid->addWidget(reason, row, 1);
    m_rows.insert(name, { count, reason });
}

void CrossingSection::showRow(const QString &name, qint64 count, const QString &reason)
{
    const Row &row = m_rows[name];
    row.count->setText(countText(count));
    row.reason->setText(reason);
    row.count->setVisible(count > 0);
    row.reason->setVisible(count > 0);
}

void CrossingSection::showCluster(const ClusterInfo &cluster)
{
    const ClusterMessages &sent = cluster.sent;
    m_offered->setFigure(countText(sent.offered), tr("sent"));
    m_delivered->setFigure(countText(sent.delivered), tr("arrived"));
    m_underWay->setFigure(countText(sent.underWay), tr("under way"));
    m_lost->setFigure(countText(sent.lost()), tr("lost"));
    m_lost->setTone(sent.lost() > 0 ? Note::Tone::Bad : Note::Tone::Plain);
    m_unaccounted->setFigure(countText(sent.unaccounted()), tr("unaccounted for"));
    m_unaccounted->setTone(sent.unaccounted() != 0 ? Note::Tone::Bad : Note::Tone::Plain);
    for (const LossLine &line : lossLines(sent))
        showRow(QString::fromLatin1(line.name), line.count, line.reason);
    showRow(u"rejectedBatches"_s, cluster.rejectedBatches,
        tr("batches from others were not read: they were of another version, or not signed as "
           "they should be"));
    m_none->setShown(sent.lost() > 0 ? QString()
            : sent.offered > 0       ? tr("No message was lost.")
                                     : tr("No message has left for another broker yet."));
}

} // namespace broadcaster
