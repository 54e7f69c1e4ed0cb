// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

#include <atomic>
#include <utility>

namespace broadcaster {

namespace detail {

/// Qt's event queue orders the poster's writes before the receiver's reads by itself. The same
/// said in standard atomics, so that a race detector sees it through a library that is not
/// instrumented.
inline std::atomic<unsigned> handover { 0 };

template <typename Work>
struct Parcel {
    Work work;
    void operator()()
    {
        handover.fetch_add(1, std::memory_order_acquire);
        std::move(work)();
    }
};

} // namespace detail

/// The one way from thread to thread: runs `work` once, on the receiver's thread, in the order
/// posted. `work` holds values only and may be move-only. When the receiver goes first, `work` is
/// destroyed without being run.
template <typename Work>
void post(QObject *receiver, Work work)
{
    detail::Parcel<Work> parcel { std::move(work) };
    detail::handover.fetch_add(1, std::memory_order_release);
    QMetaObject::invokeMethod(receiver, std::move(parcel), Qt::QueuedConnection);
}

} // namespace broadcaster
