// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sequence/sequencemodel.h"

#include "inspect/text/printable.h"
#include "inspect/traffic/workslice.h"
#include "server/api/jsonstring.h"
#include "ui/base/text.h"
#include "ui/sequence/sequencerows.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 LongPauseMs = 1'000;
constexpr qsizetype MaxLabelLength = 60;

/// On one line, without characters that no file of a picture may have.
QString labelText(const QString &text)
{
    QString safe = text.left(MaxLabelLength);
    for (QChar &each : safe) {
        if (!isPrintable(each))
            each = QChar::ReplacementCharacter;
    }
    return text.size() > MaxLabelLength ? QString(safe + u'\u2026') : safe;
}

} // namespace

SequenceModel::SequenceModel(SequenceRows &rows, Console &console, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_deliveries(console)
{
    m_work.setInterval(0);
    connect(&m_work, &QTimer::timeout, this, &SequenceModel::work);
    connect(&rows, &SequenceRows::inserted, this, &SequenceModel::noteInserted);
    connect(&rows, &SequenceRows::removed, this, &SequenceModel::noteRemoved);
    connect(&rows, &SequenceRows::replaced, this, &SequenceModel::restart);
    connect(&rows, &SequenceRows::changed, this, &SequenceModel::changed);
    connect(&m_deliveries, &DeliveryLookup::arrived, this, &SequenceModel::changed);
}

void SequenceModel::setNames(ClientNames *names)
{
    m_names = names;
    connect(names, &ClientNames::changed, this, &SequenceModel::lanesChanged);
}

void SequenceModel::setActive(bool active)
{
    if (active == m_isActive)
        return;
    m_isActive = active;
    restart();
}

void SequenceModel::restart()
{
    m_lanes.clear();
    m_deliveries.clear();
    m_front = 0;
    m_next = 0;
    m_removed = 0;
    Q_EMIT lanesChanged();
    if (m_isActive && m_rows.count() > 0)
        m_work.start();
    else
        m_work.stop();
}

void SequenceModel::noteInserted(int first, int last)
{
    if (!m_isActive)
        return;
    const int count = last - first + 1;
    if (m_next > 0 && (first == 0 || first < m_front)) { // Older rows that a filter has found.
        m_front += count;
        m_next += count;
    } else if (first < m_next) {
        m_next += count;
        for (int row = first; row <= last; ++row)
            addLanes(m_lanes, m_rows.rowAt(row));
        Q_EMIT lanesChanged();
    }
    if (!m_work.isActive())
        work();
}

void SequenceModel::noteRemoved(int first, int last)
{
    if (!m_isActive)
        return;
    const auto before = [&](int row) { return std::clamp(row - first, 0, last - first + 1); };
    m_front -= before(m_front);
    m_next -= before(m_next);
    m_removed += last - first + 1;
    // Lanes of clients that are in none of the rows any more are left out.
    if (m_removed > std::max<qint64>(m_rows.count(), SequenceLanes::MaxLanes))
        restart();
}

void SequenceModel::work()
{
    WorkSlice slice;
    const int before = m_lanes.count();
    const bool wasFull = m_lanes.isFull();
    bool isOver = false;
    while (!isOver && (m_front > 0 || m_next < m_rows.count())) {
        const int row = m_next < m_rows.count() ? m_next++ : --m_front;
        addLanes(m_lanes, m_rows.rowAt(row));
        isOver = slice.isOverAfter(0);
    }
    if (m_front > 0 || m_next < m_rows.count())
        m_work.start();
    else
        m_work.stop();
    if (m_lanes.count() != before || m_lanes.isFull() != wasFull)
        Q_EMIT lanesChanged();
}

ClientLabel SequenceModel::laneLabel(int lane) const
{
    const SequenceEnd &end = m_lanes.at(lane);
    if (end.isBroker())
        return { tr("broker"), -1, {} };
    return clientLabel(m_names, end.project, end.id, end.type);
}

bool SequenceModel::hasProjects() const
{
    ProjectId only;
    for (int lane = 0; lane < m_lanes.count(); ++lane) {
        const SequenceEnd &end = m_lanes.at(lane);
        if (!end.isBroker() && !only.isNull() && only != end.project)
            return true;
        if (!end.isBroker())
            only = end.project;
    }
    return false;
}

SequenceLine SequenceModel::line(int row)
{
    const TrafficRow message = m_rows.rowAt(row);
    const QList<DeliveryLine> *receivers = nullptr;
    if (countsUnnamed(message))
        receivers = m_deliveries.find(m_rows.sequenceAt(row), message);
    const SequenceMessage arrows = sequenceMessage(message, receivers);
    const int before = m_lanes.count();
    m_lanes.add(arrows.from);
    for (const SequenceHead &head : arrows.heads)
        m_lanes.add(head.to);
    if (m_lanes.count() != before)
        QMetaObject::invokeMethod(this, &SequenceModel::lanesChanged, Qt::QueuedConnection);

    SequenceLine line = sequenceLine(arrows, m_lanes);
    line.label = message.type.isEmpty() ? tr("no type")
                                        : labelText(QString::fromUtf8(jsonUnescaped(message.type)));
    line.time = clockText(message.record->timeMs);
    line.isReply = m_rows.isReply(row);
    line.isError = message.record->kind == TrafficKind::Error
        || message.record->kind == TrafficKind::Rejected;
    QStringList notes;
    if (line.fate == SequenceMessage::Fate::Nobody)
        notes.append(tr("to nobody"));
    else if (line.fate == SequenceMessage::Fate::Rejected)
        notes.append(tr("rejected"));
    else if (line.fate == SequenceMessage::Fate::Unknown)
        notes.append(tr("receivers not recorded"));
    if (line.elsewhere > 0) {
        const QString count = countText(static_cast<qint64>(line.elsewhere));
        //: A message has gone to that many clients, which are not shown one by one
        notes.append(
            line.heads.empty() ? tr("to %1 clients").arg(count) : tr("and %1 more").arg(count));
    }
    if (const QString reply = m_rows.replyText(row); !reply.isEmpty())
        notes.append(reply);
    line.note = notes.join(u" \u00b7 "_s);
    if (row > 0) {
        const qint64 pause = message.record->timeMs - m_rows.rowAt(row - 1).record->timeMs;
        if (pause >= LongPauseMs)
            line.gap = tr("%1 later").arg(durationText(pause));
    }
    return line;
}

QString SequenceModel::lineText(int row)
{
    const SequenceLine shown = line(row);
    const auto nameOf = [this](int lane) {
        return lane == SequenceLanes::None ? tr("a client without a lane")
                                           : clientText(laneLabel(lane));
    };
    QStringList receivers;
    for (const SequenceLine::Head &head : shown.heads) {
        const QString name = nameOf(head.lane);
        if (head.isDropped())
            receivers.append(tr("%1 (dropped)").arg(name));
        else if (head.state == DeliveryState::Queued)
            receivers.append(tr("%1 (queued)").arg(name));
        else
            receivers.append(head.isMirror ? tr("%1 (copy)").arg(name) : name);
    }
    //: Time, type and sender of a message
    QString text = tr("%1 %2 from %3").arg(shown.time, shown.label, nameOf(shown.from));
    if (!receivers.isEmpty())
        text = tr("%1 to %2").arg(text, receivers.join(u", "_s));
    return shown.note.isEmpty() ? text : QString(text + u", " + shown.note);
}

} // namespace broadcaster
