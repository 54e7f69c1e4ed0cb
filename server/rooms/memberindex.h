// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArrayView>

#include <vector>

namespace broadcaster {

class Member;

/// The members of a room by the text of their id: a hash table with open addressing, because there
/// may be a million rooms of one member, or a room of a million. The ids stay with their members.
class MemberIndex final {
public:
    [[nodiscard]] qsizetype count() const { return static_cast<qsizetype>(m_count); }
    /// Null: no member has that id.
    [[nodiscard]] Member *find(QByteArrayView id) const
    {
        return m_count > 0 ? m_places[placeOf(id, hashOf(id))].member : nullptr;
    }
    /// REQUIRES: no member with its id is there.
    void add(Member &member);
    /// Does nothing if the member is not there.
    void remove(const Member &member);

private:
    struct Place {
        Member *member = nullptr; ///< Null: the place is free.
        quint32 hash = 0;
    };

    [[nodiscard]] static quint32 hashOf(QByteArrayView id);
    [[nodiscard]] size_t homeOf(quint32 hash) const { return hash & (m_places.size() - 1); }
    [[nodiscard]] size_t after(size_t place) const { return (place + 1) & (m_places.size() - 1); }
    /// The place of the id, or the free one where it would go. REQUIRES: a free place
    [[nodiscard]] size_t placeOf(QByteArrayView id, quint32 hash) const;
    void resize(size_t places);
    void close(size_t gap);

    std::vector<Place> m_places; ///< None, or a power of two of them.
    size_t m_count = 0;
};

} // namespace broadcaster
