// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/timerqueue.h"
#include "server/rooms/slicedqueue.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace broadcaster {

/// Closes many clients of a room thread without holding up the others: in slices. A drain spreads
/// them over its time. Belongs to the thread of `context`, and may not outlive it.
class ClientCloser final {
public:
    /// `close` closes the client with that connection, if it is still there.
    using Close = std::function<void(quint64 connection, quint16 code, std::string_view reason)>;

    ClientCloser(QObject *context, TimerQueue &deadlines, Close close);

    /// `reason` is a literal.
    void close(const std::vector<quint64> &connections, quint16 code, std::string_view reason);
    /// The same, spread evenly over that time; then, or when `isOver` says that there is nobody to
    /// wait for, calls `drained`. REQUIRES: no drain is running.
    void drain(std::vector<quint64> connections, quint16 code, std::string_view reason,
        std::chrono::milliseconds over, std::function<bool()> isOver,
        std::function<void()> drained);
    [[nodiscard]] bool isClosing() const { return !m_closing.isEmpty(); }
    /// Ends a drain without calling `drained`, and closes nobody any more.
    void cancel();

private:
    struct Closing {
        quint64 connection;
        quint16 code;
        std::string_view reason;
    };
    struct Drain {
        std::vector<quint64> left; ///< Closed from the back.
        size_t all;
        quint16 code;
        std::string_view reason;
        std::chrono::steady_clock::time_point started;
        std::chrono::milliseconds over;
        std::function<bool()> isOver;
        std::function<void()> drained;
    };
    void continueDrain();
    void endDrain();

    SlicedQueue<Closing> m_closing;
    TimerQueue::Handle m_step;
    std::optional<Drain> m_drain;
};

} // namespace broadcaster
