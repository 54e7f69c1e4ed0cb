// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QHash>

#include <array>
#include <unordered_map>
#include <utility>

namespace broadcaster {

/// Qt's hash of a key, for the containers of the standard library. Differs from run to run, so that
/// nobody can choose keys that collide.
template <typename Key>
struct QtHash {
    [[nodiscard]] size_t operator()(const Key &key) const
    {
        return qHash(key, QHashSeed::globalSeed());
    }
};

/// A hash map in many parts, each of which grows on its own: with a million entries the next one
/// never has to wait until all of them have moved.
template <typename Key, typename Value, typename Hash = QtHash<Key>>
class SpreadMap final {
    static constexpr unsigned PartBits = 8;

public:
    static constexpr size_t PartCount = size_t { 1 } << PartBits;

    /// The part of a key, there or not. It never changes.
    [[nodiscard]] static size_t partOf(const Key &key)
    {
        // Mixed, because keys may be numbers in a row: all parts would grow at the same time.
        constexpr quint64 Mixer = 0x9e3779b97f4a7c15;
        const quint64 hash = Hash()(key);
        const quint64 mixed = (hash ^ (hash >> 32U)) * Mixer;
        return static_cast<size_t>(((mixed ^ (mixed >> 29U)) * Mixer) >> (64U - PartBits));
    }

    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    /// Null: the key is not there.
    [[nodiscard]] const Value *find(const Key &key) const
    {
        const Part &part = m_parts[partOf(key)];
        const auto found = part.find(key);
        return found != part.end() ? &found->second : nullptr;
    }
    [[nodiscard]] Value *find(const Key &key)
    {
        return const_cast<Value *>(std::as_const(*this).find(key));
    }
    /// Some value. REQUIRES: !isEmpty()
    [[nodiscard]] Value &any()
    {
        size_t part = 0;
        while (m_parts[part].empty())
            ++part;
        return m_parts[part].begin()->second;
    }
    /// The value of the key, which is a new one if the key was not there.
    Value &operator[](const Key &key)
    {
        Part &part = m_parts[partOf(key)];
        const auto [place, isNew] = part.try_emplace(key);
        m_size += isNew ? 1 : 0;
        return place->second;
    }
    void remove(const Key &key)
    {
        m_size -= static_cast<qsizetype>(m_parts[partOf(key)].erase(key));
    }
    void clear()
    {
        for (Part &part : m_parts)
            part.clear();
        m_size = 0;
    }
    /// Calls `visit(const Key &, const Value &)`, which may not change the map.
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (size_t part = 0; part < PartCount; ++part)
            forEachOf(part, visit);
    }
    /// The same for one part.
    template <typename Visit>
    void forEachOf(size_t part, Visit &&visit) const
    {
        for (const auto &[key, value] : m_parts[part])
            visit(key, value);
    }

private:
    using Part = std::unordered_map<Key, Value, Hash>;

    std::array<Part, PartCount> m_parts;
    qsizetype m_size = 0;
};

} // namespace broadcaster
