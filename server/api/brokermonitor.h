// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/project.h"
#include "server/api/result.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QStringList>

namespace broadcaster {

/// What goes on in the broker, as values. Lives on the main thread.
class BrokerMonitor : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    enum class State { Stopped, Starting, Listening, Stopping };
    Q_ENUM(State)

    [[nodiscard]] virtual State state() const = 0;
    /// `ws://host:port`, one per address; empty unless Listening.
    [[nodiscard]] virtual QStringList urls() const = 0;
    /// All live projects, in no particular order.
    [[nodiscard]] virtual QFuture<QList<ProjectInfo>> projects() = 0;

Q_SIGNALS:
    void stateChanged();
    /// Starting failed, or applying a new configuration did. The broker is Stopped.
    void failed(const broadcaster::Error &error);
};

} // namespace broadcaster

Q_DECLARE_METATYPE(broadcaster::Error)
