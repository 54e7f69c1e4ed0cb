// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/undeliveredline.h"

#include "inspect/traffic/trafficcollector.h"
#include "ui/base/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/note.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

#include <algorithm>
#include <limits>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int LineSide = 14;
constexpr double GroundTint = 0.10;
constexpr qint64 MaxBadge = 999; ///< Larger numbers do not fit beside the name of a page.

int pluralOf(qint64 count)
{
    return static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

QString wordsOf(const UndeliveredCounter::Count &count)
{
    QStringList sentences;
    if (count.nobody > 0)
        sentences += UndeliveredLine::tr(
            "%Ln message(s) reached nobody.", nullptr, pluralOf(count.nobody));
    if (count.dropped > 0)
        sentences += UndeliveredLine::tr(
            "%Ln message(s) were dropped at a client.", nullptr, pluralOf(count.dropped));
    return sentences.join(u' ');
}

} // namespace

UndeliveredLine::UndeliveredLine(TrafficCollector &collector, QWidget *parent)
    : QWidget(parent)
    , m_collector(collector)
    , m_words(new Note(Note::Tone::Warning, this))
{
    setObjectName(u"undelivered"_s);
    m_words->setObjectName(u"undeliveredWords"_s);
    m_words->setWordWrap(true);
    addButtons();
    hide();
    connect(&collector.store(), &TrafficStore::changed, this,
        [this](const std::vector<quint64> &sequences) {
            m_counter.takeChanged(m_collector.store(), sequences);
        });
    connect(&collector, &TrafficCollector::pausedChanged, this, &UndeliveredLine::takeWaited);
}

void UndeliveredLine::addButtons()
{
    auto *show = new QPushButton(tr("Show them"), this);
    show->setObjectName(u"undeliveredShow"_s);
    show->setAccessibleName(tr("Show the messages that did not arrive"));
    connect(show, &QPushButton::clicked, this, [this] {
        dismiss();
        Q_EMIT filterWanted(UndeliveredCounter::filterText());
    });
    auto *close = new QToolButton(this);
    close->setObjectName(u"undeliveredDismiss"_s);
    close->setIcon(themedIcon("close"));
    close->setAutoRaise(true);
    close->setToolTip(tr("Dismiss until there are others"));
    close->setAccessibleName(tr("Dismiss until there are others"));
    connect(close, &QToolButton::clicked, this, &UndeliveredLine::dismiss);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(LineSide, LayoutStep / 2, LineSide, LayoutStep / 2);
    row->setSpacing(LayoutStep);
    row->addWidget(m_words, 1);
    row->addWidget(show);
    row->addWidget(close);
}

/// Waiting messages are appended at the end of a pause, with the changes that came meanwhile.
void UndeliveredLine::takeWaited()
{
    const TrafficStore &store = m_collector.store();
    if (m_collector.isPaused()) {
        m_pausedAt = store.end();
        return;
    }
    std::vector<quint64> dropped;
    for (quint64 at = std::max(m_pausedAt, store.first()); at < store.end(); ++at) {
        if (store.at(at).unsent().dropped() > 0)
            dropped.push_back(at);
    }
    m_counter.takeChanged(store, dropped);
}

void UndeliveredLine::setScope(const ProjectId &project)
{
    m_scope = project;
    showCounts(false);
}

void UndeliveredLine::showCounts(bool areSeen)
{
    if (areSeen)
        m_counter.forget(m_scope);
    const UndeliveredCounter::Count count = m_counter.count(m_scope);
    const qint64 total = count.total();
    m_words->setShown(wordsOf(count));
    setVisible(total > 0);
    if (std::exchange(m_shown, total) == total)
        return;
    const QString mark = total > MaxBadge ? QString(countText(MaxBadge) + u'+') : countText(total);
    Q_EMIT countChanged(total > 0 ? mark : QString(), wordsOf(count));
}

void UndeliveredLine::dismiss()
{
    showCounts(true);
}

void UndeliveredLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), blended(theme.warning, theme.surface, GroundTint));
    painter.fillRect(0, 0, width(), 1, theme.line);
}

} // namespace broadcaster
