// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/trafficfeed.h"

#include "server/base/post.h"
#include "server/base/tuning.h"

#include <QtCore/QDateTime>

namespace broadcaster {

namespace {

static_assert(limits::MaxRoomThreads <= 1 << (64 - TrafficFeed::RecordNumberBits));

/// The clock in microseconds: neither clients nor messages come as often as that, so the number is
/// beyond the numbers of any earlier run.
quint64 beyondEarlierRuns()
{
    return static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000;
}

} // namespace

TrafficFeed::TrafficFeed(QObject *context, int index, Sampled sampled)
    : m_context(context)
    , m_sampled(std::move(sampled))
    , m_sampler(beyondEarlierRuns(),
          (static_cast<quint64>(index) << TrafficFeed::RecordNumberBits) + beyondEarlierRuns(),
          [this] { arm(); })
{
}

void TrafficFeed::handOver()
{
    if (TrafficBatchPointer batch = m_sampler.take()) {
        m_sampled(std::move(batch), [this] { post(m_context, [this] { onTaken(); }); });
        if (!m_sampler.isIdle())
            arm(); // Messages were dropped behind it.
    }
}

void TrafficFeed::arm()
{
    if (m_deadline && !m_deadline->isArmed())
        m_deadline->arm(limits::TrafficInterval, [this] { handOver(); });
}

void TrafficFeed::onTaken()
{
    m_sampler.acknowledge();
    if (!m_sampler.isIdle())
        arm();
}

} // namespace broadcaster
