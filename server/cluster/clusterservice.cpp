// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterservice.h"

#include "server/api/bytes.h"
#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/cluster/clusterbeat.h"
#include "server/cluster/clusterfigures.h"
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
        : surveys(deadlines)
        , engine(service.m_makeEngine(poller, deadlines))
        , presence(service.m_self, timeNow())
        , publisher(*engine, service.m_peers, service.m_secret,
              [&service](BrokerId broker) { service.m_rooms->stopAwaiting(broker); })
        , projects(*engine, *service.m_rooms,
              [this](BrokerId broker) { return presence.registered(broker, timeNow()); })
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
    m_parts->engine->open(m_self,
        { [this](const QByteArray &bytes) { onReceived(bytes); }, [this] { onEngineChanged(); } });
}

void ClusterService::stop()
{
    m_peers.forEach([this](ClusterPeer &peer) { m_parts->publisher.flush(peer); });
    m_parts->publisher.sendToAll(RecordKind::Goodbye, {});
    m_parts->engine->giveUpLease();
    m_parts->engine->close();
    m_parts->surveys.endAll();
    m_parts.reset();
    TlsSession::leaveThread();
}

void ClusterService::enter(const ProjectId &project)
{
    post(this, [this, project] {
        m_parts->projects.enter(project);
        runActions();
    });
}

void ClusterService::leave(const ProjectId &project)
{
    post(this, [this, project] { m_parts->projects.leave(project); });
}

void ClusterService::send(OutgoingRecords records)
{
    *m_peers.waitingFor(records.to) += records.records.size();
    post(this, [this, records = std::move(records)]() mutable {
        if (ClusterPeer *peer = peerFor(records.to))
            m_parts->publisher.send(*peer, std::move(records));
        else
            m_peers.loseFor(records.to, records.messages + records.refused);
        runActions();
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
    post(this, [this] { m_parts->publisher.sendToAll(RecordKind::KeysChanged, {}); });
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
        if (peer.wantsResync && now >= peer.nextResync) {
            peer.wantsResync = false;
            peer.nextResync = now + limits::ClusterResyncInterval;
            m_parts->publisher.send(peer, RecordKind::Resync, 0, {});
        }
        m_parts->publisher.flush(peer);
        if (peer.needsRosters() && !peer.hasWaiting()) {
            peer.setNeedsRosters(false);
            m_rooms->sendRosters(peer.id());
        }
        m_parts->publisher.report(peer, now);
    });
    updateInfo();
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
    if (std::exchange(m_isUp, isUp) != isUp) {
        m_parts->publisher.setUp(isUp);
        m_parts->projects.setUp(isUp);
        if (isUp)
            m_parts->presence.engineUp(timeNow());
        else
            m_parts->presence.engineDown(timeNow());
        runActions();
    }
    updateInfo();
}

void ClusterService::onReceived(const QByteArray &bytes)
{
    const auto read = readBatch(view(bytes), m_self, m_secret);
    if (const auto *error = std::get_if<BatchError>(&read))
        return m_rejected.note(*error);
    const Batch &batch = std::get<Batch>(read);
    const BrokerId origin = batch.head.origin;
    if (origin != m_self && !m_parts->presence.heard(origin, timeNow())) {
        runActions();
        return;
    }
    if (!batch.head.to.isNull())
        takeInbox(batch, bytes);
    else if (origin != m_self)
        takeControl(batch);
    runActions();
}

void ClusterService::takeControl(const Batch &batch)
{
    const BrokerId from = batch.head.origin;
    ClusterPeer &peer = m_peers.get(from);
    peer.lastHeard = timeNow();
    RecordReader reader(batch.records);
    while (const auto record = reader.next()) {
        if (record->kind == RecordKind::Beat) {
            if (const auto beat = readBeat(record->body))
                peer.beat = *beat;
        } else if (record->kind == RecordKind::KeysChanged) {
            if (m_keysChanged)
                m_keysChanged();
        } else if (record->kind == RecordKind::Fenced) {
            if (record->body == view(m_self.text()))
                m_parts->presence.toldFenced(timeNow());
        } else if (record->kind == RecordKind::Goodbye) {
            m_parts->presence.goodbye(from, timeNow());
        }
    }
}

void ClusterService::takeInbox(const Batch &batch, const QByteArray &bytes)
{
    ClusterPeer &peer = m_peers.get(batch.head.origin);
    peer.lastHeard = timeNow();
    const BatchArrival arrival = peer.received.take(batch.head.numbers, batch.counts);
    if (arrival.kind == BatchArrival::Kind::Discard)
        return;
    if (arrival.kind == BatchArrival::Kind::GapBefore)
        peer.wantsResync = true;
    const RecordSorter::Counts counts = peer.sorter.sort(
        bytes, batch.records, *m_rooms, [&](const RecordView &record) { handle(peer, record); });
    peer.received.received(counts.messages - counts.refused - counts.unknown);
    peer.received.inboxFull(counts.refused);
    peer.received.unknownProject(counts.unknown);
    if (counts.unknown > 0)
        peer.wantsResync = true;
}

void ClusterService::handle(ClusterPeer &peer, const RecordView &record)
{
    if (record.kind == RecordKind::Probe) {
        m_parts->presence.probeReturned(record.project, timeNow());
    } else if (record.kind == RecordKind::Account) {
        const auto account = readAccount(record.body);
        if (!account || !peer.sent.settle(*account))
            qCWarning(logCluster, "broker %s reports what was never sent to it",
                peer.id().text().constData());
    } else if (record.kind == RecordKind::Resync) {
        m_rooms->sendRosters(peer.id());
    } else if (record.kind == RecordKind::Question) {
        answer(peer.id(), record.project, QByteArray(record.body.data(), record.body.size()));
    } else if (record.kind == RecordKind::Answer) {
        m_parts->surveys.answered(record.project, peer.id(),
            QByteArray(record.body.data(), static_cast<qsizetype>(record.body.size())));
    }
}

void ClusterService::answer(BrokerId to, quint64 survey, const QByteArray &question)
{
    m_answerer(question, [this, to, survey](const QByteArray &text) {
        post(this, [this, to, survey, text] {
            ClusterPeer *const peer = m_parts ? m_peers.find(to) : nullptr;
            if (peer)
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
        } else if (project.isNull()) {
            askBrokers(m_peers.idsBut(m_self), question, answered);
        } else {
            m_parts->projects.brokersOf(project, [this, question, answered](const auto &brokers) {
                if (brokers)
                    askBrokers(*brokers, question, answered);
                else
                    answered({ {}, true });
                runActions();
            });
        }
    });
}

void ClusterService::askBrokers(
    const std::vector<BrokerId> &brokers, const QByteArray &question, ClusterSurveys::Done done)
{
    const quint64 survey = m_parts->surveys.begin(brokers, std::move(done));
    if (survey == 0)
        return;
    for (const BrokerId broker : brokers)
        m_parts->publisher.send(m_peers.get(broker), RecordKind::Question, survey, view(question));
}

void ClusterService::loseBroker(BrokerId broker, const char *why)
{
    if (const auto peer = m_peers.take(broker))
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
    m_rooms->beginAnew();
    m_isUp = false;
    m_parts->publisher.setUp(false);
    m_parts->projects.setUp(false);
    m_parts->presence.begin(m_self, timeNow());
    open();
}

void ClusterService::updateInfo()
{
    ClusterInfo info = clusterInfo(*m_parts->engine, m_peers, m_parts->presence, timeNow());
    info.space = m_settings.space;
    info.rejectedBatches = m_rejected.count();
    info.warnings = m_rejected.warnings();
    info.brokers.prepend(ownBroker(
        m_self, { m_settings.name, m_settings.version, m_clients, m_parts->projects.count() }));
    const std::lock_guard lock(m_mutex);
    m_info = info;
}

} // namespace broadcaster
