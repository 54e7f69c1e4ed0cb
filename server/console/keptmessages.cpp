// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/console/keptmessages.h"

#include "server/base/tuning.h"

namespace broadcaster {

void KeptMessages::keep(const TrafficBatchPointer &batch, const TrafficRecord &record)
{
    if (m_places.contains(record.number))
        return; // Another console got its beginning, too.
    if (m_batches.empty() || m_batches.back().batch != batch) {
        m_batches.push_back({ batch, {} });
        m_bytes += batch->bytes.size();
    }
    m_batches.back().numbers.append(record.number);
    m_places.insert(record.number, { batch, record.begin, record.size });
    while (m_bytes > limits::KeptMessageBytes && m_batches.size() > 1) {
        const Kept &oldest = m_batches.front();
        for (const quint64 number : oldest.numbers)
            m_places.remove(number);
        m_bytes -= oldest.batch->bytes.size();
        m_batches.pop_front();
    }
}

std::optional<QByteArray> KeptMessages::find(quint64 number) const
{
    const auto place = m_places.find(number);
    if (place == m_places.end())
        return std::nullopt;
    return place->batch->bytes.sliced(place->begin, place->size);
}

void KeptMessages::clear()
{
    m_batches.clear();
    m_places.clear();
    m_bytes = 0;
}

} // namespace broadcaster
