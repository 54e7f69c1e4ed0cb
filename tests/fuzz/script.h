// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <algorithm>
#include <string_view>

namespace broadcaster {

/// A fuzzer's input as a program in plain text: letters, each with its numbers ("b3,200"), or with
/// bytes in hexadecimal ("x8180"). Other characters are skipped, so every input is a program.
class Script final {
public:
    explicit Script(std::string_view text)
        : m_text(text)
    {
    }

    /// The next command; 0: there is none.
    [[nodiscard]] char command()
    {
        while (!m_text.empty()) {
            const char next = m_text.front();
            m_text.remove_prefix(1);
            if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'))
                return next;
        }
        return 0;
    }
    /// The command's next number, at most `most`; `otherwise` where it has no more.
    [[nodiscard]] int number(int most, int otherwise = 0)
    {
        if (!m_text.empty() && m_text.front() == ',')
            m_text.remove_prefix(1);
        if (m_text.empty() || !isDigit(m_text.front()))
            return std::min(otherwise, most);
        qint64 value = 0;
        for (; !m_text.empty() && isDigit(m_text.front()); m_text.remove_prefix(1))
            value = std::min<qint64>(value * 10 + (m_text.front() - '0'), most);
        return static_cast<int>(value);
    }
    /// The command's bytes. A space ends them.
    [[nodiscard]] QByteArray bytes()
    {
        const size_t size = std::min(m_text.find_first_not_of("0123456789abcdef"), m_text.size());
        const QByteArray digits(m_text.data(), static_cast<qsizetype>(size));
        m_text.remove_prefix(size);
        return QByteArray::fromHex(digits);
    }

private:
    [[nodiscard]] static bool isDigit(char c) { return c >= '0' && c <= '9'; }

    std::string_view m_text;
};

} // namespace broadcaster
