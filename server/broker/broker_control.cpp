// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Commands of the operator: configuration while it runs, clients, its own connections. The rest of
// Broker is in broker.cpp.
#include "server/broker/broker.h"

#include "server/api/configcheck.h"
#include "server/api/options.h"
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

namespace {

Result<Done> doneOr(const Result<void> &result)
{
    return result ? Result<Done>(Done()) : Result<Done>(result.error());
}

} // namespace

void Broker::setUpControl()
{
    m_handlers.serve(*this);
    m_configurations = std::make_unique<ConfigQueue>(
        [this] {
            return !m_restart
                && (now().state == BrokerState::Stopped || now().state == BrokerState::Listening);
        },
        [this](const BrokerConfig &config, const ConfigDone &done) { applyConfig(config, done); });
    m_operators = std::make_unique<OperatorConnections>();
    connect(m_operators.get(), &OperatorConnections::changed, this, &Broker::tellOperator);
    connect(m_operators.get(), &OperatorConnections::failed, this,
        [this](const ProjectId &project, const Error &error) {
            tell(OperatorFailed { project, error });
        });
    connect(m_operators.get(), &OperatorConnections::received, this,
        [this](const ProjectId &project, const QByteArray &message) {
            tell(OperatorReceived { project, message });
        });
    m_demo = std::make_unique<DemoTraffic>(QRandomGenerator::global()->generate());
    connect(m_demo.get(), &DemoTraffic::changed, this,
        [this] { tell(DemoChanged { m_demo->isRunning() }); });
    on<StateChanged>(this, [this](const StateChanged &) { onStateChanged(); });
}

void Broker::onStateChanged()
{
    if (now().state != BrokerState::Listening)
        m_demo->stop();
    if (now().state == BrokerState::Stopped)
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

void Broker::answer(const StartBroker &op, const Reply<StartBroker> &reply)
{
    start(withRestored(op.config, m_config));
    reply(Done());
}

void Broker::answer(const StopBroker &, const Reply<StopBroker> &reply)
{
    stop();
    reply(Done());
}

void Broker::answer(const Configure &op, const Reply<Configure> &reply)
{
    m_configurations->add(
        op.config, [reply](const Result<void> &result) { reply(doneOr(result)); });
}

void Broker::answer(const ReloadCertificate &, const Reply<ReloadCertificate> &reply)
{
    if (now().state != BrokerState::Listening)
        return reply(stoppedError());
    post(m_gateway.get(), [this, gateway = m_gateway.get(), reply, run = m_run] {
        post(this, [this, listening = gateway->reloadCertificate(), reply, run] {
            const bool isOver = run != m_run || now().state != BrokerState::Listening;
            if (!listening)
                qCWarning(logBroker, "the certificate stays as it was: %s",
                    qUtf8Printable(listening.error().detail));
            else if (!isOver)
                setListening(*listening);
            if (listening)
                reply(Done());
            else
                reply(listening.error());
        });
    });
}

void Broker::tellConfig()
{
    tell(ConfigChanged { withoutSecrets(m_config), m_listening.urls });
}

void Broker::applyConfig(const BrokerConfig &given, const ConfigDone &done)
{
    const BrokerConfig config = withRestored(given, m_config);
    if (const auto problem = checkConfig(config)) {
        done(problem->error);
    } else if (now().state == BrokerState::Listening && needsRestart(m_config, config)) {
        m_restart = Restart { config, done };
        end();
    } else if (now().state == BrokerState::Listening) {
        applyLive(config, done);
    } else {
        if (std::exchange(m_config, config) != config)
            tellConfig();
        done({});
    }
}

void Broker::applyLive(const BrokerConfig &config, const ConfigDone &done)
{
    const auto isOver = [this, run = m_run] {
        return run != m_run || now().state != BrokerState::Listening;
    };
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
                    tellConfig();
                done(isOver() ? Result<void>(stoppedError()) : Result<void>());
            });
        });
    });
}

void Broker::continueRestart(const std::optional<Error> &failure)
{
    if (failure)
        finishRestart(*failure);
    else if (m_restart && now().state == BrokerState::Stopped)
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

void Broker::tellOperator(const ProjectId &project)
{
    tell(OperatorChanged { project, m_operators->stateOf(project) });
}

void Broker::answer(const ConnectOperator &op, const Reply<ConnectOperator> &reply)
{
    m_operators->connectTo(op.project);
    reply(Done());
}

void Broker::answer(const DisconnectOperator &op, const Reply<DisconnectOperator> &reply)
{
    m_operators->disconnectFrom(op.project);
    reply(Done());
}

void Broker::answer(const SendAsOperator &op, const Reply<SendAsOperator> &reply)
{
    m_operators->send(
        op.project, op.envelope, [reply](const Result<void> &result) { reply(doneOr(result)); });
}

void Broker::answer(const SetDemoRunning &op, const Reply<SetDemoRunning> &reply)
{
    if (!op.running)
        m_demo->stop();
    else if (now().state == BrokerState::Listening)
        m_demo->start(m_listening);
    reply(Done());
}

void Broker::attachObserver(QObject *observer)
{
    if (m_observers.contains(observer))
        return;
    m_observers.insert(observer);
    connect(observer, &QObject::destroyed, this, &Broker::detachObserver);
    if (m_rooms)
        m_rooms->attachObserver(reinterpret_cast<ObserverId>(observer));
}

void Broker::detachObserver(QObject *observer)
{
    if (!m_observers.remove(observer))
        return;
    disconnect(observer, &QObject::destroyed, this, &Broker::detachObserver);
    if (m_rooms)
        m_rooms->detachObserver(reinterpret_cast<ObserverId>(observer));
}

} // namespace broadcaster
