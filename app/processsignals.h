// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

#include <array>

class QSocketNotifier;

namespace broadcaster {

/// What the system tells the process, as Qt signals. No number of signals, in whatever order and
/// however close together, ends the process or gets lost: those that come together are told once.
/// At most one object at a time; after the last one, the signals are ignored.
class ProcessSignals final : public QObject {
    Q_OBJECT

public:
    explicit ProcessSignals(QObject *parent = nullptr);
    ~ProcessSignals() override;

Q_SIGNALS:
    /// SIGINT or SIGTERM; or SIGHUP because the terminal was closed that the process was started
    /// in, unless SIGHUP was ignored at the start, as nohup does.
    void stopRequested();
    void reloadRequested(); ///< Any other SIGHUP.

private:
    void tell();
    [[nodiscard]] bool isTerminalClosed() const;

    QSocketNotifier *m_notifier;
    std::array<bool, 3> m_isTerminal {}; ///< By standard descriptor, at the start.
    bool m_survivesTerminal = false;
};

} // namespace broadcaster
