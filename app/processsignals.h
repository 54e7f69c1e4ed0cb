// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QDeadlineTimer>
#include <QtCore/QObject>

class QSocketNotifier;

namespace broadcaster {

/// The signals of the process, as Qt signals. No number of signals, in whatever order and however
/// close together, ends the process or gets lost: equal ones that come together are reported once.
/// At most one object at a time; after the last one, the signals are ignored.
class ProcessSignals final : public QObject {
    Q_OBJECT

public:
    /// Effect of a stop before there is an object.
    enum class EarlyStop {
        Kills, ///< The default action: the call fails.
        Ends, ///< The process exits with EX_OK at once: nothing has begun that has to be finished.
    };
    /// Called once, when the process starts. From then on no other signal ends it; a reload waits
    /// for the first object.
    static void hold(EarlyStop earlyStop);

    /// REQUIRES: hold() was called.
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

    QSocketNotifier *m_notifier;
};

} // namespace broadcaster
