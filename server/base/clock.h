// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

namespace broadcaster {

/// The time, as an argument: a test has a clock of its own and sets it.
class Clock {
public:
    using Time = std::chrono::steady_clock::time_point;

    [[nodiscard]] virtual qint64 utcMs() const = 0; ///< Since the Unix epoch.
    [[nodiscard]] virtual Time now() const = 0; ///< For how long something takes.

protected:
    ~Clock() = default;
};

/// The machine's.
class SystemClock final : public Clock {
public:
    [[nodiscard]] qint64 utcMs() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
    [[nodiscard]] Time now() const override { return std::chrono::steady_clock::now(); }
};

} // namespace broadcaster
