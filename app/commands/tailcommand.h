// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandrun.h"
#include "app/processsignals.h"

#include <QtCore/QTimer>

namespace broadcaster {

/// `broadcaster tail`: prints messages as they come, in the form of a capture.
class TailCommand final : public CommandRun {
public:
    [[nodiscard]] static const CommandInfo &info();
    TailCommand(CommandCall call, RemoteConsole::Target target);
    ~TailCommand() override { tellMissing(); }

protected:
    [[nodiscard]] std::optional<Problem> prepare() override;
    void begin() override;
    [[nodiscard]] bool awaitOutput() override;

private:
    void onTraffic(const TrafficBatch &batch);
    void tellMissing();

    ProcessSignals m_signals;
    WatchTraffic m_watch;
    qint64 m_seconds = 0; ///< 0: until it is ended.
    QDeadlineTimer m_until = QDeadlineTimer::Forever;
    qint64 m_left = -1; ///< Messages to print; negative: all.
    quint64 m_missing = 0; ///< Messages that were left out, and not told yet.
    QTimer m_tell;
};

} // namespace broadcaster
