// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace broadcaster {

class StructuralIndex;

/// The grammar of RFC 8259 over the tokens of a StructuralIndex, and the bytes between them. Tokens
/// have numbers: the first is 0. Never recurses.
class JsonWalker final {
public:
    /// REQUIRES: 64 readable bytes behind `text`; both outlive this.
    JsonWalker(std::string_view text, const StructuralIndex &index);

    /// The text is one object; otherwise nothing else may be called. Does not look at the members.
    [[nodiscard]] bool isFramedAsObject() const;

    [[nodiscard]] char charAt(uint32_t token) const { return m_text[m_positions[token]]; }
    [[nodiscard]] uint32_t position(uint32_t token) const { return m_positions[token]; }
    [[nodiscard]] bool isLast(uint32_t token) const { return token + 1 == m_count; }

    /// Whether a member's name and its colon begin at `token`: the value is two tokens on.
    [[nodiscard]] bool isKey(uint32_t token) const
    {
        return charAt(token) == '"' && charAt(token + 1) == ':';
    }
    /// Moves `token` from the beginning of a value inside `depth` containers behind its end. False:
    /// it is not a value, or too deep, or the text ends in it.
    [[nodiscard]] bool skipValue(uint32_t &token, int depth) const
    {
        if (charAt(token) != '"')
            return skipOther(token, depth);
        ++token; // The index has found its end; escapes are checked separately.
        return true;
    }

    /// The bytes of a value or a whole member; `end` is the token behind it.
    [[nodiscard]] std::string_view raw(uint32_t begin, uint32_t end) const
    {
        const char *const first = m_text + position(begin);
        const char *last = m_text + position(end);
        while (isWhitespace(last[-1]))
            --last;
        return { first, static_cast<std::size_t>(last - first) };
    }
    /// The text between the quotes. REQUIRES: a string begins at `token`.
    [[nodiscard]] std::string_view rawString(uint32_t token) const
    {
        const std::string_view quoted = raw(token, token + 1);
        return { quoted.data() + 1, quoted.size() - 2 };
    }

    /// Calls visit(key, behind) for each member; its value is key + 2.
    /// REQUIRES: a valid object begins at `object`, which is itself inside one container.
    template <typename Visit>
    void forEachMember(uint32_t object, Visit visit) const
    {
        if (charAt(object + 1) == '}')
            return;
        uint32_t token = object;
        do {
            const uint32_t key = token + 1;
            token = key + 2;
            if (!skipValue(token, 2))
                return;
            visit(key, token);
        } while (charAt(token) == ',');
    }

private:
    /// REQUIRES: between tokens, or the last byte of one. Other control characters are in neither.
    static bool isWhitespace(char c) { return static_cast<unsigned char>(c) <= ' '; }
    [[nodiscard]] bool skipOther(uint32_t &token, int depth) const;

    const char *m_text;
    const uint32_t *m_positions;
    uint32_t m_count;
};

} // namespace broadcaster
