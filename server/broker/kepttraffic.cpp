// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/kepttraffic.h"

#include "server/base/post.h"
#include "server/base/tuning.h"

#include <QtCore/QDeadlineTimer>

#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

KeptTraffic::KeptTraffic(Console &broker)
    : m_broker(broker)
    , m_forwarder({ limits::TrafficBatchesForArchive, limits::TrafficBytesForArchive },
          [this](const TrafficBatchPointer &batch) {
              post(&m_archive, [this, batch] {
                  m_archive.take(batch);
                  post(this, [this] { m_forwarder.onTaken(); });
              });
          })
{
    m_thread.setObjectName(u"archive"_s);
    m_archive.moveToThread(&m_thread);
    m_broker.on<TrafficArrived>(this, [this](const TrafficArrived &event) {
        if (m_isKeeping)
            m_forwarder.take(event.batch);
    });
}

void KeptTraffic::setMost(int messages)
{
    if (messages > 0 && !m_thread.isRunning())
        m_thread.start();
    if (m_thread.isRunning())
        post(&m_archive, [this, messages] { m_archive.setMost(messages); });
    const bool wasKeeping = std::exchange(m_isKeeping, messages > 0);
    if (wasKeeping == m_isKeeping)
        return;
    m_forwarder.forgetMissed();
    if (m_isKeeping)
        m_broker.attachObserver(this);
    else
        m_broker.detachObserver(this);
}

bool KeptTraffic::end()
{
    if (!m_thread.isRunning())
        return true;
    setMost(0); // Answers the searches that wait.
    post(&m_archive, [this] { m_thread.quit(); });
    return m_thread.wait(QDeadlineTimer(limits::ConsolesStopTimeout));
}

} // namespace broadcaster
