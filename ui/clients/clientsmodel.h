// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/rates/counterrate.h"
#include "server/api/project.h"
#include "ui/base/clienttext.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QHash>
#include <QtGui/QIcon>

namespace broadcaster {

/// The connected clients, one per row, fed by snapshots. A row keeps its place while its client
/// stays, whatever the order of the snapshots: the proxy sorts.
class ClientsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        IdColumn,
        TypeColumn,
        ProjectColumn,
        AddressColumn,
        SinceColumn,
        LastMessageColumn,
        RateColumn,
        MessagesInColumn,
        MessagesOutColumn,
        BytesInColumn,
        BytesOutColumn,
        WaitingColumn,
        UserAgentColumn,
        OriginColumn,
        BrokerColumn, ///< Empty unless the broker is in a cluster.
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< The raw value of the column.
        TypeRole, ///< The ClientType, a number.
        MarkRole, ///< For a console client, a word.
        ColourRole, ///< ClientName::colour, -1 for a client without a name.
    };
    /// The client of a row.
    struct Row {
        ProjectId project;
        ClientInfo client;
        CounterRate rate; ///< Growth of ClientInfo::messagesIn.
    };

    explicit ClientsModel(QObject *parent = nullptr);

    /// The names of the clients; they outlive the model. Null: ids are shown.
    void setNames(ClientNames *names);
    /// Name or id of the client of a row.
    [[nodiscard]] ClientLabel label(const Row &row) const;
    /// Merges the snapshot, taken at `nowMs`, into the rows.
    void merge(const QList<ProjectInfo> &projects, qint64 nowMs);
    [[nodiscard]] const Row &row(int index) const { return m_rows[index]; }
    /// -1: there is none.
    [[nodiscard]] int indexOf(const ClientId &id) const { return m_index.value(id, -1); }
    [[nodiscard]] qint64 nowMs() const { return m_nowMs; } ///< Time of the last snapshot.

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    /// A client of a snapshot, which outlives it.
    struct Seen {
        const ProjectId *project;
        const ClientInfo *client;
    };

    struct Range {
        int first;
        int last;
    };

    /// Adds a row to ascending ranges.
    static void extend(QList<Range> &ranges, int row);
    /// Moves the rows that are not in the snapshot behind the others, so that they are removed at
    /// once.
    Range gatherAtTheEnd(const QHash<ClientId, Seen> &seen);
    void removeGone(const QHash<ClientId, Seen> &seen);
    void updateKept(const QHash<ClientId, Seen> &seen);
    /// The time passes in texts, from the time of the snapshot before.
    void age(qint64 beforeMs);
    void appendNew(const QList<ProjectInfo> &projects, qsizetype count);
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QVariant raw(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const Row &row, int column) const;

    QList<Row> m_rows;
    QHash<ClientId, int> m_index;
    qint64 m_nowMs = 0;
    QIcon m_ownIcon;
    ClientNames *m_names = nullptr;
};

} // namespace broadcaster
