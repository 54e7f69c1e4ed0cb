// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/processhealth.h"
#include "server/base/tuning.h"

#include <QtCore/QByteArray>

#include <chrono>
#include <functional>
#include <memory>

namespace broadcaster {

/// Writes lines to a descriptor from a thread of its own, so that no caller waits for the reader of
/// the descriptor. Lines are dropped and counted if the queue is full or the system does not take
/// them; later, one line reports how many were dropped.
class LineWriter final {
public:
    /// Lines of the writer itself. Called on its thread, never two at a time.
    struct Texts {
        std::function<QByteArray(qint64 lines)> dropped; ///< The report of dropped lines.
        /// Lines that are due. Called every limits::LogReportInterval while lines come.
        std::function<QByteArray()> due;
    };

    /// `health` gets the count of dropped lines, and a problem while lines cannot be written.
    LineWriter(int descriptor, HealthPointer health, Texts texts);
    /// Gives waiting lines limits::LogFlushTimeout to be written.
    ~LineWriter();
    Q_DISABLE_COPY_MOVE(LineWriter)

    /// Writes a line that ends in a newline. Any thread.
    void write(QByteArray line);
    /// Waits until all lines are written, at most so long.
    void flush(std::chrono::milliseconds most);

private:
    struct State;
    std::shared_ptr<State> m_state; ///< The thread shares it: a thread that hangs is left behind.
};

/// Writes directly as much as fits in that time: for a process without a LineWriter.
void writeWithin(int descriptor, const QByteArray &text, std::chrono::milliseconds most);

} // namespace broadcaster
