// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cctype>
#include <string_view>

namespace broadcaster {

/// RFC 8259 written as plainly as possible, for comparison. Does not check UTF-8.
class JsonReference final {
public:
    /// One object with nothing but whitespace around it, nested at most `maxDepth` deep.
    [[nodiscard]] static bool isObject(std::string_view text, int maxDepth)
    {
        JsonReference reference(text, maxDepth);
        reference.skipSpace();
        if (reference.peek() != '{' || !reference.value(1))
            return false;
        reference.skipSpace();
        return reference.m_at == text.size();
    }

private:
    JsonReference(std::string_view text, int maxDepth)
        : m_text(text)
        , m_maxDepth(maxDepth)
    {
    }

    /// -1 at the end.
    [[nodiscard]] int peek() const
    {
        return m_at < m_text.size() ? static_cast<unsigned char>(m_text[m_at]) : -1;
    }
    bool take(char c)
    {
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }
    bool take(std::string_view word)
    {
        if (m_text.substr(m_at, word.size()) != word)
            return false;
        m_at += word.size();
        return true;
    }
    void skipSpace()
    {
        while (take(' ') || take('\t') || take('\n') || take('\r')) { }
    }
    bool digits()
    {
        const std::size_t before = m_at;
        while (peek() >= '0' && peek() <= '9')
            ++m_at;
        return m_at > before;
    }
    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            return digits();
        }
        return true;
    }
    bool string()
    {
        if (!take('"'))
            return false;
        while (!take('"')) {
            if (peek() < 0x20)
                return false;
            if (!take('\\')) {
                ++m_at;
                continue;
            }
            if (take('u')) {
                for (int i = 0; i < 4; ++i, ++m_at) {
                    if (peek() < 0 || !std::isxdigit(peek()))
                        return false;
                }
            } else if (peek() < 0
                || std::string_view("\"\\/bfnrt").find(static_cast<char>(peek()))
                    == std::string_view::npos) {
                return false;
            } else {
                ++m_at;
            }
        }
        return true;
    }
    bool container(char closer, int depth)
    {
        if (depth > m_maxDepth)
            return false;
        ++m_at;
        skipSpace();
        if (take(closer))
            return true;
        do {
            skipSpace();
            if (closer == '}') {
                if (!string())
                    return false;
                skipSpace();
                if (!take(':'))
                    return false;
            }
            if (!value(depth + 1))
                return false;
            skipSpace();
        } while (take(','));
        return take(closer);
    }
    bool value(int depth)
    {
        skipSpace();
        switch (peek()) {
        case '{':
            return container('}', depth);
        case '[':
            return container(']', depth);
        case '"':
            return string();
        case 't':
            return take("true");
        case 'f':
            return take("false");
        case 'n':
            return take("null");
        default:
            return number();
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_maxDepth;
};

} // namespace broadcaster
