// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/messagenotes.h"

namespace broadcaster {

bool MessageNotes::set(quint64 sequence, const MessageNote &note)
{
    if (note.isEmpty()) {
        m_notes.erase(sequence);
        return true;
    }
    if (m_notes.size() >= MaxCount && !m_notes.contains(sequence))
        return false;
    m_notes[sequence] = note;
    return true;
}

void MessageNotes::takeAll(MessageNotes &other, quint64 shift)
{
    m_lost += other.m_lost;
    for (auto &[sequence, note] : other.m_notes) {
        if (!set(sequence + shift, note))
            noteLost();
    }
    other.clear();
}

void MessageNotes::dropBefore(quint64 first)
{
    const auto end = m_notes.lower_bound(first);
    m_lost += static_cast<quint64>(std::distance(m_notes.begin(), end));
    m_notes.erase(m_notes.begin(), end);
}

void MessageNotes::clear()
{
    m_notes.clear();
    m_lost = 0;
}

} // namespace broadcaster
