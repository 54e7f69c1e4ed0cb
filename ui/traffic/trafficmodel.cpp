// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficmodel.h"

#include "inspect/clients/clientnames.h"
#include "inspect/traffic/workslice.h"
#include "ui/conversations/conversationwatch.h"

#include <algorithm>
#include <iterator>

namespace broadcaster {

TrafficModel::TrafficModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_work.setInterval(0);
    connect(&m_work, &QTimer::timeout, this, &TrafficModel::work);
}

void TrafficModel::setStore(TrafficStore *store)
{
    beginResetModel();
    if (m_store)
        m_store->disconnect(this);
    m_store = store;
    m_zero.reset();
    m_marked.reset();
    if (store) {
        connect(
            store, &TrafficStore::appended, this, [this](quint64, quint64 end) { appendNew(end); });
        connect(store, &TrafficStore::changed, this, &TrafficModel::takeChanged);
        connect(store, &TrafficStore::evicting, this, &TrafficModel::removeUpTo);
        connect(store, &TrafficStore::cleared, this, &TrafficModel::dropAll);
    }
    restart();
}

void TrafficModel::setConversations(const ConversationWatch *watch)
{
    m_conversations = watch;
    if (!watch)
        return;
    connect(watch, &ConversationWatch::changed, this,
        [this](quint64 first, quint64 end) { repaintReplies(rowFrom(first), rowFrom(end)); });
    const auto repaintAll = [this] { repaintReplies(0, rowCount()); };
    connect(watch, &ConversationWatch::advanced, this, repaintAll);
    connect(watch, &ConversationWatch::changed, this, [this] {
        if (m_filter.asksForReplies() && !m_work.isActive())
            work();
    });
    connect(watch, &ConversationWatch::revised, this, [this](const std::vector<quint64> &some) {
        if (m_filter.asksForReplies())
            recheck(some);
    });
    connect(watch, &ConversationWatch::restarted, this, [this, repaintAll] {
        if (!m_filter.asksForReplies())
            return repaintAll();
        beginResetModel();
        restart();
    });
}

void TrafficModel::repaintReplies(int first, int end)
{
    if (first < end)
        Q_EMIT dataChanged(index(first, Reply), index(end - 1, Reply));
}

void TrafficModel::setNames(ClientNames *names)
{
    m_names = names;
    connect(names, &ClientNames::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, From), index(rowCount() - 1, To));
    });
}

void TrafficModel::setFilter(const Filter &filter)
{
    if (filter.isEmpty() && m_filter.isEmpty())
        return;
    beginResetModel();
    m_filter = filter;
    restart();
}

void TrafficModel::setScope(const ProjectId &project)
{
    if (project == m_scope)
        return;
    beginResetModel();
    m_scope = project;
    restart();
}

void TrafficModel::restart()
{
    m_matches.clear();
    m_changed.clear();
    m_stopAt = m_store ? m_store->first() : 0;
    m_lookedTo = checkableEnd();
    m_lookedFrom = showsAll() ? m_stopAt : m_lookedTo;
    endResetModel();
    Q_EMIT restarted();
    work();
}

void TrafficModel::dropAll()
{
    beginResetModel();
    m_zero.reset();
    m_marked.reset();
    restart();
}

void TrafficModel::appendNew(quint64 end)
{
    if (!showsAll()) {
        if (!m_work.isActive())
            work();
        return;
    }
    const int rows = rowCount();
    beginInsertRows({}, rows, rows + static_cast<int>(end - m_lookedTo) - 1);
    m_lookedTo = end;
    endInsertRows();
}

void TrafficModel::removeUpTo(quint64 newFirst)
{
    const auto kept = std::lower_bound(m_matches.begin(), m_matches.end(), newFirst);
    const auto gone = showsAll() ? std::min(newFirst, m_lookedTo) - m_lookedFrom
                                 : static_cast<quint64>(kept - m_matches.begin());
    if (gone > 0)
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    m_matches.erase(m_matches.begin(), kept);
    m_changed.erase(
        m_changed.begin(), std::lower_bound(m_changed.begin(), m_changed.end(), newFirst));
    m_stopAt = std::max(m_stopAt, newFirst);
    m_lookedFrom = std::max(m_lookedFrom, newFirst);
    m_lookedTo = std::max(m_lookedTo, newFirst);
    if (gone == 0)
        return;
    endRemoveRows();
    if (rowCount() > 0) // The row has no row above any more.
        Q_EMIT dataChanged(index(0, Delta), index(0, Delta));
}

bool TrafficModel::isFiltering() const
{
    return m_store
        && (m_lookedFrom > m_stopAt || m_lookedTo < checkableEnd() || !m_changed.empty());
}

quint64 TrafficModel::checkableEnd() const
{
    if (!m_store || !m_filter.asksForReplies() || !m_conversations)
        return m_store ? m_store->end() : 0;
    return std::clamp(m_conversations->pairedEnd(), m_store->first(), m_store->end());
}

void TrafficModel::cancelFiltering()
{
    m_stopAt = m_lookedFrom;
    work();
}

void TrafficModel::work()
{
    if (!m_changed.empty())
        workOnChanged();
    else if (isFiltering() && m_lookedTo < checkableEnd())
        workForward();
    else if (isFiltering())
        workBackward();
    if (isFiltering())
        m_work.start();
    else
        m_work.stop();
    Q_EMIT filterProgressed();
}

void TrafficModel::takeChanged(const std::vector<quint64> &sequences)
{
    const int first = rowFrom(sequences.front());
    const int end = rowFrom(sequences.back() + 1);
    if (first < end)
        Q_EMIT dataChanged(index(first, Delivered), index(end - 1, Delivered));
    if (m_filter.canChange())
        recheck(sequences);
}

void TrafficModel::recheck(const std::vector<quint64> &sequences)
{
    std::deque<quint64> all;
    std::set_union(m_changed.begin(), m_changed.end(), sequences.begin(), sequences.end(),
        std::back_inserter(all));
    m_changed = std::move(all);
    if (!m_work.isActive())
        work();
}

/// Rows come and go one at a time, so that the selection keeps its row.
void TrafficModel::workOnChanged()
{
    WorkSlice slice;
    bool isOver = false;
    while (!m_changed.empty() && !isOver) {
        const quint64 sequence = m_changed.front();
        m_changed.pop_front();
        if (sequence < m_lookedFrom || sequence >= m_lookedTo)
            continue;
        const int row = rowFrom(sequence);
        const auto place = m_matches.begin() + row;
        const bool isShown = place != m_matches.end() && *place == sequence;
        const bool isNowShown = isMatch(sequence);
        if (isShown && !isNowShown) {
            beginRemoveRows({}, row, row);
            m_matches.erase(place);
            endRemoveRows();
        } else if (!isShown && isNowShown) {
            beginInsertRows({}, row, row);
            m_matches.insert(place, sequence);
            endInsertRows();
        }
        constexpr qsizetype BytesOfAMove = 16 * 1024; // The view lays out its rows anew.
        isOver = slice.isOverAfter(isShown == isNowShown ? 0 : BytesOfAMove);
    }
}

void TrafficModel::workForward()
{
    WorkSlice slice;
    std::vector<quint64> found;
    quint64 at = m_lookedTo;
    bool isOver = false;
    for (const quint64 end = checkableEnd(); at < end && !isOver; ++at) {
        if (isMatch(at))
            found.push_back(at);
        isOver = slice.isOverAfter(static_cast<qsizetype>(m_store->at(at).message.size()));
    }
    m_lookedTo = at;
    if (found.empty())
        return;
    const int rows = rowCount();
    beginInsertRows({}, rows, rows + static_cast<int>(found.size()) - 1);
    m_matches.insert(m_matches.end(), found.begin(), found.end());
    endInsertRows();
}

void TrafficModel::workBackward()
{
    WorkSlice slice;
    std::vector<quint64> found;
    quint64 at = m_lookedFrom;
    bool isOver = false;
    while (at > m_stopAt && !isOver) {
        --at;
        if (isMatch(at))
            found.push_back(at);
        isOver = slice.isOverAfter(static_cast<qsizetype>(m_store->at(at).message.size()));
    }
    m_lookedFrom = at;
    if (found.empty())
        return;
    const int count = static_cast<int>(found.size());
    beginInsertRows({}, 0, count - 1);
    m_matches.insert(m_matches.begin(), found.rbegin(), found.rend());
    endInsertRows();
    if (rowCount() > count) // The row has a row above now.
        Q_EMIT dataChanged(index(count, Delta), index(count, Delta));
}

bool TrafficModel::fits(const Filter &filter, quint64 sequence) const
{
    TrafficRow row = m_store->at(sequence);
    ConversationFacts facts;
    if (m_conversations && filter.asksForReplies()) {
        facts = m_conversations->facts(sequence);
        row.conversation = &facts;
    }
    return filter.matches(row);
}

bool TrafficModel::isMatch(quint64 sequence) const
{
    return (m_scope.isNull() || *m_store->at(sequence).project == m_scope)
        && fits(m_filter, sequence);
}

void TrafficModel::setZero(std::optional<quint64> sequence)
{
    m_zero = sequence;
    if (m_zero)
        m_zeroTimeMs = m_store->at(*m_zero).record->timeMs;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Delta));
}

void TrafficModel::setMarked(std::optional<quint64> sequence)
{
    const std::optional<quint64> before = std::exchange(m_marked, sequence);
    repaint(before);
    repaint(m_marked);
}

void TrafficModel::repaint(std::optional<quint64> sequence)
{
    const int row = sequence ? rowOf(*sequence) : -1;
    if (row >= 0)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

quint64 TrafficModel::sequenceAt(int row) const
{
    return showsAll() ? m_lookedFrom + static_cast<quint64>(row)
                      : m_matches[static_cast<size_t>(row)];
}

int TrafficModel::rowFrom(quint64 sequence) const
{
    if (showsAll())
        return static_cast<int>(std::clamp(sequence, m_lookedFrom, m_lookedTo) - m_lookedFrom);
    const auto found = std::lower_bound(m_matches.begin(), m_matches.end(), sequence);
    return static_cast<int>(found - m_matches.begin());
}

int TrafficModel::rowOf(quint64 sequence) const
{
    const int row = rowFrom(sequence);
    return row < rowCount() && sequenceAt(row) == sequence ? row : -1;
}

TrafficGap TrafficModel::gapAbove(int row) const
{
    if (!m_store->hasGaps())
        return {};
    const quint64 from = row > 0 ? sequenceAt(row - 1) + 1 : m_store->first();
    return m_store->gapBefore(from, sequenceAt(row) + 1);
}

TrafficGap TrafficModel::gapBelow() const
{
    const quint64 from = rowCount() > 0 ? sequenceAt(rowCount() - 1) + 1 : m_store->first();
    return m_store->gapBefore(from, m_store->end() + 1);
}

int TrafficModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_store)
        return 0;
    return static_cast<int>(showsAll() ? m_lookedTo - m_lookedFrom : m_matches.size());
}

int TrafficModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount + static_cast<int>(m_fields.size());
}

bool TrafficModel::addField(const JsonPath &path)
{
    if (m_fields.contains(path))
        return true;
    if (m_fields.size() >= MaxFields)
        return false;
    beginInsertColumns({}, columnCount(), columnCount());
    m_fields.append(path);
    endInsertColumns();
    return true;
}

void TrafficModel::removeField(int column)
{
    beginRemoveColumns({}, column, column);
    m_fields.removeAt(column - ColumnCount);
    endRemoveColumns();
}

QVariant TrafficModel::data(const QModelIndex &index, int role) const
{
    const bool isCell = checkIndex(index, CheckIndexOption::IndexIsValid);
    return isCell ? m_cells.data(index, role) : QVariant();
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isTitle = orientation == Qt::Horizontal && section >= 0 && section < columnCount();
    return isTitle ? m_cells.title(section, role) : QVariant();
}

std::optional<qint64> TrafficModel::delta(int row) const
{
    const qint64 time = rowAt(row).record->timeMs;
    if (m_zero)
        return time - m_zeroTimeMs;
    return row > 0 ? std::optional(time - rowAt(row - 1).record->timeMs) : std::nullopt;
}

} // namespace broadcaster
