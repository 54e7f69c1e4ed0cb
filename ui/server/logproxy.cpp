// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/logproxy.h"

#include "ui/server/logmodel.h"

namespace broadcaster {

LogProxy::LogProxy(LogModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
}

void LogProxy::setLevel(LogLevel level)
{
    m_level = level;
    invalidateFilter();
}

void LogProxy::setText(const QString &text)
{
    m_text = text;
    invalidateFilter();
}

bool LogProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    const LogEntry &entry = m_model.entry(row);
    return entry.level >= m_level
        && (m_text.isEmpty() || entry.text.contains(m_text, Qt::CaseInsensitive)
            || entry.category.contains(m_text, Qt::CaseInsensitive));
}

} // namespace broadcaster
