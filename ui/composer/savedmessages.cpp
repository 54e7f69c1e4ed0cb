// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/savedmessages.h"

#include <algorithm>

namespace broadcaster {

QString savedName(const QString &typed)
{
    return typed.simplified().left(SavedMessages::MaxNameLength).trimmed();
}

SavedMessages::SavedMessages(const QHash<QString, QByteArray> &messages)
{
    QStringList names = messages.keys();
    std::sort(names.begin(), names.end());
    for (const QString &name : std::as_const(names)) {
        if (name == savedName(name))
            static_cast<void>(save(name, messages.value(name)));
    }
}

QStringList SavedMessages::names() const
{
    QStringList names = m_texts.keys();
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) {
        const int order = QString::localeAwareCompare(a.toCaseFolded(), b.toCaseFolded());
        return order == 0 ? a < b : order < 0;
    });
    return names;
}

SavedMessages::Outcome SavedMessages::save(const QString &name, const QByteArray &text)
{
    if (name.isEmpty())
        return Outcome::NoName;
    if (!contains(name) && m_texts.size() >= MaxCount)
        return Outcome::TooMany;
    if (text.size() > MaxTextBytes)
        return Outcome::TextTooLarge;
    const qsizetype bytes = m_bytes - m_texts.value(name).size() + text.size();
    if (bytes > MaxTotalBytes)
        return Outcome::TotalTooLarge;
    m_bytes = bytes;
    m_texts.insert(name, text);
    return Outcome::Done;
}

SavedMessages::Outcome SavedMessages::rename(const QString &from, const QString &to)
{
    if (to.isEmpty())
        return Outcome::NoName;
    if (from == to || !contains(from))
        return Outcome::Done;
    if (contains(to))
        return Outcome::NameTaken;
    m_texts.insert(to, m_texts.take(from));
    return Outcome::Done;
}

void SavedMessages::remove(const QString &name)
{
    m_bytes -= m_texts.take(name).size();
}

} // namespace broadcaster
