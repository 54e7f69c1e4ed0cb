// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>

namespace broadcaster {

class RemoteConsole;
struct LinkFault;

/// Opens a console again after each fault that may pass, later and later: the n-th wait is random
/// between a half and the whole of `limits::FirstReconnectWait * 2^n`, at most
/// LongestReconnectWait, so that the windows of a team do not all come at once. Other faults wait
/// for the user.
class Reconnection final : public QObject {
    Q_OBJECT

public:
    /// The console outlives it.
    explicit Reconnection(RemoteConsole &console);

    /// Opens the console at once, if it is neither open nor being opened.
    void tryNow();
    /// Makes no attempt before the next tryNow() or the next fault.
    void stop() { m_wait.stop(); }

private:
    void onEnded(const LinkFault &fault);

    RemoteConsole &m_console;
    QTimer m_wait;
    int m_failed = 0; ///< Attempts in a row.
};

} // namespace broadcaster
