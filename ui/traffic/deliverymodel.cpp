// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliverymodel.h"

#include "ui/base/text.h"
#include "ui/traffic/deliverytext.h"

#include <QtCore/QHash>

#include <algorithm>
#include <utility>

namespace broadcaster {

namespace {

/// The most interesting lines first: clients that miss it, clients that got it, those of other
/// brokers, the rest.
int rank(const DeliveryModel::Line &line)
{
    switch (line.client.verdict) {
    case Verdict::Delivered:
        if (line.state == DeliveryState::Sent)
            return line.client.broker.isEmpty() ? 2 : 3;
        return line.state == DeliveryState::Queued ? 1 : 0;
    case Verdict::Mirrored:
        return 4;
    case Verdict::SkippedSender:
        return 5;
    case Verdict::SkippedOtherClient:
    case Verdict::SkippedOtherType:
    case Verdict::SkippedAdmin:
    case Verdict::NotRouted:
        break;
    }
    return 6;
}

QHash<ClientId, DeliveryState> statesOf(const MessageDelivery &delivery)
{
    QHash<ClientId, DeliveryState> states;
    for (const MessageDelivery::Client &client : delivery.clients)
        states.insert(client.id, client.state);
    return states;
}

} // namespace

void DeliveryModel::setNames(ClientNames *names)
{
    m_names = names;
    connect(names, &ClientNames::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    });
}

ClientLabel DeliveryModel::label(const Line &line) const
{
    return clientLabel(m_names, m_project, line.client.client.text(), line.client.type);
}

void DeliveryModel::setLines(
    const ProjectId &project, const QList<DeliveryLine> &lines, const MessageDelivery &delivery)
{
    m_project = project;
    const QHash<ClientId, DeliveryState> states = statesOf(delivery);
    beginResetModel();
    m_lines.clear();
    m_lines.reserve(lines.size());
    for (const DeliveryLine &line : lines)
        m_lines.append({ line, states.value(line.client, DeliveryState::Sent) });
    std::stable_sort(m_lines.begin(), m_lines.end(),
        [](const Line &a, const Line &b) { return rank(a) < rank(b); });
    endResetModel();
}

void DeliveryModel::setDelivery(const MessageDelivery &delivery)
{
    const QHash<ClientId, DeliveryState> states = statesOf(delivery);
    for (qsizetype row = 0; row < m_lines.size(); ++row) {
        Line &line = m_lines[row];
        const DeliveryState state = states.value(line.client.client, DeliveryState::Sent);
        if (std::exchange(line.state, state) != state) {
            const QModelIndex changed = index(static_cast<int>(row));
            Q_EMIT dataChanged(changed, changed);
        }
    }
}

int DeliveryModel::passedOn() const
{
    return static_cast<int>(std::count_if(m_lines.cbegin(), m_lines.cend(),
        [](const Line &line) { return isPassedOn(line.client); }));
}

int DeliveryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant DeliveryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &entry = m_lines.at(index.row());
    const auto &[line, state] = entry;
    const QString id = QString::fromUtf8(line.client.text());
    switch (role) {
    case Qt::DisplayRole:
        //: Role, id and outcome of the message: "runtime 8f1c…, sent"
        return tr("%1 %2, %3").arg(typeName(line.type), id, verdictText(line, state));
    case Qt::AccessibleTextRole:
        //: Name of a client, and outcome of the message: "runtime 1, sent"
        return tr("%1, %2").arg(clientText(label(entry)), verdictText(line, state));
    case Qt::ToolTipRole:
        return QString(clientTip(label(entry), line.client.text()) + u'\n'
            + verdictText(line, state) + u"\n\n" + deliveryExplanation());
    case LineRole:
        return index.row();
    case ClientRole:
        return id;
    default:
        return {};
    }
}

} // namespace broadcaster
