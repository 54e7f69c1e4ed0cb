// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/sendhistory.h"

#include <numeric>

namespace broadcaster {

void SendHistory::add(const QByteArray &text)
{
    m_at = -1;
    m_texts.removeOne(text);
    m_texts.prepend(text);
    const auto bytes = [this] {
        return std::accumulate(m_texts.cbegin(), m_texts.cend(), qsizetype { 0 },
            [](qsizetype sum, const QByteArray &one) { return sum + one.size(); });
    };
    while (m_texts.size() > MaxCount || (m_texts.size() > 1 && bytes() > MaxBytes))
        m_texts.removeLast();
}

QByteArray SendHistory::older(const QByteArray &current)
{
    if (m_at + 1 >= m_texts.size())
        return {};
    if (m_at < 0)
        m_draft = current;
    return m_texts[++m_at];
}

QByteArray SendHistory::newer()
{
    if (m_at < 0)
        return {};
    return --m_at < 0 ? m_draft : m_texts[m_at];
}

} // namespace broadcaster
