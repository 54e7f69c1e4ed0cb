// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

namespace broadcaster {

class PolledSocket;

/// A socket's place in a ServiceQueue: in at most one queue, once. Leaves it when it is destroyed.
class ServicePlace final {
public:
    ServicePlace() = default;
    ~ServicePlace() { leave(); }
    Q_DISABLE_COPY_MOVE(ServicePlace)

    [[nodiscard]] bool isTaken() const { return m_next; }
    void leave()
    {
        if (!m_next)
            return;
        m_previous->m_next = m_next;
        m_next->m_previous = m_previous;
        m_previous = m_next = nullptr;
    }

private:
    friend class ServiceQueue;

    PolledSocket *m_socket = nullptr;
    ServicePlace *m_previous = nullptr;
    ServicePlace *m_next = nullptr; ///< Null: in no queue.
};

/// Sockets that wait to be served, first come, first served. A ring of places, whose memory belongs
/// to the sockets: each call costs the same, however many wait.
class ServiceQueue final {
public:
    ServiceQueue() { m_end.m_previous = m_end.m_next = &m_end; }
    Q_DISABLE_COPY_MOVE(ServiceQueue)

    [[nodiscard]] bool isEmpty() const { return m_end.m_next == &m_end; }
    /// REQUIRES: the place belongs to the socket, and is in no queue.
    void push(ServicePlace &place, PolledSocket *socket)
    {
        place.m_socket = socket;
        place.m_previous = m_end.m_previous;
        place.m_next = &m_end;
        place.m_previous->m_next = m_end.m_previous = &place;
    }
    /// Null: the queue is empty.
    [[nodiscard]] PolledSocket *pop()
    {
        if (isEmpty())
            return nullptr;
        ServicePlace &first = *m_end.m_next;
        first.leave();
        return first.m_socket;
    }
    /// Moves all places of the other queue, in their order, before its own.
    void prepend(ServiceQueue &other)
    {
        if (!other.isEmpty())
            insert(*m_end.m_next, other);
    }
    /// The same, behind its own.
    void append(ServiceQueue &other)
    {
        if (!other.isEmpty())
            insert(m_end, other);
    }

private:
    static void insert(ServicePlace &before, ServiceQueue &other)
    {
        ServicePlace *const first = other.m_end.m_next;
        ServicePlace *const last = other.m_end.m_previous;
        other.m_end.m_previous = other.m_end.m_next = &other.m_end;
        first->m_previous = before.m_previous;
        first->m_previous->m_next = first;
        last->m_next = &before;
        before.m_previous = last;
    }

    ServicePlace m_end; ///< Before the first and behind the last.
};

} // namespace broadcaster
