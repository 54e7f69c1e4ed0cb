// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/clusteroutbox.h"

#include "server/base/tuning.h"

#include <utility>

namespace broadcaster {

ClusterOutbox::Box &ClusterOutbox::boxFor(BrokerId broker)
{
    std::unique_ptr<Box> &box = m_boxes[broker.value()];
    if (!box) {
        box = std::make_unique<Box>();
        box->m_records.to = broker;
        box->m_waiting = m_port.waitingFor(broker);
    }
    return *box;
}

void ClusterOutbox::forget(BrokerId broker)
{
    const auto found = m_boxes.find(broker.value());
    if (found == m_boxes.end())
        return;
    std::erase(m_listed, found->second.get());
    m_boxes.erase(found);
}

void ClusterOutbox::beginAnew()
{
    ++m_life;
    m_listed.clear();
    m_boxes.clear();
}

void ClusterOutbox::list(Box &box)
{
    if (std::exchange(box.m_isListed, true))
        return;
    if (m_listed.empty())
        m_due();
    m_listed.push_back(&box);
}

void ClusterOutbox::addPresence(Box &box)
{
    list(box);
    ++box.m_records.count;
    box.m_records.hasPresence = true;
}

void ClusterOutbox::addMessage(Box &box, quint64 project, const RemoteMessage &message)
{
    list(box);
    OutgoingRecords &records = box.m_records;
    const qint64 waiting = box.m_waiting->load(std::memory_order_relaxed);
    if (waiting + records.records.size() >= limits::ClusterQueueBytes) {
        ++records.refused;
        return;
    }
    appendMessageHead(
        records.records, project, message, static_cast<qsizetype>(message.frame.size()));
    records.records.append(message.frame.data(), static_cast<qsizetype>(message.frame.size()));
    ++records.count;
    ++records.messages;
}

void ClusterOutbox::addJoin(Box &box, quint64 project, const RemoteClient &client)
{
    addPresence(box);
    appendJoin(box.m_records.records, project, client);
}

void ClusterOutbox::addLeave(Box &box, quint64 project, const ClientKey &client)
{
    addPresence(box);
    appendLeave(box.m_records.records, project, client);
}

void ClusterOutbox::addRoster(Box &box, quint64 project, const ProjectRoster &roster)
{
    addPresence(box);
    appendRoster(box.m_records.records, project, roster);
}

void ClusterOutbox::flush()
{
    for (Box *box : std::exchange(m_listed, {})) {
        box->m_isListed = false;
        OutgoingRecords rest;
        rest.to = box->broker();
        box->m_records.life = m_life;
        m_port.send(std::exchange(box->m_records, std::move(rest)));
    }
}

} // namespace broadcaster
