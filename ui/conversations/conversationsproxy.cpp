// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/conversationsproxy.h"

#include "ui/conversations/conversationsmodel.h"

namespace broadcaster {

ConversationsProxy::ConversationsProxy(ConversationsModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(&model);
}

bool ConversationsProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // Without QVariants: the figures of thousands of lines change every second.
    const ConversationsModel::Line &a = m_model.line(left.row());
    const ConversationsModel::Line &b = m_model.line(right.row());
    switch (left.column()) {
    case ConversationsModel::RepliesColumn:
        return a.replies < b.replies;
    case ConversationsModel::P50Column:
        return a.p50 < b.p50;
    case ConversationsModel::P95Column:
        return a.p95 < b.p95;
    case ConversationsModel::P99Column:
        return a.p99 < b.p99;
    case ConversationsModel::ErrorsColumn:
        return a.errors < b.errors;
    case ConversationsModel::UnansweredColumn:
        return a.unanswered < b.unanswered;
    default:
        return QSortFilterProxyModel::lessThan(left, right);
    }
}

} // namespace broadcaster
