// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <map>

namespace broadcaster {

/// All deadlines of one thread behind one timer, which runs only while a deadline is armed. Precise
/// to about 5 %; never early by more.
class TimerQueue final : public QObject {
    Q_OBJECT

public:
    using Clock = std::chrono::steady_clock;
    using Entries = std::multimap<Clock::time_point, std::function<void()>>;

    /// One deadline that can be armed again and again. Cancelled when it is destroyed.
    class Handle final {
    public:
        explicit Handle(TimerQueue &deadlines)
            : m_deadlines(deadlines)
        {
        }
        ~Handle() { cancel(); }
        Q_DISABLE_COPY_MOVE(Handle)

        /// Replaces an earlier deadline of this handle.
        void arm(std::chrono::milliseconds after, std::function<void()> expired);
        void cancel();
        [[nodiscard]] bool isArmed() const { return m_armed; }

    private:
        TimerQueue &m_deadlines;
        Entries::iterator m_entry;
        bool m_armed = false;
    };

    explicit TimerQueue(QObject *parent = nullptr);

private:
    void schedule();
    void expire();

    Entries m_entries;
    QTimer m_timer;
};

} // namespace broadcaster
