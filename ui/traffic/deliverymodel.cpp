// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliverymodel.h"

#include "ui/text.h"

#include <algorithm>

namespace broadcaster {

namespace {

/// What one wants to see first: who got it, who should have, and then the rest.
int rank(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Delivered:
        return 0;
    case Verdict::DroppedSlow:
        return 1;
    case Verdict::Mirrored:
        return 2;
    case Verdict::SkippedSender:
        return 3;
    case Verdict::SkippedOtherClient:
    case Verdict::SkippedOtherType:
    case Verdict::SkippedAdmin:
    case Verdict::NotRouted:
        break;
    }
    return 4;
}

} // namespace

void DeliveryModel::setLines(QList<DeliveryLine> lines)
{
    std::stable_sort(lines.begin(), lines.end(), [](const DeliveryLine &a, const DeliveryLine &b) {
        return rank(a.verdict) < rank(b.verdict);
    });
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int DeliveryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant DeliveryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DeliveryLine &line = m_lines.at(index.row());
    const QString id = QString::fromUtf8(line.client.text());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        //: Role, id and what became of the message: "runtime 8f1c…, delivered"
        return tr("%1 %2, %3").arg(typeName(line.type), id, verdictText(line.verdict));
    case LineRole:
        return index.row();
    case ClientRole:
        return id;
    default:
        return {};
    }
}

} // namespace broadcaster
