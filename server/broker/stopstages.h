// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>

namespace broadcaster {

/// The stages of a stop. Each stage ends with its answer or when its time is over, whichever comes
/// first; the other is ignored then. Lives on one thread.
class StopStages final {
public:
    using Next = std::function<void()>;

    /// Ends the stage before. `next` is called after `most` unless goOn() is called first. Returns
    /// the number of this stage.
    int begin(std::chrono::milliseconds most, Next next)
    {
        const int stage = ++m_current;
        QTimer::singleShot(most, Qt::PreciseTimer, &m_context,
            [this, stage, next = std::move(next)] { goOn(stage, next); });
        return stage;
    }
    [[nodiscard]] bool isAt(int stage) const { return stage == m_current; }
    /// The stage has answered: calls `next` if it is the current one.
    void goOn(int stage, const Next &next)
    {
        if (!isAt(stage))
            return;
        end();
        next();
    }
    void end() { ++m_current; }

private:
    int m_current = 0;
    QObject m_context;
};

} // namespace broadcaster
