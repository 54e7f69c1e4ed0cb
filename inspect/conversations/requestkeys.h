// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/numberedqueue.h"

#include <vector>

namespace broadcaster {

/// Finds requests by 64-bit hashes: a table whose lists begin with the newest request. Memory for
/// the table is taken with the first key. Nothing moves later, so no call takes long.
class RequestKeys final {
public:
    static constexpr int MaxSteps = 64; ///< Requests that one look-up goes through.

    explicit RequestKeys(qsizetype maxKeys)
        : m_maxKeys(maxKeys)
    {
    }

    /// `row` is the short number of the request, and grows from call to call.
    void add(quint64 key, quint32 row);
    /// Keys of requests before `row` are gone.
    void forgetBefore(quint32 row);
    /// Keys that went because there were too many.
    [[nodiscard]] quint64 dropped() const { return m_dropped; }
    [[nodiscard]] qsizetype bytes() const
    {
        return m_nodes.bytes() + static_cast<qsizetype>(m_newest.size() * sizeof(quint32));
    }

    /// Calls `visit` with the short numbers of requests with that key, the newest first, until it
    /// returns false.
    template <typename Visit>
    void visit(quint64 key, Visit visit) const
    {
        if (m_newest.empty())
            return;
        const Node *node = m_nodes.find(m_newest[slotOf(key)]);
        for (int step = 0; node != nullptr && step < MaxSteps; ++step) {
            if (node->key == key && !visit(node->row))
                return;
            node = m_nodes.find(node->older);
        }
    }

private:
    struct Node {
        quint64 key = 0;
        quint32 row = 0;
        quint32 older = 0; ///< The node before it in its list.
    };

    [[nodiscard]] size_t slotOf(quint64 key) const
    {
        return static_cast<size_t>(key) & (m_newest.size() - 1);
    }

    qsizetype m_maxKeys;
    std::vector<quint32> m_newest; ///< The first node of each list. The size is a power of two.
    NumberedQueue<Node> m_nodes;
    quint64 m_dropped = 0;
};

} // namespace broadcaster
