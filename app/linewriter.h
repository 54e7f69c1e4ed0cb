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

/// Writes lines to a descriptor from a thread of its own, so that no caller waits for the reader
/// of the descriptor. Lines that find the queue full, or that the system does not take, are
/// dropped and counted; when lines are taken again, one line says how many were dropped.
class LineWriter final {
public:
    /// Lines that the writer needs. Called on its thread, never two at a time.
    struct Texts {
        std::function<QByteArray(qint64 lines)> dropped; ///< Says that so many were dropped.
        /// Lines that are due by now. Asked for every limits::LogReportInterval while lines come.
        std::function<QByteArray()> due;
    };

    /// `health` gets the count of dropped lines, and a problem while lines cannot be written.
    LineWriter(int descriptor, HealthPointer health, Texts texts);
    /// Gives waiting lines limits::LogFlushTimeout to be written.
    ~LineWriter();
    Q_DISABLE_COPY_MOVE(LineWriter)

    /// Any thread. `line` ends in a newline.
    void write(QByteArray line);
    /// Waits until all lines are written, at most so long.
    void flush(std::chrono::milliseconds most);

private:
    struct State;
    std::shared_ptr<State> m_state; ///< The thread has it, too: a thread that hangs is left behind.
};

/// Writes directly, as much as is taken within that time: for a process without a LineWriter.
void writeWithin(int descriptor, const QByteArray &text, std::chrono::milliseconds most);

} // namespace broadcaster
