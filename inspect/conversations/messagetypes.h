// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QHash>

#include <vector>

namespace broadcaster {

/// The types of messages in all projects, and the part that they usually have in a conversation.
class MessageTypes final {
public:
    static constexpr qsizetype MaxNameBytes = 128; ///< The names of longer types are cut off.

    struct Type {
        ProjectId project; ///< Null for types that found no room.
        QByteArray name; ///< As on the wire, escapes included. May be empty.
        quint64 answered = 0; ///< Replies to requests of this type.
        quint64 answeredByNext = 0; ///< Those of them that were found without a value.
        quint64 replies = 0; ///< Replies of this type.
    };

    explicit MessageTypes(qsizetype maxTypes)
        : m_maxTypes(maxTypes)
    {
    }

    /// The index never changes. 0 for types that find no room.
    [[nodiscard]] quint32 indexOf(
        const ProjectId &project, quint64 projectHash, QByteArrayView name);
    /// A message of the second type answers one of the first. Returns true when it is the first
    /// sign of that.
    bool notePair(quint32 request, quint32 reply, bool isByNext);
    [[nodiscard]] const Type &at(quint32 index) const { return m_types[index]; }
    [[nodiscard]] qsizetype count() const { return static_cast<qsizetype>(m_types.size()); }
    /// Messages whose type found no room.
    [[nodiscard]] quint64 dropped() const { return m_dropped; }

private:
    qsizetype m_maxTypes;
    QHash<quint64, quint32> m_indexes; ///< By the hash of project and name.
    std::vector<Type> m_types { {} };
    quint64 m_dropped = 0;
};

} // namespace broadcaster
