// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/messagetypes.h"

#include "inspect/conversations/messagevalues.h"

#include <algorithm>

namespace broadcaster {

quint32 MessageTypes::indexOf(const ProjectId &project, quint64 projectHash, QByteArrayView name)
{
    const quint64 hash = hashOf(projectHash, hashOf(name));
    const auto known = m_indexes.constFind(hash);
    if (known != m_indexes.constEnd())
        return *known;
    if (m_indexes.size() >= m_maxTypes) {
        ++m_dropped;
        return 0;
    }
    const auto index = static_cast<quint32>(m_types.size());
    m_indexes.insert(hash, index);
    m_types.push_back({ project, name.first(std::min(name.size(), MaxNameBytes)).toByteArray() });
    return index;
}

bool MessageTypes::notePair(quint32 request, quint32 reply, bool isByNext)
{
    Type &asked = m_types[request];
    Type &answer = m_types[reply];
    const bool isFirst = isByNext ? asked.answered == 0 : asked.answered == asked.answeredByNext;
    const bool isFirstReply = answer.replies == 0;
    ++asked.answered;
    asked.answeredByNext += isByNext ? 1 : 0;
    ++answer.replies;
    return isFirst || isFirstReply;
}

} // namespace broadcaster
