// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/sendhistory.h"

#include <algorithm>
#include <numeric>

namespace broadcaster {

SendHistory::SendHistory(const QList<QByteArray> &texts)
{
    for (auto text = texts.crbegin(); text != texts.crend(); ++text)
        add(*text);
}

void SendHistory::add(const QByteArray &text)
{
    const QByteArray shown = m_at < 0 ? QByteArray() : m_texts[m_at];
    m_texts.removeOne(text);
    m_texts.prepend(text);
    const auto bytes = [this] {
        return std::accumulate(m_texts.cbegin(), m_texts.cend(), qsizetype { 0 },
            [](qsizetype sum, const QByteArray &one) { return sum + one.size(); });
    };
    while (m_texts.size() > MaxCount || (m_texts.size() > 1 && bytes() > MaxBytes))
        m_texts.removeLast();
    if (m_at >= 0)
        m_at = std::max<qsizetype>(m_texts.indexOf(shown), 0);
}

void SendHistory::keepEdited(const QByteArray &current)
{
    if (m_at < 0 || current == m_texts[m_at])
        return;
    add(current);
    m_at = 0;
}

QByteArray SendHistory::older(const QByteArray &current)
{
    keepEdited(current);
    if (m_at + 1 >= m_texts.size())
        return {};
    if (m_at < 0)
        m_draft = current;
    return m_texts[++m_at];
}

QByteArray SendHistory::newer(const QByteArray &current)
{
    keepEdited(current);
    if (m_at < 0)
        return {};
    return --m_at < 0 ? m_draft : m_texts[m_at];
}

} // namespace broadcaster
