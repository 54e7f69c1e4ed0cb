// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/server/presenceworld.h"

#include "server/base/tuning.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

using namespace std::chrono_literals;

namespace {

constexpr quint64 IdsOfABroker = 16; ///< A broker's next id is this much higher.
constexpr int MaxUnconnectedSteps = 2; ///< For a broker that looks for the engine.
constexpr auto WellKnownAfter = 4s; ///< A broker that is well for so long must not die.

} // namespace

PresenceWorld::PresenceWorld(size_t brokers, int faults, std::chrono::milliseconds step)
    : m_step(step)
    , m_now(Time() + 24h)
    , m_faults(faults)
{
    for (size_t i = 0; i < brokers; ++i) {
        m_nodes.emplace_back(Presence(BrokerId(i + 1), m_now));
        m_nodes.back().impaired = m_now;
    }
    while (!isAgreed())
        recover();
    while (m_now < Time() + 24h + limits::ClusterSilence * 2)
        recover();
}

std::vector<PresenceWorld::Event> PresenceWorld::possible() const
{
    std::vector<Event> events;
    if (mayStep())
        events.push_back({ Event::Kind::Step });
    if (!m_isUp)
        events.push_back({ Event::Kind::EngineBack });
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        const Node &node = m_nodes[i];
        if (!node.commands.empty())
            events.push_back({ Event::Kind::Carry, i });
        if (m_isUp && node.runs() && !node.isConnected)
            events.push_back({ Event::Kind::Connect, i });
        if (node.isAlive && node.isStopped) {
            events.push_back({ Event::Kind::Resume, i });
            events.push_back({ Event::Kind::ResumeByTick, i });
        }
    }
    if (m_faults > 0)
        appendFaults(events);
    return events;
}

bool PresenceWorld::isQuiet() const
{
    return std::all_of(
        m_nodes.begin(), m_nodes.end(), [](const Node &node) { return node.commands.empty(); });
}

bool PresenceWorld::mayStep() const
{
    return isQuiet() && std::all_of(m_nodes.begin(), m_nodes.end(), [&](const Node &node) {
        return !m_isUp || !node.runs() || node.isConnected
            || node.unconnectedSteps < MaxUnconnectedSteps;
    });
}

void PresenceWorld::appendFaults(std::vector<Event> &events) const
{
    // All brokers are alike until one of them fails.
    const size_t brokers = m_wasFaultless ? 1 : m_nodes.size();
    for (size_t i = 0; i < brokers; ++i) {
        const Node &node = m_nodes[i];
        if (!node.runs())
            continue;
        events.push_back({ Event::Kind::Stop, i });
        events.push_back({ Event::Kind::Kill, i });
        if (!node.isConnected)
            continue;
        events.push_back({ Event::Kind::Cut, i });
        if (!node.commands.empty())
            events.push_back({ Event::Kind::CutBehind, i });
        if (isQuiet() && !node.isDeaf)
            events.push_back({ Event::Kind::Deafen, i });
        if (isQuiet() && !node.isMute)
            events.push_back({ Event::Kind::Mute, i });
    }
    if (m_isUp) {
        events.push_back({ Event::Kind::EngineAway });
        events.push_back({ Event::Kind::EngineEmpty });
    }
}

void PresenceWorld::happen(const Event &event)
{
    Node &node = m_nodes[event.broker];
    if (event.kind >= Event::Kind::Stop) {
        --m_faults;
        m_wasFaultless = false;
    }
    switch (event.kind) {
    case Event::Kind::Step:
        return step();
    case Event::Kind::Carry:
        return carry(node);
    case Event::Kind::Connect:
        return connect(node);
    case Event::Kind::Resume:
    case Event::Kind::ResumeByTick:
        return resume(node, event.kind == Event::Kind::ResumeByTick);
    case Event::Kind::EngineBack:
        m_isUp = true;
        return;
    case Event::Kind::Stop:
        node.isStopped = true;
        node.impaired = m_now;
        return;
    case Event::Kind::Kill:
        node.isAlive = false;
        node.inputs.clear();
        return;
    case Event::Kind::Cut:
        return cut(node);
    case Event::Kind::CutBehind: {
        const std::vector<Command> commands = node.commands;
        node.isStopped = true; // It reads nothing more from this connection.
        carryAll(node);
        node.isStopped = false;
        node.inputs.clear();
        node.commands = commands;
        return cut(node);
    }
    case Event::Kind::Deafen:
        node.isDeaf = true;
        return;
    case Event::Kind::Mute:
        node.isMute = true;
        node.impaired = m_now;
        return;
    case Event::Kind::EngineAway:
    case Event::Kind::EngineEmpty:
        return engineAway(event.kind == Event::Kind::EngineEmpty);
    }
}

void PresenceWorld::step()
{
    m_now += m_step;
    for (Node &node : m_nodes) {
        if (!node.runs() || !node.isConnected || node.isMute)
            node.impaired = m_now;
        if (!node.runs())
            continue;
        node.unconnectedSteps = m_isUp && !node.isConnected ? node.unconnectedSteps + 1 : 0;
        node.presence.tick(m_now);
        act(node);
    }
}

void PresenceWorld::recover()
{
    m_isUp = true;
    for (Node &node : m_nodes) {
        if (node.isAlive && node.isStopped)
            resume(node, false);
        if (node.isAlive && !node.isConnected)
            connect(node);
    }
    while (!isQuiet()) {
        for (Node &node : m_nodes)
            carryAll(node);
    }
    step();
}

bool PresenceWorld::isAgreed() const
{
    for (const Node &node : m_nodes) {
        if (!node.isAlive)
            continue;
        const Presence::State &state = node.presence.state();
        if (!state.isUp || state.hasEnded || !state.goodSince || m_fences.contains(state.self))
            return false;
        size_t others = 0;
        for (const Node &other : m_nodes) {
            if (!other.isAlive || &other == &node)
                continue;
            ++others;
            if (!state.brokers.contains(other.id()) || node.declaredDead.contains(other.id()))
                return false;
        }
        if (state.brokers.size() != others)
            return false;
    }
    return true;
}

/// Beats, probes and renewals of several brokers do not disturb each other. Their order, and faults
/// between them, are explored only where somebody asks for a lease or is fenced.
void PresenceWorld::carry(Node &node)
{
    const bool isCritical = std::any_of(m_nodes.begin(), m_nodes.end(), [](const Node &other) {
        return std::any_of(other.commands.begin(), other.commands.end(),
            [](const Command &command) { return command.action.broker != BrokerId(); });
    });
    if (!isCritical)
        return carryAll(node);
    while (!node.commands.empty()) {
        const Command command = node.commands.front();
        node.commands.erase(node.commands.begin());
        carryOut(node, command);
        if (command.action.kind == PresenceAction::Kind::RenewLease
            || command.action.broker != BrokerId())
            return;
    }
}

void PresenceWorld::carryAll(Node &node)
{
    for (const Command &command : std::exchange(node.commands, {}))
        carryOut(node, command);
}

void PresenceWorld::carryOut(Node &node, const Command &command)
{
    const auto &[action, from] = command;
    using Kind = PresenceAction::Kind;
    switch (action.kind) {
    case Kind::SendBeat:
        return publish(node, { Input::Kind::Beat, from });
    case Kind::TellFenced:
        return publish(node, { Input::Kind::Fenced, from, action.broker });
    case Kind::SendProbe:
        if (!node.isMute && !node.isDeaf)
            give(node, { Input::Kind::Probe, from, from, action.number });
        return;
    case Kind::RenewLease: {
        const auto lease = m_leases.find(from);
        const bool wasHeld = lease != m_leases.end() && lease->second > m_now;
        m_leases[from] = m_now + limits::ClusterLease;
        return give(node,
            { Input::Kind::Renewed, {}, {}, action.number, wasHeld, m_fences.contains(from) });
    }
    case Kind::AskLease: {
        const auto lease = m_leases.find(action.broker);
        const bool isHeld = lease != m_leases.end() && lease->second > m_now;
        return give(node, { Input::Kind::Lease, action.broker, {}, action.number, isHeld });
    }
    case Kind::Fence:
        m_fences.insert(action.broker);
        m_everFenced.insert(action.broker);
        return give(node, { Input::Kind::FenceDone, action.broker, {}, 0, true });
    default:
        return promise(false, "the engine has such a command");
    }
}

void PresenceWorld::publish(const Node &sender, const Input &input)
{
    if (sender.isMute)
        return;
    for (Node &node : m_nodes) {
        if (&node != &sender && node.isAlive && node.isConnected && !node.isDeaf)
            give(node, input);
    }
}

void PresenceWorld::give(Node &node, const Input &input)
{
    if (!node.isAlive)
        return;
    if (node.runs())
        return read(node, input);
    const bool isKnown = std::any_of(
        node.inputs.begin(), node.inputs.end(), [&](const Input &other) {
            return input.kind == Input::Kind::Beat && other.kind == input.kind
                && other.broker == input.broker;
        });
    if (!isKnown)
        node.inputs.push_back(input);
}

void PresenceWorld::read(Node &node, const Input &input)
{
    if (!input.to.isNull() && input.to != node.id())
        return;
    const BrokerId before = node.id();
    Presence &presence = node.presence;
    switch (input.kind) {
    case Input::Kind::Beat:
        node.arrived[input.broker] = m_now;
        promise(!presence.heard(input.broker, m_now) || !node.declaredDead.contains(input.broker),
            "a dead broker is not read");
        break;
    case Input::Kind::Probe:
        presence.probeReturned(input.number, m_now);
        break;
    case Input::Kind::Fenced:
        presence.toldFenced(m_now);
        break;
    case Input::Kind::Renewed:
        presence.renewed(input.number,
            input.isTrue ? std::optional(ClusterEngine::Renewal { *input.isTrue, input.isFenced })
                         : std::nullopt,
            m_now);
        break;
    case Input::Kind::Lease:
        presence.leaseAnswered(input.broker, input.number, input.isTrue, m_now);
        break;
    case Input::Kind::FenceDone:
        presence.fenced(input.broker, input.isTrue.value_or(false), m_now);
        break;
    case Input::Kind::Down:
        presence.engineDown(m_now);
        break;
    }
    act(node);
    if (input.kind == Input::Kind::Fenced || (input.kind == Input::Kind::Renewed && input.isFenced))
        promise(node.id() != before, "a broker that is fenced begins anew");
}

void PresenceWorld::act(Node &node)
{
    for (const PresenceAction &action : node.presence.takeActions())
        obey(node, action);
}

void PresenceWorld::obey(Node &node, const PresenceAction &action)
{
    using Kind = PresenceAction::Kind;
    switch (action.kind) {
    case Kind::Found:
    case Kind::DeclareGone:
    case Kind::Reregister:
        return;
    case Kind::DeclareDead:
        return judgeDeath(node, action.broker);
    case Kind::Reconnect:
        return cut(node);
    case Kind::BeginAnew:
        return beginAnew(node);
    case Kind::Fence:
        judgeFence(node, action.broker);
        break;
    default:
        break;
    }
    if (node.isConnected)
        node.commands.push_back({ action, node.id() });
    else
        fail(node, action);
}

/// The engine answers nothing.
void PresenceWorld::fail(Node &node, const PresenceAction &action)
{
    using Kind = PresenceAction::Kind;
    if (action.kind == Kind::RenewLease)
        give(node, { Input::Kind::Renewed, {}, {}, action.number });
    if (action.kind == Kind::AskLease)
        give(node, { Input::Kind::Lease, action.broker, {}, action.number });
    if (action.kind == Kind::Fence)
        give(node, { Input::Kind::FenceDone, action.broker });
}

void PresenceWorld::beginAnew(Node &node)
{
    ++m_rebirths;
    m_leases.erase(node.id());
    node.presence.begin(BrokerId(node.id().value() + IdsOfABroker), m_now);
    node.commands.clear();
    node.arrived.clear();
    node.isConnected = node.isDeaf = node.isMute = false;
    node.unconnectedSteps = 0;
    node.impaired = m_now;
}

void PresenceWorld::judgeFence(const Node &node, BrokerId broker)
{
    promise(node.presence.state().isUp, "nobody is declared dead while the engine is away");
    const auto last = node.arrived.find(broker);
    promise(last == node.arrived.end() || m_now - last->second >= limits::ClusterSilence,
        "nobody is declared dead whose beats arrive");
    const Node *other = owner(broker);
    promise(!other || !other->runs() || !other->isConnected || other->isMute
            || m_now - other->impaired < WellKnownAfter,
        "nobody is declared dead who is well");
}

void PresenceWorld::judgeDeath(Node &node, BrokerId broker)
{
    ++m_deaths;
    promise(m_everFenced.contains(broker), "death is declared behind a fence");
    promise(node.declaredDead.insert(broker).second, "death is declared once");
}

void PresenceWorld::cut(Node &node)
{
    if (!node.isConnected)
        return;
    node.isConnected = node.isDeaf = node.isMute = false;
    node.unconnectedSteps = 0;
    node.impaired = m_now;
    for (const Command &command : std::exchange(node.commands, {}))
        fail(node, command.action);
    give(node, { Input::Kind::Down });
}

void PresenceWorld::engineAway(bool isEmpty)
{
    m_isUp = false;
    for (Node &node : m_nodes)
        cut(node);
    if (isEmpty) {
        m_leases.clear();
        m_fences.clear();
    }
}

void PresenceWorld::connect(Node &node)
{
    node.isConnected = true;
    node.impaired = m_now;
    node.presence.engineUp(m_now);
    act(node);
}

void PresenceWorld::resume(Node &node, bool isTickFirst)
{
    node.isStopped = false;
    node.unconnectedSteps = 0;
    node.impaired = m_now;
    if (isTickFirst) {
        node.presence.tick(m_now);
        act(node);
    }
    for (const Input &input : std::exchange(node.inputs, {}))
        read(node, input);
    node.presence.tick(m_now);
    act(node);
}

void PresenceWorld::promise(bool holds, const char *what)
{
    if (!holds && m_broken.empty())
        m_broken = what;
}

/// The broker that has this id now.
const PresenceWorld::Node *PresenceWorld::owner(BrokerId id) const
{
    const auto found = std::find_if(m_nodes.begin(), m_nodes.end(),
        [&](const Node &node) { return node.isAlive && node.id() == id; });
    return found == m_nodes.end() ? nullptr : &*found;
}

/// The ids that can still make a difference.
std::set<BrokerId> PresenceWorld::relevantIds() const
{
    std::set<BrokerId> ids;
    for (const Node &node : m_nodes) {
        if (node.isAlive)
            ids.insert(node.id());
        for (const auto &[id, broker] : node.presence.state().brokers)
            ids.insert(id);
        for (const Command &command : node.commands)
            ids.insert({ command.from, command.action.broker });
        for (const Input &input : node.inputs)
            ids.insert({ input.broker, input.to });
    }
    return ids;
}

std::string PresenceWorld::fingerprint() const
{
    std::string out;
    const std::set<BrokerId> relevant = relevantIds();
    out += static_cast<char>(m_faults * 4 + (m_isUp ? 2 : 0) + (m_wasFaultless ? 1 : 0));
    for (const BrokerId id : relevant) {
        appendId(out, id);
        const auto lease = m_leases.find(id);
        appendTime(out, lease == m_leases.end() ? m_now - 1h : lease->second - 12s);
        out += static_cast<char>(m_fences.contains(id) * 2 + m_everFenced.contains(id));
    }
    for (const Node &node : m_nodes)
        appendNode(out, node, relevant);
    return out;
}

void PresenceWorld::appendNode(
    std::string &out, const Node &node, const std::set<BrokerId> &relevant) const
{
    out += static_cast<char>(node.isAlive + node.isStopped * 2 + node.isConnected * 4
        + node.isDeaf * 8 + node.isMute * 16);
    appendQueues(out, node);
    if (!node.isAlive)
        return;
    out += static_cast<char>(node.unconnectedSteps);
    appendTime(out, std::max(node.impaired, m_now - WellKnownAfter));
    for (const auto &[id, time] : node.arrived) {
        if (!node.presence.state().brokers.contains(id))
            continue;
        appendId(out, id);
        appendTime(out, time);
    }
    for (const BrokerId id : node.declaredDead) {
        if (relevant.contains(id))
            appendId(out, id);
    }
    appendPresence(out, node.presence.state(), relevant);
}

void PresenceWorld::appendQueues(std::string &out, const Node &node) const
{
    const Presence::State &state = node.presence.state();
    for (const Command &command : node.commands) {
        out += static_cast<char>(command.action.kind);
        appendId(out, command.from);
        appendId(out, command.action.broker);
        out += command.action.number == state.probe ? '=' : '/';
    }
    out += '|';
    for (const Input &input : node.inputs) {
        out += static_cast<char>(input.kind);
        appendId(out, input.broker);
        appendId(out, input.to);
        const auto known = state.brokers.find(input.broker);
        const bool isCurrent = input.kind == Input::Kind::Lease
            ? known != state.brokers.end() && known->second.question == input.number
            : input.number == state.probe;
        out += static_cast<char>(isCurrent * 8 + input.isTrue.has_value() * 4
            + input.isTrue.value_or(false) * 2 + input.isFenced);
    }
    out += '|';
}

void PresenceWorld::appendPresence(
    std::string &out, const Presence::State &state, const std::set<BrokerId> &relevant) const
{
    out += static_cast<char>(state.isUp + state.hasEnded * 2 + state.isRegistered * 4
        + state.goodSince.has_value() * 8 + (state.probe != 0) * 16 + state.missedProbes * 32);
    for (const Time time : { state.lastTick, state.nextBeat, state.nextProbe, state.nextRenewal,
             state.listeningSince, state.goodSince.value_or(m_now) })
        appendTime(out, time);
    for (const auto &[id, broker] : state.brokers) {
        appendId(out, id);
        out += static_cast<char>(broker.doubt);
        appendTime(out, broker.lastHeard);
        appendTime(out, broker.nextQuestion);
    }
    out += '|';
    for (const Presence::Former &former : state.formers) {
        if (!relevant.contains(former.id))
            continue;
        appendId(out, former.id);
        out += static_cast<char>(former.isDead);
        appendTime(out, former.nextNotice);
    }
    out += '|';
}

/// Older than every wait is the same as any older time.
void PresenceWorld::appendTime(std::string &out, Time time) const
{
    const auto age = m_now - std::clamp(time, m_now - 12s, m_now + 12s);
    out += static_cast<char>(age / 500ms);
}

/// The owner, and the number of its lives since.
void PresenceWorld::appendId(std::string &out, BrokerId id) const
{
    const quint64 index = id.isNull() ? 0 : id.value() % IdsOfABroker;
    const quint64 lives = index == 0
        ? 0
        : (m_nodes[index - 1].id().value() - id.value()) / IdsOfABroker;
    out += static_cast<char>(index * IdsOfABroker + std::min<quint64>(lives, 15));
}

} // namespace broadcaster
