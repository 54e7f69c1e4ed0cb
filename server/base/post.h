// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

#include <atomic>
#include <type_traits>
#include <utility>

namespace broadcaster {

namespace detail {

/// Qt's event queue already orders the poster's writes before the receiver's reads. This states the
/// same in standard atomics, so that a race detector sees it through a library that is not
/// instrumented.
inline std::atomic<unsigned> handover { 0 };

/// A unit of work in Qt's event. Released as the last act of being moved there, after the event's
/// own memory was written; acquired before the work is touched, even if only to destroy it.
template <typename Work>
struct Parcel {
    explicit Parcel(Work given)
        : work(std::move(given))
    {
    }
    Parcel(Parcel &&other) noexcept(std::is_nothrow_move_constructible_v<Work>)
        : work(std::move(other.work))
    {
        handover.fetch_add(1, std::memory_order_release);
    }
    ~Parcel() { handover.fetch_add(1, std::memory_order_acquire); }
    Parcel(const Parcel &) = delete;
    Parcel &operator=(const Parcel &) = delete;
    Parcel &operator=(Parcel &&) = delete;

    void operator()()
    {
        handover.fetch_add(1, std::memory_order_acquire);
        std::move(work)();
        // The thread that lets go of the event last destroys it; it may be the poster.
        handover.fetch_add(1, std::memory_order_release);
    }

    Work work;
};

} // namespace detail

/// The only way from thread to thread: runs `work` once, on the receiver's thread, in the order
/// posted. `work` holds values only and may be move-only. When the receiver is destroyed first,
/// `work` is destroyed without being run.
template <typename Work>
void post(QObject *receiver, Work work)
{
    detail::Parcel<Work> parcel { std::move(work) };
    QMetaObject::invokeMethod(receiver, std::move(parcel), Qt::QueuedConnection);
}

} // namespace broadcaster
