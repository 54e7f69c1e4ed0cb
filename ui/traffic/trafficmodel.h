// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficstore.h"
#include "ui/conversations/replytext.h"
#include "ui/traffic/trafficcells.h"
#include "ui/traffic/trafficcolumns.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QTimer>

#include <deque>
#include <optional>
#include <vector>

namespace broadcaster {

class ClientNames;
class ConversationWatch;
class RowColours;

/// The messages of a store that belong to the chosen project and match the filter. Filtering of the
/// kept messages happens in slices, from the newest backwards; later messages are appended.
class TrafficModel final : public QAbstractTableModel, public TrafficColumns {
    Q_OBJECT

public:
    explicit TrafficModel(QObject *parent = nullptr);

    /// Null: no messages. The store outlives the model, or is exchanged before it is destroyed.
    void setStore(TrafficStore *store);
    [[nodiscard]] TrafficStore *store() const { return m_store; }
    /// Fills the column Reply. The watch is for the same store, and outlives the model.
    void setConversations(const ConversationWatch *watch);
    [[nodiscard]] const ConversationWatch *conversations() const { return m_conversations; }
    /// Colours of rows, for the delegate and the tool tips. They outlive the model's views.
    void setColours(const RowColours *colours) { m_colours = colours; }
    [[nodiscard]] const RowColours *colours() const { return m_colours; }
    /// The names of the clients; they outlive the model. Null: there are none.
    void setNames(ClientNames *names);
    [[nodiscard]] ClientNames *names() const { return m_names; }
    void setFilter(const Filter &filter);
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    void setScope(const ProjectId &project);
    [[nodiscard]] const ProjectId &scope() const { return m_scope; }

    /// The paths shown as columns behind the others, at most MaxFields.
    [[nodiscard]] const QList<JsonPath> &fields() const { return m_fields; }
    /// The field that the column shows; null for the columns of every message.
    [[nodiscard]] const JsonPath *fieldOf(int column) const
    {
        return column < ColumnCount ? nullptr : &m_fields[column - ColumnCount];
    }
    static constexpr qsizetype MaxFields = 16;
    /// False: there are as many as there may be. A path that is shown already is not added again.
    bool addField(const JsonPath &path);
    void removeField(int column);

    /// Whether a kept message fits a filter, which need not be the table's. REQUIRES: it is kept.
    [[nodiscard]] bool fits(const Filter &filter, quint64 sequence) const;
    /// Neither filter nor scope: every kept row is shown.
    [[nodiscard]] bool showsAll() const { return m_filter.isEmpty() && m_scope.isNull(); }
    /// Kept rows are still being filtered.
    [[nodiscard]] bool isFiltering() const;
    /// Kept rows that have been checked so far.
    [[nodiscard]] qint64 lookedAt() const { return static_cast<qint64>(m_lookedTo - m_lookedFrom); }
    /// Stops checking older rows: the matches so far stay.
    void cancelFiltering();

    /// Deltas count from this row; without a value, from the row shown above.
    void setZero(std::optional<quint64> sequence);
    [[nodiscard]] std::optional<quint64> zero() const { return m_zero; }
    void setMarked(std::optional<quint64> sequence);
    [[nodiscard]] std::optional<quint64> marked() const { return m_marked; }

    /// REQUIRES: a row of the model.
    [[nodiscard]] quint64 sequenceAt(int row) const;
    [[nodiscard]] TrafficRow rowAt(int row) const { return m_store->at(sequenceAt(row)); }
    [[nodiscard]] ReplyWords replyAt(int row) const
    {
        return m_conversations ? replyWords(*m_conversations, sequenceAt(row)) : ReplyWords();
    }
    /// Milliseconds since the row above, or since zero(); null in the first row.
    [[nodiscard]] std::optional<qint64> delta(int row) const;
    /// -1: the message is not shown.
    [[nodiscard]] int rowOf(quint64 sequence) const;
    /// The first row that is not older; rowCount() when all are older.
    [[nodiscard]] int rowFrom(quint64 sequence) const;
    /// Whether it is decided that this kept row is shown or not.
    [[nodiscard]] bool hasLookedAt(quint64 sequence) const { return sequence >= m_lookedFrom; }
    /// Messages that could not be recorded between this row and the one above.
    [[nodiscard]] TrafficGap gapAbove(int row) const;
    /// Messages and times that are missing behind the last row so far.
    [[nodiscard]] TrafficGap gapBelow() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// isFiltering() or lookedAt() changed.
    void filterProgressed();
    /// All rows are replaced: a new filter, scope or store.
    void restarted();

private:
    /// Ends a reset begun by beginResetModel() and filters the store anew.
    void restart();
    void appendNew(quint64 end);
    void removeUpTo(quint64 newFirst);
    void dropAll();
    void takeChanged(const std::vector<quint64> &sequences);
    /// Checks these rows again where they have been checked.
    void recheck(const std::vector<quint64> &sequences);
    /// The rows before that one can be checked.
    [[nodiscard]] quint64 checkableEnd() const;
    void work();
    void workOnChanged();
    void workForward();
    void workBackward();
    [[nodiscard]] bool isMatch(quint64 sequence) const;
    void repaint(std::optional<quint64> sequence);
    void repaintReplies(int first, int end);

    const TrafficCells m_cells { *this };
    TrafficStore *m_store = nullptr;
    const ConversationWatch *m_conversations = nullptr;
    const RowColours *m_colours = nullptr;
    ClientNames *m_names = nullptr;
    Filter m_filter;
    ProjectId m_scope;
    QList<JsonPath> m_fields;
    // The store's rows [m_lookedFrom, m_lookedTo) are checked.
    quint64 m_lookedFrom = 0;
    quint64 m_lookedTo = 0;
    quint64 m_stopAt = 0; ///< Older rows are not checked.
    std::deque<quint64> m_matches; ///< The rows, unless showsAll().
    std::deque<quint64> m_changed; ///< Sorted: rows that may match no longer, or match now.
    std::optional<quint64> m_zero;
    qint64 m_zeroTimeMs = 0; ///< Known even when the row itself is gone.
    std::optional<quint64> m_marked;
    QTimer m_work;
};

} // namespace broadcaster
