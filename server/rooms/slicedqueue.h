// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/post.h"
#include "server/base/tuning.h"

#include <deque>
#include <functional>
#include <utility>

namespace broadcaster {

/// Work that comes in crowds, such as thousands of clients that are to be closed: done in slices of
/// limits::CrowdSliceTime, between which the thread serves its sockets. Belongs to `context`'s
/// thread, and may not outlive `context`.
template <typename Item>
class SlicedQueue final {
public:
    SlicedQueue(QObject *context, std::function<void(Item &&)> handle)
        : m_context(context)
        , m_handle(std::move(handle))
    {
    }
    Q_DISABLE_COPY_MOVE(SlicedQueue)

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    /// The item is handled soon, but not from in here.
    void push(Item item)
    {
        m_items.push_back(std::move(item));
        schedule();
    }
    /// Called after a slice that has handled the last item.
    void setWhenDone(std::function<void()> whenDone) { m_whenDone = std::move(whenDone); }
    void clear() { m_items.clear(); }

private:
    void schedule()
    {
        if (!std::exchange(m_isScheduled, true))
            post(m_context, [this] { runSlice(); });
    }
    void runSlice()
    {
        m_isScheduled = false;
        const auto end = std::chrono::steady_clock::now() + limits::CrowdSliceTime;
        while (!m_items.empty()) {
            Item item = std::move(m_items.front());
            m_items.pop_front();
            m_handle(std::move(item));
            if (std::chrono::steady_clock::now() >= end)
                break;
        }
        if (!m_items.empty())
            schedule();
        else if (m_whenDone)
            m_whenDone();
    }

    QObject *const m_context;
    const std::function<void(Item &&)> m_handle;
    std::function<void()> m_whenDone;
    std::deque<Item> m_items;
    bool m_isScheduled = false;
};

} // namespace broadcaster
