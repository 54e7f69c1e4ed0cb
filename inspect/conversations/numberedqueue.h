// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <array>
#include <deque>
#include <memory>

namespace broadcaster {

/// A queue of elements that never move. Each has a number, one more than that of the element
/// before. Other elements refer to it by its short number, the lower 32 bits; 0 refers to none.
template <typename T>
class NumberedQueue {
public:
    [[nodiscard]] quint64 first() const { return m_first; }
    [[nodiscard]] quint64 end() const { return m_end; }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_end - m_first); }
    [[nodiscard]] qsizetype bytes() const
    {
        return static_cast<qsizetype>(m_chunks.size() * sizeof(Chunk));
    }

    /// REQUIRES: first() <= number < end()
    [[nodiscard]] T &at(quint64 number) { return element(number - m_first); }
    [[nodiscard]] const T &at(quint64 number) const { return element(number - m_first); }
    /// Null when the element is gone.
    [[nodiscard]] T *find(quint32 shortNumber)
    {
        return isKept(shortNumber) ? &element(offsetOf(shortNumber)) : nullptr;
    }
    [[nodiscard]] const T *find(quint32 shortNumber) const
    {
        return isKept(shortNumber) ? &element(offsetOf(shortNumber)) : nullptr;
    }

    /// Returns the short number.
    quint32 push(const T &added)
    {
        if ((m_skipped + m_end - m_first) / ChunkSize == m_chunks.size())
            m_chunks.push_back(std::make_unique<Chunk>());
        element(m_end - m_first) = added;
        return static_cast<quint32>(m_end++);
    }
    /// REQUIRES: it is not empty.
    void popFront()
    {
        ++m_first;
        if (++m_skipped == ChunkSize) {
            m_skipped = 0;
            m_chunks.pop_front();
        }
    }

private:
    static constexpr quint64 ChunkSize = 1024;
    using Chunk = std::array<T, ChunkSize>;

    [[nodiscard]] T &element(quint64 offset) const
    {
        const quint64 place = m_skipped + offset;
        return (*m_chunks[place / ChunkSize])[place % ChunkSize];
    }
    [[nodiscard]] quint32 offsetOf(quint32 shortNumber) const
    {
        return shortNumber - static_cast<quint32>(m_first);
    }
    [[nodiscard]] bool isKept(quint32 shortNumber) const
    {
        return shortNumber != 0 && offsetOf(shortNumber) < m_end - m_first;
    }

    std::deque<std::unique_ptr<Chunk>> m_chunks;
    quint64 m_skipped = 0; ///< Elements that are gone from the first chunk.
    quint64 m_first = 1;
    quint64 m_end = 1;
};

} // namespace broadcaster
