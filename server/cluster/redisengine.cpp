// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/redisengine.h"

#include "server/base/post.h"
#include "server/base/redislimits.h"
#include "server/base/tuning.h"
#include "server/cluster/jumphash.h"

#include <algorithm>
#include <array>

namespace broadcaster {

namespace {

QByteArray inMilliseconds(std::chrono::milliseconds time)
{
    return QByteArray::number(static_cast<qint64>(time.count()));
}

} // namespace

/// The answers of several servers to the same commands.
struct RedisEngine::Round {
    qsizetype waiting = 0; ///< Servers that have not answered.
    Replies replies {};
    std::function<void(const Replies &)> done;
};

RedisEngine::RedisEngine(RedisEngineOptions options, SocketPoller &poller, TimerQueue &timers)
    : m_prefix("bc:" + options.nameSpace + ':')
    , m_poller(poller)
{
    const RedisConnection::Events events { [this] { tellOfChange(); },
        [this](const QByteArray &batch) {
            if (m_events.received)
                m_events.received(batch);
        } };
    for (const RedisUrl &url : options.servers)
        m_links.push_back(std::make_unique<RedisLink>(
            RedisTarget { url, m_prefix + options.clientName, options.tls }, m_prefix, poller,
            timers, events));
}

RedisEngine::~RedisEngine() = default;

void RedisEngine::open(BrokerId self, Events events)
{
    m_self = self;
    m_events = std::move(events);
    for (const auto &link : m_links)
        link->open(self);
}

void RedisEngine::close()
{
    m_events = {};
    for (const auto &link : m_links)
        link->close();
}

bool RedisEngine::isUp() const
{
    return std::ranges::any_of(m_links, [](const auto &link) { return link->isUp(); });
}

QList<EngineState> RedisEngine::states() const
{
    QList<EngineState> states;
    for (const auto &link : m_links)
        states.append(link->state());
    return states;
}

void RedisEngine::reconnect()
{
    for (const auto &link : m_links)
        link->reopen();
}

void RedisEngine::tellOfChange()
{
    if (std::exchange(m_isChangePosted, true))
        return;
    post(&m_context, [this] {
        m_isChangePosted = false;
        if (m_events.changed)
            m_events.changed();
    });
}

// Messages

/// The servers that are up, the one that the receiver's id chooses first.
std::vector<RedisLink *> RedisEngine::linksTo(BrokerId broker) const
{
    const auto count = static_cast<qsizetype>(m_links.size());
    const qsizetype first = jumpHash(broker.value(), count);
    std::vector<RedisLink *> links;
    for (qsizetype i = 0; i < count; ++i) {
        RedisLink *link = m_links[static_cast<size_t>((first + i) % count)].get();
        if (link->commands().isUp())
            links.push_back(link);
    }
    return links;
}

void RedisEngine::publish(BrokerId to, const QByteArray &batch, Published done)
{
    publishBy(linksTo(to), to, batch, std::move(done));
}

/// A receiver that the first server does not reach may listen at the next one.
void RedisEngine::publishBy(
    std::vector<RedisLink *> links, BrokerId to, const QByteArray &batch, Published done)
{
    if (links.empty()) {
        post(&m_poller, [done = std::move(done)] { done(std::nullopt); });
        return;
    }
    RedisLink *const link = links.front();
    links.erase(links.begin());
    const std::array<QByteArray, 3> words { "PUBLISH", m_prefix + inboxName(to), batch };
    link->commands().send(words,
        [this, links = std::move(links), to, batch, done = std::move(done)](
            const RedisValue *value) mutable {
            if (value && value->number == 0 && !links.empty())
                publishBy(std::move(links), to, batch, std::move(done));
            else
                done(value ? std::optional(value->number) : std::nullopt);
        });
}

void RedisEngine::publishToAll(const QByteArray &batch)
{
    tellAll({ "PUBLISH", m_prefix + ControlName, batch });
}

qsizetype RedisEngine::unsentBytes() const
{
    qsizetype bytes = 0;
    for (const auto &link : m_links)
        bytes += link->commands().unsentBytes();
    return bytes;
}

// Questions to all servers

void RedisEngine::tellAll(const Command &command)
{
    for (const auto &link : m_links)
        link->commands().send(command, [](const RedisValue *) {});
}

void RedisEngine::askAll(const QList<Command> &commands, std::function<void(const Replies &)> done)
{
    auto round = std::make_shared<Round>();
    round->waiting = static_cast<qsizetype>(m_links.size());
    round->done = std::move(done);
    for (const auto &link : m_links)
        askOne(*link, commands, round);
}

void RedisEngine::askOne(
    RedisLink &link, const QList<Command> &commands, std::shared_ptr<Round> round)
{
    const auto values = std::make_shared<std::vector<RedisValue>>();
    const auto count = static_cast<size_t>(commands.size());
    for (qsizetype i = 0; i < commands.size(); ++i) {
        const bool isLast = i == commands.size() - 1;
        link.commands().send(commands[i], [round, values, count, isLast](const RedisValue *value) {
            if (value)
                values->push_back(*value);
            if (!isLast)
                return;
            if (values->size() == count)
                round->replies.push_back(std::move(*values));
            if (--round->waiting == 0)
                round->done(round->replies);
        });
    }
}

// The register

void RedisEngine::askBrokers(const QList<Command> &commands, Brokers done)
{
    askAll(commands, [done = std::move(done)](const Replies &replies) {
        std::vector<BrokerId> brokers;
        for (const std::vector<RedisValue> &values : replies) {
            for (const RedisValue &entry : values.back().list) {
                if (const std::optional<BrokerId> broker = BrokerId::fromText(entry.text))
                    brokers.push_back(*broker);
            }
        }
        std::ranges::sort(brokers);
        brokers.erase(std::unique(brokers.begin(), brokers.end()), brokers.end());
        done(replies.empty() ? std::nullopt : std::optional(std::move(brokers)));
    });
}

void RedisEngine::enter(const QByteArray &project, Brokers done)
{
    const QByteArray entries = name("p:", project);
    askBrokers(
        { { "HSET", entries, m_self.text(), "1" },
            { "PEXPIRE", entries, inMilliseconds(limits::ClusterEntry) }, { "HKEYS", entries } },
        std::move(done));
}

void RedisEngine::brokersOf(const QByteArray &project, Brokers done)
{
    askBrokers({ { "HKEYS", name("p:", project) } }, std::move(done));
}

void RedisEngine::remove(const QByteArray &project, BrokerId broker)
{
    tellAll({ "HDEL", name("p:", project), broker.text() });
}

// Leases

void RedisEngine::renewLease(std::function<void(std::optional<Renewal>)> done)
{
    askAll({ { "SET", leaseName(m_self), "1", "PX", inMilliseconds(limits::ClusterLease), "GET" },
               { "EXISTS", fenceName(m_self) } },
        [done = std::move(done)](const Replies &replies) {
            Renewal renewal;
            for (const std::vector<RedisValue> &values : replies) {
                renewal.wasHeld |= values[0].kind == RedisValue::Kind::Text;
                renewal.isFenced |= values[1].number > 0;
            }
            done(replies.empty() ? std::nullopt : std::optional(renewal));
        });
}

void RedisEngine::giveUpLease()
{
    tellAll({ "DEL", leaseName(m_self) });
}

void RedisEngine::hasLease(BrokerId broker, std::function<void(std::optional<bool>)> done)
{
    askAll({ { "EXISTS", leaseName(broker) } }, [done = std::move(done)](const Replies &replies) {
        const bool isHeld = std::ranges::any_of(
            replies, [](const auto &values) { return values[0].number > 0; });
        done(replies.empty() ? std::nullopt : std::optional(isHeld));
    });
}

void RedisEngine::fence(BrokerId broker, std::function<void(bool)> done)
{
    askAll({ { "SET", fenceName(broker), "1", "PX", inMilliseconds(limits::ClusterFence) } },
        [done = std::move(done)](const Replies &replies) { done(!replies.empty()); });
}

QByteArray RedisEngine::name(const char *kind, const QByteArray &rest) const
{
    return m_prefix + kind + rest;
}

QByteArray RedisEngine::leaseName(BrokerId broker) const
{
    return name("lease:", broker.text());
}

QByteArray RedisEngine::fenceName(BrokerId broker) const
{
    return name("fence:", broker.text());
}

} // namespace broadcaster
