// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/clustermodel.h"

#include "ui/base/plaintooltip.h"
#include "ui/base/text.h"
#include "ui/cluster/clustertext.h"
#include "ui/theme/theme.h"

#include <QtCore/QStringList>
#include <QtGui/QFont>

#include <algorithm>
#include <tuple>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 LateMs = 5000; ///< A broker that is well is heard every 2 seconds.
constexpr qsizetype ShortIdLength = 6;

bool isCount(int column)
{
    return column >= ClusterModel::ClientsColumn && column != ClusterModel::HeardColumn;
}

/// Figures about messages to a broker: a broker sends none to itself.
bool isOfSending(int column)
{
    return column >= ClusterModel::OfferedColumn;
}

bool isBefore(const ClusterBroker &a, const ClusterBroker &b)
{
    return std::tuple(!a.isSelf, a.name, a.id) < std::tuple(!b.isSelf, b.name, b.id);
}

} // namespace

void ClusterModel::setBrokers(QList<ClusterBroker> brokers)
{
    std::sort(brokers.begin(), brokers.end(), isBefore);
    const auto find = [](const QList<ClusterBroker> &list, const QString &id) {
        return std::find_if(list.cbegin(), list.cend(),
            [&](const ClusterBroker &broker) { return broker.id == id; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto stays = find(brokers, m_rows[row].id);
        if (stays != brokers.cend() && stays->name == m_rows[row].name)
            continue; // A broker that has got a name may belong elsewhere.
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < brokers.size(); ++row) {
        if (row < m_rows.size() && m_rows[row].id == brokers[row].id)
            continue;
        beginInsertRows({}, row, row);
        m_rows.insert(row, brokers[row]);
        endInsertRows();
    }
    updateRows(brokers);
}

void ClusterModel::updateRows(const QList<ClusterBroker> &brokers)
{
    for (int row = 0; row < brokers.size(); ++row) {
        if (m_rows[row] == brokers[row])
            continue;
        m_rows[row] = brokers[row];
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

int ClusterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ClusterModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClusterModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ClusterBroker &broker = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(broker, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(broker, index.column()));
    case Qt::TextAlignmentRole:
        return isCount(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ForegroundRole:
        return colour(broker, index.column());
    case Qt::FontRole:
        return font(broker, index.column());
    default:
        return {};
    }
}

QString ClusterModel::text(const ClusterBroker &broker, int column)
{
    if (isOfSending(column) && broker.isSelf)
        return u"\u2013"_s;
    switch (column) {
    case NameColumn:
        return broker.isSelf ? tr("%1 (this broker)").arg(brokerName(broker)) : brokerName(broker);
    case IdColumn:
        return broker.id.left(ShortIdLength) + u'\u2026';
    case VersionColumn:
        return broker.version;
    case ClientsColumn:
        return countText(broker.clients);
    case ProjectsColumn:
        return countText(broker.projects);
    case HeardColumn:
        return broker.isSelf ? tr("now") : agoText(broker.silentMs);
    case OfferedColumn:
        return countText(broker.sent.offered);
    case DeliveredColumn:
        return countText(broker.sent.delivered);
    case UnderWayColumn:
        return countText(broker.sent.underWay);
    case LostColumn:
        return countText(broker.sent.lost());
    case WaitingColumn:
        return sizeText(broker.waitingBytes);
    default:
        return countText(broker.taken);
    }
}

QString ClusterModel::toolTip(const ClusterBroker &broker, int column)
{
    switch (column) {
    case NameColumn:
        return text(broker, column);
    case IdColumn:
        return tr("%1: a broker has another id after each start").arg(broker.id);
    case LostColumn: {
        QStringList lines;
        for (const LossLine &line : lossLines(broker.sent)) {
            if (line.count > 0)
                lines.append(tr("%1: %2").arg(countText(line.count), line.reason));
        }
        return lines.join(u'\n');
    }
    case WaitingColumn:
        return broker.isSelf ? QString() : tr("%1 bytes").arg(countText(broker.waitingBytes));
    default:
        return {};
    }
}

QVariant ClusterModel::colour(const ClusterBroker &broker, int column)
{
    const Theme &theme = Theme::current();
    if (column == LostColumn && broker.sent.lost() > 0)
        return theme.bad;
    if (column == HeardColumn && !broker.isSelf && broker.silentMs >= LateMs)
        return theme.warning;
    const bool isPlain = column == NameColumn ? !broker.name.isEmpty()
                                              : isCount(column) && text(broker, column) != u"0"_s;
    return isPlain && !(broker.isSelf && isOfSending(column)) ? QVariant() : theme.dim;
}

QVariant ClusterModel::font(const ClusterBroker &broker, int column)
{
    if (isCount(column) || column == IdColumn)
        return fixedFont();
    if (column != NameColumn || !broker.isSelf)
        return {};
    QFont bold;
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QVariant ClusterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isCount(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    struct Heading {
        QString title;
        QString toolTip;
    };
    const auto heading = [&]() -> Heading {
        switch (section) {
        case NameColumn:
            return { tr("Broker"), tr("Name of the broker: --cluster-name") };
        case IdColumn:
            return { tr("Id"), tr("Id of the broker, new with each start") };
        case VersionColumn:
            return { tr("Version"), tr("Version of its program") };
        case ClientsColumn:
            return { tr("Clients"), tr("Clients that are connected to it") };
        case ProjectsColumn:
            return { tr("Projects"), tr("Projects that have clients there") };
        case HeardColumn:
            return { tr("Last heard"), tr("Time since the latest sign of life") };
        case OfferedColumn:
            return { tr("Sent"), tr("Messages for clients there, since this broker met it") };
        case DeliveredColumn:
            return { tr("Arrived"), tr("Those of them that it has taken") };
        case UnderWayColumn:
            return { tr("Under way"), tr("Messages that have neither arrived nor been lost") };
        case LostColumn:
            return { tr("Lost"), tr("Messages that will not arrive; the tool tips say why") };
        case WaitingColumn:
            return { tr("Waiting"), tr("Bytes here that wait to leave for it") };
        default:
            return { tr("Received"), tr("Messages from its clients that came here") };
        }
    }();
    if (role == Qt::DisplayRole)
        return heading.title;
    return role == Qt::ToolTipRole ? QVariant(heading.toolTip) : QVariant();
}

} // namespace broadcaster
