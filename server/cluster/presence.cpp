// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/presence.h"

#include "server/base/tuning.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

void Presence::begin(BrokerId self, Time now)
{
    std::vector<Former> formers = std::move(m_state.formers);
    m_state = State();
    m_state.formers = std::move(formers);
    m_state.self = self;
    m_state.lastTick = now;
    m_state.listeningSince = now;
    m_lifeBegan = m_lastNumber;
    m_actions.clear();
}

void Presence::act(Kind kind, BrokerId broker, quint64 number)
{
    m_actions.push_back({ kind, broker, number });
}

std::vector<PresenceAction> Presence::takeActions()
{
    return std::exchange(m_actions, {});
}

/// Notices that this process was stopped. False: this life is over.
bool Presence::arrive(Time now)
{
    if (now - m_state.lastTick > limits::ClusterStall) {
        m_state.lastTick = now;
        listenAnew(now);
    }
    return !m_state.hasEnded;
}

/// Nothing that was seen before says anything about other brokers.
void Presence::listenAnew(Time now)
{
    m_state.listeningSince = now;
    m_state.goodSince.reset();
    m_state.probe = 0;
    m_state.missedProbes = 0;
    m_state.nextProbe = now;
    for (auto &[id, broker] : m_state.brokers) {
        if (broker.doubt == Broker::Doubt::Asking)
            broker.doubt = Broker::Doubt::None;
    }
}

void Presence::tick(Time now)
{
    const bool isAlive = arrive(now);
    m_state.lastTick = now;
    if (!isAlive || !m_state.isUp)
        return;
    if (now >= m_state.nextRenewal) {
        m_state.nextRenewal = now + limits::ClusterLeaseRenewal;
        act(Kind::RenewLease, {}, ++m_lastNumber);
    }
    if (now >= m_state.nextProbe)
        sendProbe(now);
    if (now >= m_state.nextBeat) {
        m_state.nextBeat = now + limits::ClusterBeatInterval;
        act(Kind::SendBeat);
    }
    for (auto &[id, broker] : m_state.brokers) {
        if (broker.doubt == Broker::Doubt::Fencing || now < broker.nextQuestion
            || !looksDead(broker, now))
            continue;
        broker.doubt = Broker::Doubt::Asking;
        broker.question = ++m_lastNumber;
        broker.nextQuestion = now + limits::ClusterQuestionInterval;
        act(Kind::AskLease, id, broker.question);
    }
}

void Presence::sendProbe(Time now)
{
    if (m_state.probe != 0) {
        m_state.goodSince.reset();
        if (++m_state.missedProbes >= limits::MaxMissedProbes) {
            m_state.missedProbes = 0;
            act(Kind::Reconnect);
        }
    }
    m_state.probe = ++m_lastNumber;
    m_state.probeSent = now;
    m_state.nextProbe = now + limits::ClusterProbeInterval;
    act(Kind::SendProbe, {}, m_state.probe);
}

/// Everything but the lease speaks for it.
bool Presence::looksDead(const Broker &broker, Time now) const
{
    return m_state.isUp && m_state.goodSince && now - *m_state.goodSince >= limits::ClusterProbeGood
        && now - std::max(broker.lastHeard, m_state.listeningSince) >= limits::ClusterSilence;
}

void Presence::engineUp(Time now)
{
    if (!arrive(now) || m_state.isUp)
        return;
    m_state.isUp = true;
    m_state.isRegistered = false;
    m_state.nextRenewal = now;
    m_state.nextBeat = now;
    listenAnew(now);
    tick(now);
}

void Presence::engineDown(Time now)
{
    if (!arrive(now))
        return;
    m_state.isUp = false;
    listenAnew(now);
}

bool Presence::heard(BrokerId broker, Time now)
{
    if (!arrive(now))
        return false;
    if (broker == m_state.self)
        return true;
    if (const auto known = m_state.brokers.find(broker); known != m_state.brokers.end()) {
        known->second.lastHeard = now;
        if (known->second.doubt == Broker::Doubt::Asking)
            known->second.doubt = Broker::Doubt::None;
        return true;
    }
    Former *const old = former(broker);
    if (!old)
        return learn(broker, now);
    if (old->isDead && now >= old->nextNotice) {
        old->nextNotice = now + limits::FencedNoticeInterval;
        act(Kind::TellFenced, broker);
    }
    return false;
}

bool Presence::registered(BrokerId broker, Time now)
{
    if (!arrive(now) || broker == m_state.self || m_state.brokers.contains(broker))
        return true;
    if (former(broker))
        return false;
    (void)learn(broker, now);
    return true;
}

bool Presence::learn(BrokerId broker, Time now)
{
    if (m_state.brokers.size() >= limits::MaxClusterBrokers)
        return false;
    m_state.brokers.insert({ broker, Broker { now, Broker::Doubt::None, 0, now } });
    act(Kind::Found, broker);
    return true;
}

void Presence::probeReturned(quint64 number, Time now)
{
    if (!arrive(now) || number == 0 || number != m_state.probe)
        return;
    m_state.probe = 0;
    m_state.missedProbes = 0;
    m_state.roundTrip = now - m_state.probeSent;
    if (!m_state.goodSince)
        m_state.goodSince = now;
}

void Presence::renewed(quint64 number, std::optional<ClusterEngine::Renewal> renewal, Time now)
{
    if (!arrive(now) || number <= m_lifeBegan || !renewal)
        return;
    if (renewal->isFenced) {
        beginAnew();
        return;
    }
    if (!std::exchange(m_state.isRegistered, true) || !renewal->wasHeld)
        act(Kind::Reregister);
}

void Presence::leaseAnswered(BrokerId broker, quint64 number, std::optional<bool> isHeld, Time now)
{
    if (!arrive(now))
        return;
    const auto known = m_state.brokers.find(broker);
    if (known == m_state.brokers.end() || known->second.doubt != Broker::Doubt::Asking
        || known->second.question != number)
        return;
    known->second.doubt = Broker::Doubt::None;
    if (isHeld.value_or(true) || !looksDead(known->second, now))
        return;
    known->second.doubt = Broker::Doubt::Fencing;
    act(Kind::Fence, broker);
}

void Presence::fenced(BrokerId broker, bool isDone, Time now)
{
    if (!arrive(now))
        return;
    const auto known = m_state.brokers.find(broker);
    if (known == m_state.brokers.end() || known->second.doubt != Broker::Doubt::Fencing)
        return;
    if (!isDone) {
        known->second.doubt = Broker::Doubt::None;
        return;
    }
    // Also if it was heard meanwhile: the fence is there, and the broker has to begin anew.
    retire(broker, true);
    act(Kind::DeclareDead, broker);
}

void Presence::toldFenced(Time now)
{
    if (arrive(now))
        beginAnew();
}

void Presence::goodbye(BrokerId broker, Time now)
{
    if (!arrive(now) || broker == m_state.self || former(broker))
        return;
    const bool isKnown = m_state.brokers.contains(broker);
    retire(broker, false);
    if (isKnown)
        act(Kind::DeclareGone, broker);
}

Presence::Former *Presence::former(BrokerId broker)
{
    const auto found = std::find_if(m_state.formers.begin(), m_state.formers.end(),
        [&](const Former &old) { return old.id == broker; });
    return found == m_state.formers.end() ? nullptr : &*found;
}

void Presence::retire(BrokerId broker, bool isDead)
{
    m_state.brokers.erase(broker);
    m_state.formers.push_back({ broker, isDead, Time::min() });
    if (m_state.formers.size() > limits::RememberedFormerBrokers)
        m_state.formers.erase(m_state.formers.begin());
}

void Presence::beginAnew()
{
    m_state.hasEnded = true;
    act(Kind::BeginAnew);
}

} // namespace broadcaster
