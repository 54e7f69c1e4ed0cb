// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientsmodel.h"

#include "ui/base/plaintooltip.h"
#include "ui/base/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MsPerSecond = 1000;
constexpr qint64 MsPerMinute = 60 * MsPerSecond;
// More ranges of rows than this are reported as one: each costs a sorting proxy some time for every
// row.
constexpr qsizetype MaxReportedRanges = 16;

/// When a duration of this many milliseconds is next shown as another text.
qint64 shownStep(qint64 milliseconds)
{
    return milliseconds < MsPerMinute ? milliseconds / MsPerSecond
                                      : MsPerMinute + milliseconds / MsPerMinute;
}

bool isNumber(int column)
{
    return column >= ClientsModel::RateColumn && column <= ClientsModel::WaitingColumn;
}

} // namespace

void ClientsModel::extend(QList<Range> &ranges, int row)
{
    if (!ranges.isEmpty() && ranges.last().last == row - 1)
        ranges.last().last = row;
    else
        ranges.append({ row, row });
}

ClientsModel::ClientsModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_ownIcon(themedIcon("compose"))
{
}

void ClientsModel::setNames(ClientNames *names)
{
    m_names = names;
    connect(names, &ClientNames::changed, this, [this] {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, IdColumn), index(rowCount() - 1, IdColumn));
    });
}

ClientLabel ClientsModel::label(const Row &row) const
{
    ClientLabel label = clientLabel(m_names, row.project, row.client.id.text(), row.client.type);
    if (!label.isNamed())
        label.text = QString::fromLatin1(row.client.id.text());
    return label;
}

void ClientsModel::merge(const QList<ProjectInfo> &projects, qint64 nowMs)
{
    QHash<ClientId, Seen> seen;
    qsizetype count = 0;
    for (const ProjectInfo &project : projects)
        count += project.clients.size();
    seen.reserve(count);
    for (const ProjectInfo &project : projects) {
        for (const ClientInfo &client : project.clients)
            seen.insert(client.id, { &project.id, &client });
    }
    const qint64 before = std::exchange(m_nowMs, nowMs);
    removeGone(seen);
    updateKept(seen);
    age(before);
    appendNew(projects, seen.size() - m_rows.size());
}

ClientsModel::Range ClientsModel::gatherAtTheEnd(const QHash<ClientId, Seen> &seen)
{
    Q_EMIT layoutAboutToBeChanged();
    QList<int> order(m_rows.size());
    std::iota(order.begin(), order.end(), 0);
    const auto firstGone = std::stable_partition(
        order.begin(), order.end(), [&](int row) { return seen.contains(m_rows[row].client.id); });
    const Range gone { static_cast<int>(firstGone - order.begin()),
        static_cast<int>(order.size()) - 1 };
    QList<Row> rows;
    rows.reserve(order.size());
    QList<int> moved(order.size());
    for (int now = 0; now < order.size(); ++now) {
        rows.append(m_rows[order[now]]);
        moved[order[now]] = now;
    }
    m_rows.swap(rows);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &old : before)
        after.append(index(moved[old.row()], old.column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
    return gone;
}

void ClientsModel::removeGone(const QHash<ClientId, Seen> &seen)
{
    QList<Range> gone;
    for (int i = 0; i < m_rows.size(); ++i) {
        if (!seen.contains(m_rows[i].client.id))
            extend(gone, i);
    }
    if (gone.isEmpty())
        return;
    if (gone.size() > MaxReportedRanges)
        gone = { gatherAtTheEnd(seen) };
    for (auto range = gone.crbegin(); range != gone.crend(); ++range) {
        beginRemoveRows({}, range->first, range->last);
        m_rows.remove(range->first, range->last - range->first + 1);
        endRemoveRows();
    }
    m_index.clear();
    for (int i = 0; i < m_rows.size(); ++i)
        m_index.insert(m_rows[i].client.id, i);
}

void ClientsModel::updateKept(const QHash<ClientId, Seen> &seen)
{
    QList<Range> changed;
    for (int i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        const ClientInfo &now = *seen.constFind(row.client.id)->client;
        const std::optional<double> rate = row.rate.perSecond();
        row.rate.add(now.messagesIn, m_nowMs);
        if (now == row.client && row.rate.perSecond() == rate)
            continue;
        row.client = now;
        extend(changed, i);
    }
    if (changed.size() > MaxReportedRanges)
        changed = { { changed.first().first, changed.last().last } };
    // The other columns never change while a client is connected.
    for (const Range &range : std::as_const(changed))
        Q_EMIT dataChanged(index(range.first, LastMessageColumn), index(range.last, WaitingColumn));
}

void ClientsModel::appendNew(const QList<ProjectInfo> &projects, qsizetype count)
{
    if (count <= 0)
        return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(count) - 1);
    m_rows.reserve(first + count);
    m_index.reserve(first + count);
    for (const ProjectInfo &project : projects) {
        for (const ClientInfo &client : project.clients) {
            if (m_index.contains(client.id))
                continue;
            m_index.insert(client.id, static_cast<int>(m_rows.size()));
            m_rows.append({ project.id, client, {} });
            m_rows.last().rate.add(client.messagesIn, m_nowMs);
        }
    }
    endInsertRows();
}

void ClientsModel::age(qint64 beforeMs)
{
    const auto isOlder = [this, beforeMs](qint64 since) {
        return shownStep(beforeMs - since) != shownStep(m_nowMs - since);
    };
    QList<Range> changed;
    for (int i = 0; i < m_rows.size(); ++i) {
        const ClientInfo &client = m_rows[i].client;
        if (isOlder(client.connectedAtMs)
            || (client.lastMessageMs != 0 && isOlder(client.lastMessageMs)))
            extend(changed, i);
    }
    if (!changed.isEmpty())
        Q_EMIT dataChanged(index(changed.first().first, SinceColumn),
            index(changed.last().last, LastMessageColumn), { Qt::DisplayRole });
}

int ClientsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ClientsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClientsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(row, column));
    case Qt::TextAlignmentRole:
        return isNumber(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole:
        return isNumber(column) || (column == IdColumn && !label(row).isNamed())
                || column == AddressColumn
            ? QVariant(fixedFont())
            : QVariant();
    case Qt::DecorationRole:
        return column == IdColumn && row.client.isConsole && !label(row).isNamed()
            ? QVariant(m_ownIcon)
            : QVariant();
    case Qt::AccessibleTextRole:
        if (column == TypeColumn && row.client.isConsole)
            return tr("%1, your own connection").arg(text(row, column));
        return text(row, column);
    case SortRole:
        return raw(row, column);
    case TypeRole:
        return static_cast<int>(row.client.type);
    case MarkRole:
        return row.client.isConsole ? QVariant(tr("you")) : QVariant();
    case ColourRole:
        return label(row).colour;
    default:
        return {};
    }
}

QString ClientsModel::text(const Row &row, int column) const
{
    const ClientInfo &client = row.client;
    switch (column) {
    case IdColumn:
        return label(row).text;
    case TypeColumn:
        return typeName(client.type);
    case ProjectColumn:
        return row.project.toString();
    case SinceColumn:
        return durationText(std::max<qint64>(0, m_nowMs - client.connectedAtMs));
    case LastMessageColumn:
        return client.lastMessageMs == 0
            ? tr("never")
            : agoText(std::max<qint64>(0, m_nowMs - client.lastMessageMs));
    case RateColumn:
        return row.rate.perSecond() ? rateText(*row.rate.perSecond()) : QString();
    case AddressColumn:
        return client.address;
    case MessagesInColumn:
        return countText(client.messagesIn);
    case MessagesOutColumn:
        return countText(client.messagesOut);
    case BytesInColumn:
        return sizeText(client.bytesIn);
    case BytesOutColumn:
        return sizeText(client.bytesOut);
    case WaitingColumn:
        return sizeText(client.bytesWaiting);
    case UserAgentColumn:
        return client.userAgent;
    case OriginColumn:
        return client.origin;
    case BrokerColumn:
        return client.broker;
    default:
        return {};
    }
}

QVariant ClientsModel::raw(const Row &row, int column) const
{
    const ClientInfo &client = row.client;
    switch (column) {
    case SinceColumn:
        return client.connectedAtMs;
    case LastMessageColumn:
        return client.lastMessageMs;
    case RateColumn:
        return row.rate.perSecond().value_or(-1);
    case MessagesInColumn:
        return client.messagesIn;
    case MessagesOutColumn:
        return client.messagesOut;
    case BytesInColumn:
        return client.bytesIn;
    case BytesOutColumn:
        return client.bytesOut;
    case WaitingColumn:
        return client.bytesWaiting;
    default:
        return text(row, column);
    }
}

QString ClientsModel::toolTip(const Row &row, int column) const
{
    switch (column) {
    case IdColumn:
        return clientTip(label(row), row.client.id.text());
    case TypeColumn:
        return row.client.isConsole ? tr("Your own connection, made by the composer") : QString();
    case SinceColumn:
        return dateTimeText(row.client.connectedAtMs);
    case LastMessageColumn:
        return row.client.lastMessageMs == 0 ? QString() : dateTimeText(row.client.lastMessageMs);
    case BytesInColumn:
        return tr("%1 bytes").arg(countText(row.client.bytesIn));
    case BytesOutColumn:
        return tr("%1 bytes").arg(countText(row.client.bytesOut));
    case WaitingColumn:
        return tr("%1 bytes").arg(countText(row.client.bytesWaiting));
    case RateColumn:
    case MessagesInColumn:
    case MessagesOutColumn:
        return {};
    default:
        return text(row, column); // The text may not fit.
    }
}

QVariant ClientsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::InitialSortOrderRole) // Users look for large figures.
        return isNumber(section) ? Qt::DescendingOrder : Qt::AscendingOrder;
    struct Heading {
        QString title;
        QString toolTip;
    };
    const auto heading = [&]() -> Heading {
        switch (section) {
        case IdColumn:
            return { tr("Client"),
                tr("Name of the client; its id is in the tool tip. F2 renames it") };
        case TypeColumn:
            return { tr("Type"), tr("Type with which it connected") };
        case ProjectColumn:
            return { tr("Project"), tr("Messages never leave it") };
        case SinceColumn:
            return { tr("Connected"), tr("Time since it connected") };
        case LastMessageColumn:
            return { tr("Last message"), tr("Time since the last message from it") };
        case RateColumn:
            return { tr("Rate"), tr("Messages per second from it, over the last 5 seconds") };
        case AddressColumn:
            return { tr("Address"), tr("Its address, or that of a proxy") };
        case MessagesInColumn:
            return { tr("Messages in"), tr("Messages received from it") };
        case MessagesOutColumn:
            return { tr("Messages out"), tr("Messages sent to it") };
        case BytesInColumn:
            return { tr("Bytes in"), tr("Bytes received from it, messages only") };
        case BytesOutColumn:
            return { tr("Bytes out"), tr("Bytes sent to it, frame headers included") };
        case WaitingColumn:
            return { tr("Waiting"), tr("Bytes that wait for it: a slow client has many") };
        case UserAgentColumn:
            return { tr("User agent"), tr("User agent that it names") };
        case BrokerColumn:
            return { tr("Broker"), tr("Broker of the cluster that it is connected to") };
        default:
            return { tr("Origin"), tr("Web page on which it runs") };
        }
    }();
    if (role == Qt::DisplayRole)
        return heading.title;
    return role == Qt::ToolTipRole ? QVariant(heading.toolTip) : QVariant();
}

} // namespace broadcaster
