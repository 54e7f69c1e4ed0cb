// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

#include <chrono>
#include <deque>

namespace broadcaster {

/// Shares a thread among many that want to be served: first come, first served, a small piece of
/// work at a time. A turn takes little longer than its time; members that it did not come to are
/// the first of the next turn, and the event loop looks at everything else in between. Belongs to
/// one thread.
class TurnQueue final : public QObject {
    Q_OBJECT

public:
    class Member {
    public:
        /// Does one small piece of work. May add itself again, and may remove or destroy any
        /// member.
        virtual void onTurn() = 0;

    protected:
        ~Member() = default;
    };

    explicit TurnQueue(std::chrono::milliseconds turn, QObject *parent = nullptr);

    /// Puts a member at the end. Never calls it from in here. REQUIRES: it does not wait already.
    void add(Member *member);
    void remove(Member *member);

private:
    void requestTurn();
    void runTurn();

    const std::chrono::milliseconds m_turn;
    std::deque<Member *> m_waiting; ///< Removed members are nulled.
    bool m_turnRequested = false;
};

} // namespace broadcaster
