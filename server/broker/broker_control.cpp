// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Commands of the operator: configuration while it runs, clients, its own connections. The rest of
// Broker is in broker.cpp.
#include "server/broker/broker.h"

#include "server/api/configcheck.h"
#include "server/api/options.h"
#include "server/base/brokerpromise.h"
#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/broker/configqueue.h"
#include "server/gateway/gateway.h"
#include "server/loopback/demotraffic.h"
#include "server/loopback/operatorconnections.h"
#include "server/rooms/workerpool.h"
#include "server/store/database.h"
#include "server/usage/usagemeter.h"

#include <QtCore/QRandomGenerator>

namespace broadcaster {

void Broker::setUpControl()
{
    m_configurations = std::make_unique<ConfigQueue>(
        [this] { return !m_restart && (m_state == State::Stopped || m_state == State::Listening); },
        [this](const BrokerConfig &config, const ConfigDone &done) { applyConfig(config, done); });
    m_operators = std::make_unique<OperatorConnections>();
    connect(m_operators.get(), &OperatorConnections::changed, this, &Broker::operatorChanged);
    connect(m_operators.get(), &OperatorConnections::failed, this, &Broker::operatorFailed);
    connect(m_operators.get(), &OperatorConnections::received, this, &Broker::operatorReceived);
    m_demo = std::make_unique<DemoTraffic>(QRandomGenerator::global()->generate());
    connect(m_demo.get(), &DemoTraffic::changed, this, &Broker::demoChanged);
    connect(this, &Broker::stateChanged, this, &Broker::onStateChanged);
}

void Broker::onStateChanged()
{
    if (m_state != State::Listening)
        m_demo->stop();
    if (m_state == State::Stopped)
        m_operators->close();
    // Later, because others are still being told of this state.
    post(this, [this] { m_configurations->proceed(); });
}

bool Broker::setListening(const Listening &listening)
{
    const bool isElsewhere = std::exchange(m_listening, listening).urls != listening.urls;
    m_operators->open(m_listening, m_consoleSecret);
    m_demo->setBroker(m_listening);
    return isElsewhere;
}

// Configuration

QFuture<Result<void>> Broker::configure(const BrokerConfig &config)
{
    return m_configurations->add(config);
}

QFuture<Result<void>> Broker::reloadCertificate()
{
    if (m_state != State::Listening)
        return ready<Result<void>>(stoppedError());
    auto promise = startedPromise<Result<void>>();
    post(m_gateway.get(), [this, gateway = m_gateway.get(), promise, run = m_run] {
        post(this, [this, listening = gateway->reloadCertificate(), promise, run] {
            const bool isOver = run != m_run || m_state != State::Listening;
            if (!listening)
                qCWarning(logBroker, "the certificate stays as it was: %s",
                    qUtf8Printable(listening.error().detail));
            else if (!isOver)
                setListening(*listening);
            fulfil(*promise, listening ? Result<void>() : Result<void>(listening.error()));
        });
    });
    return promise->future();
}

void Broker::applyConfig(const BrokerConfig &config, const ConfigDone &done)
{
    if (const auto problem = checkConfig(config)) {
        done(problem->error);
    } else if (m_state == State::Listening && needsRestart(m_config, config)) {
        m_restart = Restart { config, done };
        end();
    } else if (m_state == State::Listening) {
        applyLive(config, done);
    } else {
        if (std::exchange(m_config, config) != config)
            Q_EMIT configChanged();
        done({});
    }
}

void Broker::applyLive(const BrokerConfig &config, const ConfigDone &done)
{
    const auto isOver = [this, run = m_run] { return run != m_run || m_state != State::Listening; };
    post(m_gateway.get(), [this, gateway = m_gateway.get(), config, done, isOver] {
        post(this, [this, listening = gateway->configure(config), config, done, isOver] {
            if (isOver()) {
                done(stoppedError());
                return;
            }
            if (!listening) {
                qCWarning(logBroker, "configuration refused: %s",
                    qUtf8Printable(listening.error().detail));
                done(listening.error());
                return;
            }
            const bool isElsewhere = setListening(*listening);
            const bool isNew = std::exchange(m_config, config) != config || isElsewhere;
            if (isNew) {
                qCInfo(logBroker, "configuration changed; listening on %s",
                    qUtf8Printable(m_listening.urls.join(u' ')));
            }
            m_rooms->configure(RoomSettings::of(config), this, [this, isNew, done, isOver] {
                if (isNew)
                    Q_EMIT configChanged();
                done(isOver() ? Result<void>(stoppedError()) : Result<void>());
            });
        });
    });
}

void Broker::continueRestart(const std::optional<Error> &failure)
{
    if (failure)
        finishRestart(*failure);
    else if (m_restart && m_state == State::Stopped)
        begin(BrokerConfig(m_restart->config));
}

void Broker::finishRestart(const Result<void> &result)
{
    if (const auto restart = std::exchange(m_restart, std::nullopt))
        restart->done(result);
}

void Broker::cancelRestart()
{
    finishRestart(stoppedError());
}

// Clients, and the program's own connections

void Broker::disconnectClient(const ProjectId &project, const ClientId &client)
{
    if (m_rooms)
        m_rooms->closeClient(project, client, this, [](bool) {});
}

BrokerMonitor::OperatorState Broker::operatorState(const ProjectId &project) const
{
    return m_operators->stateOf(project);
}

void Broker::connectOperator(const ProjectId &project)
{
    m_operators->connectTo(project);
}

void Broker::disconnectOperator(const ProjectId &project)
{
    m_operators->disconnectFrom(project);
}

QFuture<Result<void>> Broker::sendAsOperator(const ProjectId &project, const QByteArray &envelope)
{
    return m_operators->send(project, envelope);
}

bool Broker::isDemoRunning() const
{
    return m_demo->isRunning();
}

void Broker::setDemoRunning(bool running)
{
    if (!running)
        m_demo->stop();
    else if (m_state == State::Listening)
        m_demo->start(m_listening);
}

} // namespace broadcaster
