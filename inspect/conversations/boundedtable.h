// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QHash>

#include <deque>
#include <utility>

namespace broadcaster {

/// Values by a hash. When the table is full, the value that was added first goes.
template <typename T>
class BoundedTable final {
public:
    explicit BoundedTable(qsizetype maxSize)
        : m_maxSize(maxSize)
    {
    }

    [[nodiscard]] const T *find(quint64 hash) const
    {
        const auto found = m_values.constFind(hash);
        return found == m_values.constEnd() ? nullptr : &*found;
    }
    /// REQUIRES: it is not there.
    void add(quint64 hash, T value)
    {
        if (m_values.size() >= m_maxSize && !m_order.empty()) {
            m_values.remove(m_order.front());
            m_order.pop_front();
        }
        m_values.insert(hash, std::move(value));
        m_order.push_back(hash);
    }

    [[nodiscard]] qsizetype size() const { return m_values.size(); }

private:
    qsizetype m_maxSize;
    QHash<quint64, T> m_values;
    std::deque<quint64> m_order;
};

} // namespace broadcaster
