// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/knownkeys.h"

#include "server/base/storelimits.h"

#include <algorithm>

namespace broadcaster {

std::optional<qint64> KnownKeys::find(
    const ProjectId &project, const QByteArray &hash, TimePoint now) const
{
    const auto key = m_keys.find(hash);
    if (key == m_keys.end() || key->project != project
        || now - std::max(key->found, m_confirmed) > limits::KnownKeyTime)
        return std::nullopt;
    return key->id;
}

void KnownKeys::add(const ProjectId &project, const QByteArray &hash, qint64 keyId, TimePoint now)
{
    if (m_keys.size() >= limits::MaxKnownKeys && !m_keys.contains(hash))
        m_keys.erase(m_keys.begin()); // Erases any key: the order is that of a seeded hash.
    m_keys.insert(hash, { project, keyId, now });
}

void KnownKeys::remove(qint64 keyId)
{
    m_keys.removeIf([keyId](const auto &entry) { return entry.value().id == keyId; });
}

void KnownKeys::keepOnly(const QSet<qint64> &activeKeys)
{
    m_keys.removeIf([&](const auto &entry) { return !activeKeys.contains(entry.value().id); });
}

} // namespace broadcaster
