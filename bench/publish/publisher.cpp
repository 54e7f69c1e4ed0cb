// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/publish/publisher.h"

#include <array>
#include <cmath>
#include <cstring>

namespace broadcaster::bench {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view Channel = "broadcaster-publish";
constexpr std::chrono::nanoseconds DrainTime = 10s;
constexpr quint64 MostDueAtOnce = 8192;

using Seconds = std::chrono::duration<double>;
/// Time of sending in nanoseconds, and number, at the beginning of a message.
using Head = std::array<quint64, 2>;

double rounded(double value, double parts)
{
    return std::isfinite(value) ? std::round(value * parts) / parts : 0;
}

double microseconds(std::chrono::nanoseconds value)
{
    return rounded(static_cast<double>(value.count()) / 1000, 10);
}

} // namespace

Publisher::Publisher(const PublishOptions &options)
    : m_options(options)
    , m_publisher(options.port)
    , m_subscriber(options.port)
    , m_message(static_cast<size_t>(options.size), 'x')
{
}

QJsonObject Publisher::run()
{
    subscribe();
    m_trafficStart = elapsed();
    m_measureStart = m_trafficStart + m_options.warmup;
    pollUntil(m_measureStart, true);
    const Moment first = moment();
    pollUntil(m_measureStart + m_options.duration, true);
    const Moment last = moment();
    pollUntil(elapsed() + DrainTime, false);
    return report(first, last);
}

void Publisher::subscribe()
{
    m_subscriber.append({ "SUBSCRIBE", Channel });
    while (!m_subscriber.next()) {
        m_subscriber.flush();
        m_subscriber.read();
    }
}

/// Without publishing, also the last message ends it.
void Publisher::pollUntil(std::chrono::nanoseconds end, bool publishes)
{
    for (auto now = elapsed(); now < end; now = elapsed()) {
        if (publishes)
            publishAll(now);
        else if (m_received == m_published)
            return;
        m_publisher.flush();
        m_publisher.read();
        while (m_publisher.next()) { }
        receive();
    }
}

void Publisher::publishAll(std::chrono::nanoseconds now)
{
    if (m_options.rate == 0) {
        const auto window = static_cast<quint64>(m_options.window);
        while (m_published - m_received < window)
            publish(now);
        return;
    }
    const std::chrono::duration<double, std::nano> step(1e9 / m_options.rate);
    for (quint64 i = 0; i < MostDueAtOnce; ++i) {
        const auto due = m_trafficStart
            + std::chrono::round<std::chrono::nanoseconds>(step * static_cast<double>(m_published));
        if (due > now)
            return;
        publish(due);
    }
}

void Publisher::publish(std::chrono::nanoseconds sent)
{
    const Head head { static_cast<quint64>(sent.count()), m_published++ };
    std::memcpy(m_message.data(), head.data(), sizeof head);
    m_publisher.append({ "PUBLISH", Channel, m_message });
}

void Publisher::receive()
{
    m_subscriber.read();
    const std::chrono::nanoseconds now = elapsed();
    while (const Reply message = m_subscriber.next()) {
        if (message->elements != 3 || message->element[2]->len != m_message.size()) {
            ++m_disorder;
            continue;
        }
        Head head {};
        std::memcpy(head.data(), message->element[2]->str, sizeof head);
        m_disorder += head[1] != m_received++ ? 1 : 0;
        const std::chrono::nanoseconds sent(head[0]);
        if (sent >= m_measureStart && sent < m_measureStart + m_options.duration)
            m_latency.add(now - sent);
    }
}

std::chrono::nanoseconds Publisher::elapsed() const
{
    return std::chrono::steady_clock::now() - m_start;
}

Publisher::Moment Publisher::moment() const
{
    return { elapsed(), readProcessorUsage(m_options.serverPid), m_received };
}

QJsonObject Publisher::report(const Moment &first, const Moment &last) const
{
    const double seconds = Seconds(last.time - first.time).count();
    const auto share = [&](std::chrono::nanoseconds part) {
        return rounded(Seconds(part).count() / seconds, 1000);
    };
    const auto server = last.usage.server - first.usage.server;
    const auto load = last.usage.load - first.usage.load;
    return {
        { u"rate"_s, m_options.rate },
        { u"window"_s, m_options.window },
        { u"size"_s, m_options.size },
        { u"seconds"_s, rounded(seconds, 100) },
        { u"received_per_s"_s,
            rounded(static_cast<double>(last.received - first.received) / seconds, 1) },
        { u"p50_us"_s, microseconds(m_latency.quantile(0.5)) },
        { u"p99_us"_s, microseconds(m_latency.quantile(0.99)) },
        { u"max_us"_s, microseconds(m_latency.largest()) },
        { u"server_cpu"_s, share(server) },
        { u"other_cpu"_s, share(last.usage.machine - first.usage.machine - server - load) },
        { u"errors"_s, static_cast<double>(m_disorder + m_published - m_received) },
    };
}

} // namespace broadcaster::bench
