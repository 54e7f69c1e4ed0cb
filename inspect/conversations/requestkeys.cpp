// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/requestkeys.h"

#include <bit>

namespace broadcaster {

void RequestKeys::add(quint64 key, quint32 row)
{
    if (m_newest.empty())
        m_newest.resize(std::bit_ceil(static_cast<size_t>(m_maxKeys)));
    if (m_nodes.size() >= m_maxKeys) {
        m_nodes.popFront();
        ++m_dropped;
    }
    quint32 &newest = m_newest[slotOf(key)];
    newest = m_nodes.push({ key, row, newest });
}

void RequestKeys::forgetBefore(quint32 row)
{
    const auto isBefore = [row](const Node &node) {
        return static_cast<qint32>(node.row - row) < 0; // Short numbers begin anew some day.
    };
    while (m_nodes.size() > 0 && isBefore(m_nodes.at(m_nodes.first())))
        m_nodes.popFront();
}

} // namespace broadcaster
