// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/stopsequence.h"

#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/storelimits.h"
#include "server/base/tuning.h"
#include "server/broker/brokerparts.h"
#include "server/gateway/gateway.h"
#include "server/rooms/workerpool.h"
#include "server/usage/usagemeter.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

namespace {

/// At least a short time, because the rooms may have taken most of the budget.
std::chrono::milliseconds flushWait(const QDeadlineTimer &end)
{
    const auto left = std::chrono::milliseconds(end.remainingTime());
    return std::clamp(left, limits::MinFlushTimeout, limits::FlushTimeout);
}

} // namespace

void StopSequence::drain(BrokerParts &parts, std::chrono::milliseconds over, Done done)
{
    m_parts = &parts;
    m_done = std::move(done);
    m_isDraining = true;
    const int stage = m_stages.begin(over + limits::DrainGrace, [this] { stopRooms(); });
    post(parts.gateway(), [this, gateway = parts.gateway(), over, stage] {
        gateway->drain();
        post(this, [this, over, stage] {
            if (!m_stages.isAt(stage))
                return;
            m_parts->rooms()->drain(
                over, this, [this, stage] { m_stages.goOn(stage, [this] { stopRooms(); }); });
        });
    });
}

void StopSequence::stop(BrokerParts &parts, Done done)
{
    m_parts = &parts;
    m_done = std::move(done);
    stopRooms();
}

void StopSequence::stopRooms()
{
    m_isDraining = false;
    m_outcome = {};
    m_parts->closeConsoles();
    m_flushEnd = QDeadlineTimer(limits::FlushBudget);
    // Much may have to be written, so writing begins while the clients go.
    m_parts->meter()->flush(this, [](const Result<void> &) {});
    const int stage = m_stages.begin(limits::StopTimeout + limits::StopGrace, [this] {
        qCCritical(logBroker, "a thread does not end in time: it is left behind");
        m_outcome.threadsHang = true;
        flushUsage();
    });
    post(m_parts->gateway(), [this, gateway = m_parts->gateway(), stage] {
        gateway->stop();
        post(this, [this, stage] {
            if (!m_stages.isAt(stage))
                return;
            m_parts->rooms()->stop(
                this, [this, stage] { m_stages.goOn(stage, [this] { flushUsage(); }); });
        });
    });
}

void StopSequence::flushUsage()
{
    m_parts->meter()->flush(this, [this](const Result<void> &flushed) {
        m_stages.goOn(m_flushStage, [this, &flushed] { onFlushed(flushed.ok()); });
    });
    awaitFlush();
}

/// A slow database may continue, part by part, until the budget is used up.
void StopSequence::awaitFlush()
{
    const qint64 before = m_parts->meter()->statistics().writes;
    m_flushStage = m_stages.begin(flushWait(m_flushEnd), [this, before] {
        if (m_parts->meter()->statistics().writes > before && !m_flushEnd.hasExpired())
            awaitFlush();
        else
            onFlushed(false);
    });
}

void StopSequence::onFlushed(bool isWritten)
{
    m_stages.end();
    m_outcome.isWritten = isWritten;
    // The receiver may start the broker again.
    const Done done = std::exchange(m_done, {});
    done(m_outcome);
}

} // namespace broadcaster
