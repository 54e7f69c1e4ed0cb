// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QDeadlineTimer>
#include <QtCore/QObject>

#include <array>

class QSocketNotifier;

namespace broadcaster {

/// The signals of the process, as Qt signals. No number of signals, in whatever order and however
/// close together, ends the process or gets lost: equal ones that come together are reported once.
/// At most one object at a time; after the last one, the signals are ignored.
class ProcessSignals final : public QObject {
    Q_OBJECT

public:
    explicit ProcessSignals(QObject *parent = nullptr);
    ~ProcessSignals() override;

    /// Waits until the descriptor takes at least PIPE_BUF bytes, or fails. False: stopRequested()
    /// was emitted, or the time is over.
    [[nodiscard]] bool awaitWritable(int descriptor, QDeadlineTimer until);

Q_SIGNALS:
    /// SIGINT or SIGTERM; or SIGHUP if the terminal in which the process was started is closed,
    /// unless SIGHUP was ignored at the start, as by nohup.
    void stopRequested();
    void reloadRequested(); ///< Any other SIGHUP.

private:
    bool tell(); ///< True: to stop.
    [[nodiscard]] bool isTerminalClosed() const;

    QSocketNotifier *m_notifier;
    std::array<bool, 3> m_isTerminal {}; ///< By standard descriptor, at the start.
    bool m_survivesTerminal = false;
};

} // namespace broadcaster
