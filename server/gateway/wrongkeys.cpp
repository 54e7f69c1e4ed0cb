// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/wrongkeys.h"

#include "server/base/tuning.h"

#include <QtCore/QCryptographicHash>

namespace broadcaster {

QByteArray WrongKeys::digestOf(const QList<QByteArray> &parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : parts) {
        const QByteArray length = QByteArray::number(part.size()) + ':';
        hash.addData(length);
        hash.addData(part);
    }
    return hash.result();
}

bool WrongKeys::contains(const QByteArray &digest, Time now) const
{
    const auto found = m_until.constFind(digest);
    return found != m_until.cend() && *found > now;
}

bool WrongKeys::note(const QByteArray &digest, Time now)
{
    forgetOld(now);
    if (m_until.contains(digest))
        return false;
    if (m_until.size() >= limits::MaxRememberedWrongKeys) {
        m_until.remove(m_order.front().first);
        m_order.pop_front();
    }
    const Time until = now + limits::WrongKeyMemory;
    m_until.insert(digest, until);
    m_order.emplace_back(digest, until);
    return true;
}

void WrongKeys::forgetOld(Time now)
{
    while (!m_order.empty() && m_order.front().second <= now) {
        m_until.remove(m_order.front().first);
        m_order.pop_front();
    }
}

} // namespace broadcaster
