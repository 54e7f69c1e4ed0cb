// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientsproxy.h"

#include "ui/base/text.h"
#include "ui/clients/clientsmodel.h"

#include <algorithm>

namespace broadcaster {

ClientsProxy::ClientsProxy(ClientsModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSortRole(ClientsModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(&model);
}

void ClientsProxy::setWords(const QString &text)
{
    QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = std::move(words);
    invalidateFilter();
}

bool ClientsProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    if (m_words.isEmpty())
        return true;
    const ClientsModel::Row &client = m_model.row(row);
    const QString id = QString::fromLatin1(client.client.id.text());
    const QString type = typeName(client.client.type);
    const QString name = m_model.label(client).text;
    const QString project = client.project.toString();
    return std::all_of(m_words.cbegin(), m_words.cend(), [&](const QString &word) {
        for (const QString *text :
            { &id, &name, &type, &project, &client.client.address, &client.client.userAgent }) {
            if (text->contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    });
}

bool ClientsProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // The same order as by SortRole, without QVariants: for 10,000 clients whose counters change
    // every second, it is called some 200,000 times.
    const ClientInfo &a = m_model.row(left.row()).client;
    const ClientInfo &b = m_model.row(right.row()).client;
    switch (left.column()) {
    case ClientsModel::SinceColumn:
        return a.connectedAtMs < b.connectedAtMs;
    case ClientsModel::MessagesInColumn:
        return a.messagesIn < b.messagesIn;
    case ClientsModel::MessagesOutColumn:
        return a.messagesOut < b.messagesOut;
    case ClientsModel::BytesInColumn:
        return a.bytesIn < b.bytesIn;
    case ClientsModel::BytesOutColumn:
        return a.bytesOut < b.bytesOut;
    case ClientsModel::WaitingColumn:
        return a.bytesWaiting < b.bytesWaiting;
    default:
        return QSortFilterProxyModel::lessThan(left, right);
    }
}

} // namespace broadcaster
