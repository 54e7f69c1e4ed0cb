// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterservice.h"

#include "server/api/bytes.h"
#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/cluster/clusterbeat.h"
#include "server/cluster/clusterfigures.h"
#include "server/cluster/clusterreceiver.h"
#include "server/net/tlssession.h"

#include <utility>

namespace broadcaster {

namespace {

Clock::Time timeNow()
{
    return std::chrono::steady_clock::now();
}

} // namespace

struct ClusterService::Parts {
    explicit Parts(ClusterService &service)
        : surveys(deadlines,
            [this, &service](BrokerId broker, quint64 survey, const QByteArray &question) {
                publisher.send(
                    service.m_peers.get(broker), RecordKind::Question, survey, view(question));
            })
        , engine(service.m_makeEngine(poller, deadlines))
        , presence(service.m_self, timeNow())
        , publisher(*engine, service.m_peers, service.m_secret,
              [&service](BrokerId broker) { service.m_rooms->stopAwaiting(broker); })
        , projects(*engine, *service.m_rooms,
              [this](BrokerId broker) { return presence.registered(broker, timeNow()); })
        , receiver(service.m_secret, service.m_peers, presence, surveys, *service.m_rooms,
              { service.m_keysChanged,
                  [&service](BrokerId from, quint64 survey, const QByteArray &question) {
                      service.answer(from, survey, question);
                  } })
    {
    }

    SocketPoller poller;
    TimerQueue deadlines;
    QTimer tick;
    ClusterSurveys surveys;
    std::unique_ptr<ClusterEngine> engine;
    Presence presence;
    ClusterPublisher publisher;
    ClusterProjects projects;
    ClusterReceiver receiver;
};

ClusterService::ClusterService(Settings settings, MakeEngine makeEngine)
    : m_settings(std::move(settings))
    , m_makeEngine(std::move(makeEngine))
    , m_secret(view(m_settings.secret), view(m_settings.space.toUtf8()))
    , m_self(BrokerId::create())
{
}

ClusterService::~ClusterService() = default;

void ClusterService::start(ClusterRooms &rooms)
{
    m_rooms = &rooms;
    m_parts = std::make_unique<Parts>(*this);
    connect(&m_parts->tick, &QTimer::timeout, this, &ClusterService::tick);
    m_parts->tick.start(limits::ClusterTick);
    open();
    updateInfo();
}

void ClusterService::open()
{
    m_parts->publisher.setSelf(m_self);
    m_parts->projects.setSelf(m_self);
    m_parts->receiver.setSelf(m_self);
    m_parts->engine->open(m_self,
        { [this](const QByteArray &bytes) {
             m_parts->receiver.take(bytes);
             runActions();
         },
            [this] { onEngineChanged(); } });
}

void ClusterService::stop(std::function<void()> stopped)
{
    m_peers.forEach([this](ClusterPeer &peer) { m_parts->publisher.flush(peer); });
    m_parts->publisher.sendToAll(RecordKind::Goodbye, {});
    m_parts->engine->giveUpLease();
    m_parts->engine->close();
    m_parts->surveys.endAll();
    m_isUp = false;
    m_parts->tick.disconnect();
    // The last words leave meanwhile.
    QTimer::singleShot(limits::ClusterGoodbyeTime, this, [this, stopped = std::move(stopped)] {
        m_parts.reset();
        TlsSession::leaveThread();
        stopped();
    });
}

template <typename Work>
void ClusterService::onThread(Work work)
{
    post(this, [this, work = std::move(work)]() mutable {
        if (!m_parts)
            return; // It has stopped.
        work();
        runActions();
    });
}

void ClusterService::enter(const ProjectId &project)
{
    onThread([this, project] { m_parts->projects.enter(project); });
}

void ClusterService::leave(const ProjectId &project)
{
    onThread([this, project] { m_parts->projects.leave(project); });
}

void ClusterService::send(OutgoingRecords records)
{
    // Kept by the work: the counter of a broker that was forgotten meanwhile is another one.
    const ClusterPeers::Waiting waiting = m_peers.waitingFor(records.to);
    *waiting += records.records.size();
    onThread([this, waiting, records = std::move(records)]() mutable {
        *waiting -= records.records.size();
        ClusterPeer *const peer = records.life == m_life ? peerFor(records.to) : nullptr;
        if (peer)
            m_parts->publisher.send(*peer, std::move(records));
        else
            m_peers.loseFor(records.to, records.messages + records.refused);
    });
}

ClusterPeer *ClusterService::peerFor(BrokerId broker)
{
    if (ClusterPeer *peer = m_peers.find(broker))
        return peer;
    return m_parts->presence.registered(broker, timeNow()) ? &m_peers.get(broker) : nullptr;
}

std::shared_ptr<const std::atomic<qint64>> ClusterService::waitingFor(BrokerId to)
{
    return m_peers.waitingFor(to);
}

void ClusterService::tellKeysChanged()
{
    onThread([this] { m_parts->publisher.sendToAll(RecordKind::KeysChanged, {}); });
}

ClusterInfo ClusterService::info() const
{
    const std::lock_guard lock(m_mutex);
    return m_info;
}

void ClusterService::tick()
{
    const Clock::Time now = timeNow();
    m_parts->presence.tick(now);
    m_parts->projects.tick(now);
    runActions();
    m_peers.forEach([&](ClusterPeer &peer) {
        peer.dropOld(now);
        if (!m_isUp)
            return;
        m_parts->publisher.flush(peer);
        if (peer.wantsResync)
            resync(peer, now);
        m_parts->publisher.report(peer, now);
    });
    updateInfo();
}

/// Both ways: a broker that has forgotten a project says so when it gets its roster.
void ClusterService::resync(ClusterPeer &peer, Clock::Time now)
{
    if (!peer.resyncWantedSince)
        peer.resyncWantedSince = now;
    const bool isOverloaded = now - *peer.resyncWantedSince >= limits::ClusterResyncInterval;
    if (now < peer.nextResync || (peer.hasWaiting() && !isOverloaded))
        return;
    peer.dropAll(); // Rosters would become too old behind as much as has to wait.
    peer.wantsResync = false;
    peer.resyncWantedSince.reset();
    peer.nextResync = now + limits::ClusterResyncInterval;
    m_parts->publisher.send(peer, RecordKind::Resync, 0, {});
    m_rooms->sendRosters(peer.id());
}

void ClusterService::runActions()
{
    for (const PresenceAction &action : m_parts->presence.takeActions())
        act(action);
}

void ClusterService::act(const PresenceAction &action)
{
    using Kind = PresenceAction::Kind;
    ClusterEngine &engine = *m_parts->engine;
    Presence &presence = m_parts->presence;
    switch (action.kind) {
    case Kind::SendBeat:
        m_parts->publisher.sendToAll(RecordKind::Beat,
            view(beatBody(
                { m_settings.name, m_settings.version, m_clients, m_parts->projects.count() })));
        break;
    case Kind::SendProbe:
        m_parts->publisher.probe(m_peers.get(m_self), action.number);
        break;
    case Kind::RenewLease:
        engine.renewLease([this, &presence, action](auto renewal) {
            presence.renewed(action.number, renewal, timeNow());
            runActions();
        });
        break;
    case Kind::AskLease:
        engine.hasLease(action.broker, [this, &presence, action](std::optional<bool> isHeld) {
            presence.leaseAnswered(action.broker, action.number, isHeld, timeNow());
            runActions();
        });
        break;
    case Kind::Fence:
        engine.fence(action.broker, [this, &presence, action](bool isDone) {
            presence.fenced(action.broker, isDone, timeNow());
            runActions();
        });
        break;
    case Kind::Found:
        (void)m_peers.get(action.broker);
        break;
    case Kind::DeclareDead:
        loseBroker(action.broker, "died");
        break;
    case Kind::DeclareGone:
        loseBroker(action.broker, "has stopped");
        break;
    case Kind::TellFenced:
        m_parts->publisher.sendToAll(RecordKind::Fenced, view(action.broker.text()));
        break;
    case Kind::Reconnect:
        qCWarning(logCluster, "messages to this broker itself do not come back: connecting anew");
        engine.reconnect();
        break;
    case Kind::Reregister:
        m_parts->projects.enterAll();
        break;
    case Kind::BeginAnew:
        beginAnew();
        break;
    }
}

void ClusterService::onEngineChanged()
{
    const bool isUp = m_parts->engine->isUp();
    const bool wasUp = std::exchange(m_isUp, isUp);
    qint64 connections = 0;
    for (const EngineState &state : m_parts->engine->states())
        connections += state.reconnects + (state.isUp ? 1 : 0);
    const bool hasNewServer = std::exchange(m_connections, connections) < connections;
    if (isUp && !wasUp)
        m_parts->presence.engineUp(timeNow());
    else if (!isUp && wasUp)
        m_parts->presence.engineDown(timeNow());
    else if (isUp && hasNewServer)
        m_parts->projects.enterAll(); // It does not have all projects. Presence orders the others.
    runActions();
    updateInfo();
    if (isUp && !wasUp)
        qCInfo(logCluster, "connected to Redis as broker %s", m_self.text().constData());
    else if (!isUp && wasUp)
        qCWarning(logCluster, "cut off from the other brokers: %s", qUtf8Printable(m_info.trouble));
}

void ClusterService::answer(BrokerId to, quint64 survey, const QByteArray &question)
{
    m_answerer(question, [this, to, survey](const QByteArray &text) {
        onThread([this, to, survey, text] {
            if (ClusterPeer *const peer = m_peers.find(to))
                m_parts->publisher.send(*peer, RecordKind::Answer, survey, view(text));
        });
    });
}

void ClusterService::ask(const ProjectId &project, const QByteArray &question, QObject *context,
    ClusterSurveys::Done done)
{
    const auto answered = [context, done = std::move(done)](const SurveyResult &result) {
        post(context, [result, done] { done(result); });
    };
    post(this, [this, project, question, answered] {
        if (!m_isUp) {
            answered({ {}, true });
            return;
        }
        const quint64 survey = m_parts->surveys.begin(answered);
        if (project.isNull()) {
            m_parts->surveys.ask(survey, m_peers.heardBut(m_self), question);
            return;
        }
        m_parts->projects.brokersOf(project, [this, survey, question](const auto &brokers) {
            m_parts->surveys.ask(survey, brokers, question);
            runActions();
        });
    });
}

void ClusterService::loseBroker(BrokerId broker, const char *why)
{
    const auto peer = m_peers.take(broker);
    if (peer && peer->wasHeard())
        qCInfo(logCluster, "broker %s (%s) %s", qUtf8Printable(peer->beat.name),
            broker.text().constData(), why);
    m_parts->surveys.lose(broker);
    m_rooms->forget(broker);
}

void ClusterService::beginAnew()
{
    const BrokerId before = std::exchange(m_self, BrokerId::create());
    qCWarning(logCluster,
        "the other brokers took this one for dead: it goes on as %s, and closes the clients of "
        "shared projects",
        m_self.text().constData());
    m_parts->publisher.sendToAll(RecordKind::Goodbye, {}); // Still as the one before.
    m_parts->projects.removeAll(before);
    m_peers.clear();
    m_parts->surveys.endAll();
    ++m_life;
    m_rooms->beginAnew();
    m_isUp = false;
    m_parts->presence.begin(m_self, timeNow());
    open();
}

void ClusterService::updateInfo()
{
    ClusterInfo info = clusterInfo(*m_parts->engine, m_peers, m_parts->presence, timeNow());
    info.space = m_settings.space;
    info.rejectedBatches = m_parts->receiver.rejected().count();
    info.warnings = m_parts->receiver.rejected().warnings();
    info.brokers.prepend(ownBroker(
        m_self, { m_settings.name, m_settings.version, m_clients, m_parts->projects.count() }));
    const std::lock_guard lock(m_mutex);
    m_info = info;
}

} // namespace broadcaster
