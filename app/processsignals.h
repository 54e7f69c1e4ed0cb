// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

class QSocketNotifier;

namespace broadcaster {

/// What the system tells the process, as Qt signals. At most one object at a time.
class ProcessSignals final : public QObject {
    Q_OBJECT

public:
    explicit ProcessSignals(QObject *parent = nullptr);
    ~ProcessSignals() override;

    /// One more SIGINT or SIGTERM is told before the next ends the process.
    void listenAgain();

Q_SIGNALS:
    /// SIGINT or SIGTERM. The next one ends the process at once, as it would have without this,
    /// unless listenAgain() is called.
    void stopRequested();
    void reloadRequested(); ///< SIGHUP, any number of times.

private:
    QSocketNotifier *m_notifier;
};

} // namespace broadcaster
