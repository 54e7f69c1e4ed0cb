// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/broker.h"

#include "server/api/configcheck.h"
#include "server/api/options.h"
#include "server/api/optionvalues.h"
#include "server/archive/archiveservice.h"
#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/storelimits.h"
#include "server/broker/configqueue.h"
#include "server/broker/liveconsole.h"
#include "server/gateway/gateway.h"
#include "server/loopback/loopbackservice.h"
#include "server/net/freedmemory.h"
#include "server/rooms/workerpool.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"
#include "server/usage/usagemeter.h"

#include <algorithm>

namespace broadcaster {

Broker::Broker(HealthPointer health)
    : m_health(std::move(health))
    , m_configurations(std::make_unique<ConfigQueue>(
          [this] {
              return !m_restart
                  && (now().state == BrokerState::Stopped || now().state == BrokerState::Listening);
          },
          [this](const BrokerConfig &config, const ConfigDone &done) { apply(config, done); }))
    , m_loopback(std::make_unique<LoopbackService>([this](const Event &event) { tell(event); }))
    , m_merge([this](const TrafficBatchPointer &batch) {
        if (!m_observers.isEmpty())
            tell(TrafficArrived { batch });
    })
{
    m_settingsTimer.setInterval(limits::SharedSettingsInterval);
    connect(&m_settingsTimer, &QTimer::timeout, this, [this] {
        Gateway *gateway = m_parts->gateway();
        post(gateway, [gateway] { gateway->access().refresh(); });
    });
    m_handlers.serve(*this);
    m_handlers.serve(*m_loopback);
    on<StateChanged>(this, [this] { onStateChanged(); });
    returnFreedMemory();
}

Broker::~Broker() = default;

void Broker::submit(Question question)
{
    static_assert(
        Handlers::complete<Broker, LoopbackService, LiveConsole, KeyService, ArchiveService>());
    if (m_handlers.has(question.operation)) {
        LocalConsole::submit(std::move(question));
    } else if (now().state != BrokerState::Listening) {
        refuse(question, stoppedError());
    } else {
        question.reply = [this, reply = std::move(question.reply)](
                             const std::shared_ptr<const void> &answer) {
            post(this, [reply, answer] { reply(answer); });
        };
        LocalConsole *live = m_parts->console();
        post(live, [live, question = std::move(question)]() mutable {
            live->submit(std::move(question));
        });
    }
}

const QByteArray &Broker::consoleSecret() const
{
    return m_parts->consoleSecret();
}

void Broker::ping(std::function<void()> answered)
{
    const int ping = m_pings.add(std::move(answered));
    if (!m_parts || !m_parts->gateway()) {
        m_pings.answer(ping);
        return;
    }
    m_parts->rooms()->totals(this, [this, ping](RoomTable::Totals) {
        if (m_pings.contains(ping))
            post(m_parts->gateway(),
                [this, ping] { post(this, [this, ping] { m_pings.answer(ping); }); });
    });
}

void Broker::setState(BrokerState state)
{
    tell(
        StateChanged { state, state == BrokerState::Listening ? m_listening.urls : QStringList() });
}

void Broker::onStateChanged()
{
    if (now().state != BrokerState::Listening)
        m_loopback->stopDemo();
    if (now().state == BrokerState::Stopped)
        m_loopback->close();
    // Later, because others are still being told of this state.
    post(this, [this] { m_configurations->proceed(); });
}

bool Broker::setListening(const Listening &listening)
{
    const bool isElsewhere = std::exchange(m_listening, listening).urls != listening.urls;
    m_loopback->open(m_listening, m_parts->consoleSecret());
    return isElsewhere;
}

void Broker::onTrafficSampled(
    int run, const TrafficBatchPointer &batch, const std::function<void()> &taken)
{
    m_merge.take(batch, [this, run, taken] {
        if (m_parts && run == m_run) // Else a receiver's event loop outlived the rooms.
            taken();
    });
}

// Start: the database, its settings of projects, the threads, the gateway.

void Broker::answer(const StartBroker &op, const Reply<StartBroker> &reply)
{
    const quint16 port = m_usualPort.value_or(m_config.port);
    const BrokerConfig config = withRestored(op.config, m_config);
    if (now().state == BrokerState::Stopped && op.isPortForThisRun && takeConfig(config)) {
        if (port != config.port)
            m_usualPort = port;
        tellConfig();
    }
    start(config);
    reply(Done());
}

void Broker::start(const BrokerConfig &config)
{
    if (now().state != BrokerState::Stopped)
        return;
    cancelRestart();
    begin(config);
}

bool Broker::isStarting(int run) const
{
    return run == m_run && now().state == BrokerState::Starting;
}

void Broker::begin(const BrokerConfig &config)
{
    const bool isNew = takeConfig(config);
    m_failure.reset();
    m_lostUsage = false;
    setState(BrokerState::Starting);
    if (isNew)
        tellConfig();
    m_parts = std::make_unique<BrokerParts>(config.database);
    m_parts->database().open(this, [this, run = ++m_run](const Result<void> &opened) {
        if (!isStarting(run))
            return;
        if (opened)
            loadSettings();
        else
            fail(opened.error());
    });
}

void Broker::fail(const Error &error)
{
    m_failure = error;
    end();
}

void Broker::loadSettings()
{
    m_parts->database().run(
        this,
        [](SqlConnection &connection) { return ApiKeyStore(connection).projectsRequiringKey(); },
        [this, run = m_run](const Result<QSet<ProjectId>> &projects) {
            if (!isStarting(run))
                return;
            if (projects)
                startThreads(*projects);
            else
                fail(projects.error());
        });
}

void Broker::startThreads(const QSet<ProjectId> &projectsRequiringKey)
{
    const Result<void> made = m_parts->makeThreads(m_config, m_health, *this,
        [this, run = m_run](const TrafficBatchPointer &batch, const std::function<void()> &taken) {
            onTrafficSampled(run, batch, taken);
        });
    if (!made) {
        fail(made.error());
        return;
    }
    m_merge.setThreads(m_parts->rooms()->threadCount());
    m_observers.setRooms(m_parts->rooms());
    m_parts->listen(projectsRequiringKey, this,
        [this](const Result<Listening> &listening) { onListening(listening); });
}

void Broker::onListening(const Result<Listening> &listening)
{
    if (now().state != BrokerState::Starting)
        return;
    if (!listening) {
        fail(listening.error());
        return;
    }
    setListening(*listening);
    m_settingsTimer.start();
    setState(BrokerState::Listening);
    finishRestart({});
}

// Stop: the gateway, the rooms, the counters (StopSequence), then the database.

void Broker::answer(const StopBroker &, const Reply<StopBroker> &reply)
{
    reply(Done()); // First, because the stop closes the consoles elsewhere.
    stop();
}

void Broker::stop()
{
    cancelRestart();
    const auto stopped = [this](const StopSequence::Outcome &outcome) { onStopped(outcome); };
    if (now().state == BrokerState::Listening && m_config.drainTime > m_config.drainTime.zero()) {
        qCInfo(logBroker, "closing clients over %lld s", qlonglong(m_config.drainTime.count()));
        setStopping();
        m_stop.drain(*m_parts, m_config.drainTime, stopped);
    } else if (m_stop.isDraining()) {
        m_stop.stop(*m_parts, stopped);
    } else if (now().state != BrokerState::Stopping) {
        end();
    }
}

void Broker::end()
{
    if (now().state == BrokerState::Stopped)
        return;
    setStopping();
    if (m_parts->gateway())
        m_stop.stop(*m_parts, [this](const StopSequence::Outcome &outcome) { onStopped(outcome); });
    else
        onStopped({});
}

void Broker::setStopping()
{
    m_listening = {};
    m_settingsTimer.stop();
    if (now().state != BrokerState::Stopping)
        setState(BrokerState::Stopping);
}

void Broker::onStopped(const StopSequence::Outcome &outcome)
{
    m_pings.answerAll();
    m_merge.flush();
    m_observers.setRooms(nullptr);
    const auto leftBehind = m_parts->end(outcome.threadsHang);
    m_leftBehind = std::max(m_leftBehind, leftBehind);
    const UsageStatistics usage = m_parts->meter() ? m_parts->meter()->statistics()
                                                   : UsageStatistics();
    m_lostUsage = !outcome.isWritten && usage.unwritten > 0;
    if (m_lostUsage)
        qCCritical(logUsage, "the counts of %lld messages are lost: %s", qlonglong(usage.unwritten),
            usage.lastError ? qUtf8Printable(usage.lastError->detail)
                            : "the database did not take them in time");
    if (leftBehind == BrokerParts::LeftBehind::Nothing)
        m_parts.reset();
    else
        (void)m_parts.release();
    const std::optional<Error> failure = std::exchange(m_failure, std::nullopt);
    setState(BrokerState::Stopped);
    if (failure)
        tell(StartFailed { *failure });
    continueRestart(failure);
}

// Configuration

void Broker::answer(const Configure &op, const Reply<Configure> &reply)
{
    m_configurations->add(
        op.config, [reply](const Result<void> &result) { reply(doneOr(result)); });
}

void Broker::answer(const ReloadCertificate &, const Reply<ReloadCertificate> &reply)
{
    if (now().state != BrokerState::Listening)
        return reply(stoppedError());
    post(m_parts->gateway(), [this, gateway = m_parts->gateway(), reply, run = m_run] {
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
    tell(ConfigChanged { withoutSecrets(m_config), m_listening.urls, m_usualPort });
}

bool Broker::takeConfig(const BrokerConfig &config)
{
    if (config.port != m_config.port)
        m_usualPort.reset();
    return std::exchange(m_config, config) != config;
}

void Broker::apply(const BrokerConfig &given, const ConfigDone &done)
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
        if (takeConfig(config))
            tellConfig();
        done({});
    }
}

void Broker::applyLive(const BrokerConfig &config, const ConfigDone &done)
{
    const auto isOver = [this, run = m_run] {
        return run != m_run || now().state != BrokerState::Listening;
    };
    post(m_parts->gateway(), [this, gateway = m_parts->gateway(), config, done, isOver] {
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
            const bool isNew = takeConfig(config) || isElsewhere;
            if (isNew) {
                qCInfo(logBroker, "configuration changed; listening on %s",
                    qUtf8Printable(m_listening.urls.join(u' ')));
            }
            m_parts->configureConsoles(config);
            m_parts->rooms()->configure(
                RoomSettings::of(config), this, [this, isNew, done, isOver] {
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

} // namespace broadcaster
