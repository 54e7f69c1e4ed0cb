// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/memberindex.h"

#include "server/rooms/member.h"

#include <QtCore/QHash>

#include <utility>

namespace broadcaster {

namespace {

constexpr size_t FewestMemberPlaces = 2;

} // namespace

quint32 MemberIndex::hashOf(QByteArrayView id)
{
    return static_cast<quint32>(qHash(id, QHashSeed::globalSeed()));
}

size_t MemberIndex::placeOf(QByteArrayView id, quint32 hash) const
{
    size_t place = homeOf(hash);
    while (m_places[place].member
        && (m_places[place].hash != hash || m_places[place].member->idText() != id))
        place = after(place);
    return place;
}

void MemberIndex::add(Member &member)
{
    if (4 * (m_count + 1) > 3 * m_places.size())
        resize(std::max(FewestMemberPlaces, 2 * m_places.size()));
    const QByteArrayView id = member.idText();
    const quint32 hash = hashOf(id);
    m_places[placeOf(id, hash)] = { &member, hash };
    ++m_count;
}

void MemberIndex::remove(const Member &member)
{
    if (m_count == 0)
        return;
    const QByteArrayView id = member.idText();
    const size_t place = placeOf(id, hashOf(id));
    if (m_places[place].member != &member)
        return;
    close(place);
    --m_count;
    if (m_count == 0)
        m_places = std::vector<Place>();
    else if (8 * m_count < m_places.size())
        resize(m_places.size() / 2);
}

void MemberIndex::resize(size_t places)
{
    const std::vector<Place> before = std::exchange(m_places, std::vector<Place>(places));
    for (const Place &moved : before) {
        if (!moved.member)
            continue;
        size_t place = homeOf(moved.hash);
        while (m_places[place].member)
            place = after(place);
        m_places[place] = moved;
    }
}

/// Frees the place, and moves those behind it that could not be at home because of it.
void MemberIndex::close(size_t gap)
{
    const size_t mask = m_places.size() - 1;
    for (size_t place = after(gap); m_places[place].member; place = after(place)) {
        const size_t home = homeOf(m_places[place].hash);
        if (((place - home) & mask) < ((place - gap) & mask))
            continue; // Its home lies behind the gap.
        m_places[gap] = m_places[place];
        gap = place;
    }
    m_places[gap] = Place();
}

} // namespace broadcaster
