// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/messagenote.h"

#include <map>
#include <optional>

namespace broadcaster {

/// The notes on the messages of a store, by sequence. Bounded, because each costs memory beside the
/// limits of the store.
class MessageNotes final {
public:
    static constexpr size_t MaxCount = 1000;

    /// Null: there is none.
    [[nodiscard]] const MessageNote *find(quint64 sequence) const
    {
        if (m_notes.empty()) // Almost always; and it is asked for every row of a filter.
            return nullptr;
        const auto found = m_notes.find(sequence);
        return found == m_notes.end() ? nullptr : &found->second;
    }
    /// An empty note removes it. False: there are as many as there may be.
    [[nodiscard]] bool set(quint64 sequence, const MessageNote &note);
    /// Takes over the notes of another store, whose sequences grow by `shift`. Those without room
    /// are lost.
    void takeAll(MessageNotes &other, quint64 shift);
    /// Notes on older messages are lost.
    void dropBefore(quint64 first);
    void clear();

    [[nodiscard]] const std::map<quint64, MessageNote> &all() const { return m_notes; }
    /// Notes that were lost with their messages since the last clear().
    [[nodiscard]] quint64 lost() const { return m_lost; }
    /// Counts a note that found no room.
    void noteLost() { ++m_lost; }

private:
    std::map<quint64, MessageNote> m_notes;
    quint64 m_lost = 0;
};

} // namespace broadcaster
