// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

namespace broadcaster {

/// SIGINT and SIGTERM as a Qt signal. The second one ends the process at once, as it would have
/// without this. At most one at a time.
class ShutdownSignals final : public QObject {
    Q_OBJECT

public:
    explicit ShutdownSignals(QObject *parent = nullptr);
    ~ShutdownSignals() override;

Q_SIGNALS:
    void requested();
};

} // namespace broadcaster
