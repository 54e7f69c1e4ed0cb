// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/liveusage.h"

#include "inspect/rates/chartmath.h"
#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/usage/figure.h"
#include "ui/usage/ratechart.h"
#include "ui/usage/usagetable.h"
#include "ui/widgets/note.h"
#include "ui/widgets/sectionheader.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

LiveUsage::LiveUsage(Console &console, const RateHistory &rates, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_rates(rates)
    , m_header(new SectionHeader(tr("Live figures"), {}, this))
    , m_messages(new Figure(this))
    , m_bytes(new Figure(this))
    , m_undelivered(new Figure(this))
    , m_rejected(new Figure(this))
    , m_rateNow(new Note(Note::Tone::Dim, this))
    , m_stack(new QStackedWidget(this))
    , m_chart(new RateChart(this))
    , m_table(buildTable())
{
    m_header->setObjectName(u"liveHeader"_s);
    m_rateNow->setObjectName(u"rateNow"_s);
    m_chart->setObjectName(u"rateChart"_s);
    m_stack->addWidget(m_chart);
    m_stack->addWidget(m_table);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(LayoutStep);
    rows->addWidget(m_header);
    rows->addLayout(buildFigures());
    rows->addWidget(m_rateNow);
    rows->addWidget(m_stack, 1);
    showCounts();
}

QLayout *LiveUsage::buildFigures()
{
    m_messages->setObjectName(u"liveMessages"_s);
    m_bytes->setObjectName(u"liveBytes"_s);
    m_undelivered->setObjectName(u"liveUndelivered"_s);
    m_rejected->setObjectName(u"liveRejected"_s);
    m_messages->setToolTip(tr("Messages from clients, pings and rejected ones included"));
    m_bytes->setToolTip(tr("Size of the messages from clients, without frame headers"));
    m_rejected->setToolTip(tr("Messages that were invalid, or above the rate of their client"));
    return figureRow({ m_messages, m_bytes, m_undelivered, m_rejected });
}

QWidget *LiveUsage::buildTable()
{
    QTableView *table = usageTable(m_model, this);
    table->setObjectName(u"liveTable"_s);
    table->setAccessibleName(tr("Live figures by project"));
    return table;
}

void LiveUsage::setProject(const ProjectId &project)
{
    m_project = project;
    showCounts();
    refresh();
}

void LiveUsage::setAsTable(bool isTable)
{
    m_stack->setCurrentWidget(isTable ? m_table : m_chart);
}

void LiveUsage::showOverview(const BrokerOverview &overview)
{
    m_overview = overview;
    showCounts();
}

void LiveUsage::showCounts()
{
    showScope();
    if (m_console.now().state != BrokerState::Listening) {
        const QString unknown(u'\u2013');
        m_overview = {};
        m_model.clear();
        m_messages->setFigure(unknown, tr("messages"));
        m_bytes->setFigure(unknown, tr("received"));
        m_undelivered->setFigure(unknown, tr("not delivered"));
        m_rejected->setFigure(unknown, tr("rejected"));
        return;
    }
    m_model.setCounts(m_overview, m_project);
    const ProjectSummary counts = countsOf(m_overview, m_project);
    m_messages->setFigure(countText(counts.messages), tr("messages"));
    m_bytes->setFigure(sizeText(counts.bytes), tr("received"));
    m_undelivered->setFigure(countText(undeliveredOf(counts)), tr("not delivered"));
    m_undelivered->setToolTip(
        tr("For a client or a type that nobody had: %1\nDropped at a client that was too slow or "
           "lost its connection: %2")
            .arg(countText(counts.toNobody), countText(counts.dropped)));
    m_rejected->setFigure(countText(counts.rejected), tr("rejected"));
}

void LiveUsage::showScope()
{
    using namespace std::chrono;
    const qint64 idleMs = milliseconds(m_console.now().config.idleProjectTimeout).count();
    m_header->setText(m_project.isNull()
            ? tr("Since the broker started. These figures are not in the database.")
            : tr("Since the first client came. Without clients for %1, the project is forgotten, "
                 "and its figures begin anew.")
                  .arg(durationText(idleMs)));
}

void LiveUsage::refresh()
{
    const QList<double> rates = m_rates.rates(m_project, RateHistory::MaxSeconds);
    m_chart->setRates(rates, m_rates.knownSeconds());
    const bool listens = m_console.now().state == BrokerState::Listening;
    m_chart->setMessage(!listens          ? tr("The broker is not running.")
            : m_rates.knownSeconds() == 0 ? tr("The first figures are here in a second.")
                                          : QString());
    m_rateNow->setText(tr("Messages per second: now %1, at most %2 in the last 5 minutes.")
                           .arg(rateText(m_rates.latest(m_project)), rateText(highestRate(rates))));
}

} // namespace broadcaster
