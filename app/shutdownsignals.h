// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

class QSocketNotifier;

namespace broadcaster {

/// SIGINT and SIGTERM as a Qt signal. The next one ends the process at once, as it would have
/// without this, unless listenAgain() is called. At most one object at a time.
class ShutdownSignals final : public QObject {
    Q_OBJECT

public:
    explicit ShutdownSignals(QObject *parent = nullptr);
    ~ShutdownSignals() override;

    /// One more is told before the next ends the process.
    void listenAgain();

Q_SIGNALS:
    void requested();

private:
    QSocketNotifier *m_notifier;
};

} // namespace broadcaster
