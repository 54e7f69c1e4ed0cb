// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/sender.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace broadcaster::bench {

namespace {

constexpr std::size_t SmallFrame = std::size_t { 8 } * 1024;
constexpr std::size_t BytesPerWrite = std::size_t { 256 } * 1024;
constexpr std::size_t LargeFramesPerWrite = 16;
constexpr int MostDueAtOnce = 8192;

} // namespace

Sender::Sender(Run &run, Transport &transport, std::deque<Group> &groups)
    : m_run(run)
    , m_transport(transport)
    , m_groups(groups)
{
}

void Sender::prepare(std::deque<Connection> &connections)
{
    const Options &options = m_run.options;
    const std::string_view to = options.scenario == Scenario::Fanout ? ""
                                                                     : R"({"type":"data-agent"})";
    const MessageTemplate &request = m_templates.emplace_back("runtime", to, options);
    const auto messages = static_cast<quint64>(options.messages);
    // A paced message waits for nobody; a sender that is a whole second late is lost to the
    // measurement.
    const auto outstanding = static_cast<quint32>(
        options.scenario == Scenario::Paced ? options.rate : options.window);
    quint64 before = 0; // Messages sent by the earlier groups.
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        Group &group = m_groups[i];
        const quint64 after = messages * (i + 1) / m_groups.size();
        group.quota = messages > 0 ? after - before : std::numeric_limits<quint64>::max();
        before = after;
        group.sender->message = &request;
        if (group.receivers > 1)
            group.arrivals.assign(std::bit_ceil(outstanding), 0);
    }
    if (!options.replies)
        return;
    for (Connection &connection : connections) {
        if (connection.role == Role::Receiver)
            connection.message = &m_templates.emplace_back(
                "data-agent", R"({"id":")" + connection.group->sender->id + "\"}", options);
    }
}

void Sender::start()
{
    const auto active = static_cast<std::size_t>(m_run.options.active);
    for (std::size_t i = active > 0 ? active : m_groups.size(); i > 0; --i)
        startNext();
}

void Sender::startNext()
{
    if (m_started < m_groups.size())
        fill(m_groups[m_started++]);
}

void Sender::fill(Group &group)
{
    group.moved = false;
    const Connection &sender = *group.sender;
    if (!m_run.inTraffic() || m_run.options.scenario == Scenario::Paced)
        return;
    const auto window = static_cast<quint64>(m_run.options.window);
    const std::size_t frameSize = sender.message->frame().size();
    while (sender.stage == Stage::Open && sender.output.empty()) {
        const quint64 free = std::min(
            window - (group.sent - group.confirmed), group.quota - group.sent);
        if (free == 0) {
            if (group.confirmed == group.quota)
                startNext();
            return;
        }
        group.stamp.setTime(m_run.elapsed());
        if (frameSize <= SmallFrame)
            sendSmall(group, std::min<quint64>(free, BytesPerWrite / frameSize));
        else
            sendLarge(group, std::min<quint64>(free, LargeFramesPerWrite));
    }
}

void Sender::sendSmall(Group &group, quint64 count)
{
    for (quint64 i = 0; i < count; ++i) {
        group.sender->message->append(group.sender->output, group.stamp);
        group.stamp.incrementNumber();
    }
    group.sent += count;
    m_run.counters.sent += count;
    m_transport.flush(*group.sender);
}

// Only the beginning of each frame is copied and patched; the rest is sent from the template.
void Sender::sendLarge(Group &group, quint64 count)
{
    const MessageTemplate &message = *group.sender->message;
    const std::string_view frame = message.frame();
    const std::size_t patched = message.patchedSize();
    m_beginnings.resize(LargeFramesPerWrite * patched);
    std::array<iovec, 2 * LargeFramesPerWrite> pieces {};
    for (std::size_t i = 0; i < count; ++i) {
        char *beginning = m_beginnings.data() + i * patched;
        std::copy_n(frame.data(), patched, beginning);
        message.patch(beginning, group.stamp);
        group.stamp.incrementNumber();
        pieces[2 * i] = { beginning, patched };
        pieces[2 * i + 1] = { const_cast<char *>(frame.data()) + patched, frame.size() - patched };
    }
    group.sent += count;
    m_run.counters.sent += count;
    m_transport.sendPieces(*group.sender, { pieces.data(), 2 * count });
}

// Message i is due at start + i / rate, whatever became of the others; projects take turns.
bool Sender::sendDue()
{
    const std::chrono::nanoseconds now = m_run.elapsed();
    const std::chrono::duration<double, std::nano> step(1e9 / m_run.options.rate);
    const quint64 first = m_scheduled;
    for (int i = 0; i < MostDueAtOnce; ++i) {
        const std::chrono::nanoseconds due = m_run.trafficStart
            + std::chrono::round<std::chrono::nanoseconds>(step * static_cast<double>(m_scheduled));
        if (due > now)
            break;
        m_groups[m_scheduled % m_groups.size()].due.push_back(due);
        ++m_scheduled;
    }
    const quint64 touched = std::min<quint64>(m_scheduled - first, m_groups.size());
    for (quint64 i = 0; i < touched; ++i)
        sendDue(m_groups[(first + i) % m_groups.size()], now);
    return touched > 0;
}

void Sender::sendDue(Group &group, std::chrono::nanoseconds now)
{
    Connection &sender = *group.sender;
    for (const std::chrono::nanoseconds due : group.due) {
        if (m_run.phase == Phase::Measure)
            m_run.lateness.add(now - due);
        group.stamp.setTime(due);
        sender.message->append(sender.output, group.stamp);
        group.stamp.incrementNumber();
    }
    group.sent += group.due.size();
    m_run.counters.sent += group.due.size();
    group.due.clear();
    if (!sender.waitsToWrite)
        m_transport.flush(sender);
}

} // namespace broadcaster::bench
