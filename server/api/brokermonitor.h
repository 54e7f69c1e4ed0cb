// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/overview.h"
#include "server/api/project.h"
#include "server/api/result.h"
#include "server/api/traffic.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QStringList>

namespace broadcaster {

/// The state and the events of the broker, as values. Lives on the main thread; futures finish
/// there.
class BrokerMonitor : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    enum class State { Stopped, Starting, Listening, Stopping };
    Q_ENUM(State)
    enum class OperatorState { Disconnected, Connecting, Connected };
    Q_ENUM(OperatorState)

    [[nodiscard]] virtual State state() const = 0;
    /// The configuration that the broker runs with, or ran with last. Holds secrets: see
    /// BrokerConfig.
    [[nodiscard]] virtual const BrokerConfig &config() const = 0;
    /// `ws://host:port` or `wss://…`, one per address; empty unless Listening.
    [[nodiscard]] virtual QStringList urls() const = 0;

    /// Counts of everything; cheap enough to call once a second. Empty unless Listening.
    [[nodiscard]] virtual QFuture<BrokerOverview> overview() = 0;
    /// All live projects with their clients, in no particular order.
    [[nodiscard]] virtual QFuture<QList<ProjectInfo>> projects() = 0;
    /// One live project; a project that is not live has no clients.
    [[nodiscard]] virtual QFuture<ProjectInfo> project(const ProjectId &project) = 0;

    /// Emits trafficArrived while an observer is attached; without one, traffic costs the broker
    /// nothing. Several may be attached, each once; a destroyed observer is detached.
    virtual void attachObserver(QObject *observer) = 0;
    virtual void detachObserver(QObject *observer) = 0;
    /// One line per client that was in the room at that moment, in the order they connected. Fails
    /// with NotFound when the room at that moment is no longer known.
    [[nodiscard]] virtual QFuture<Result<QList<DeliveryLine>>> delivery(const DeliveryQuery &query)
        = 0;
    /// The clients that the operator's envelope would reach. Fails with InvalidArgument, and the
    /// words that the sender would get, when the broker would reject the envelope.
    [[nodiscard]] virtual QFuture<Result<Reach>> reach(
        const ProjectId &project, const QByteArray &envelope)
        = 0;

    /// State of the operator's own connection to the project (BrokerControl::connectOperator).
    [[nodiscard]] virtual OperatorState operatorState(const ProjectId &project) const = 0;
    [[nodiscard]] virtual bool isDemoRunning() const = 0;

Q_SIGNALS:
    void stateChanged();
    /// Starting failed. The broker is Stopped.
    void failed(const broadcaster::Error &error);
    /// The broker runs with a new configuration, or listens elsewhere.
    void configChanged();
    /// A batch of traffic. Each room thread sends up to 30 a second while it has traffic.
    void trafficArrived(const broadcaster::TrafficBatchPointer &batch);
    void operatorChanged(const broadcaster::ProjectId &project);
    /// The operator's connection could not be made, or ended unexpectedly.
    void operatorFailed(const broadcaster::ProjectId &project, const broadcaster::Error &error);
    /// A text the operator's connection received, as it was on the wire.
    void operatorReceived(const broadcaster::ProjectId &project, const QByteArray &message);
    void demoChanged();
};

} // namespace broadcaster

Q_DECLARE_METATYPE(broadcaster::Error)
