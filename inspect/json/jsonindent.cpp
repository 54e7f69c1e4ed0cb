// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsonindent.h"

#include "inspect/json/jsonscan.h"

#include <algorithm>

namespace broadcaster {

namespace {

constexpr qsizetype SpacesPerLevel = 2;
/// Deeper levels are not indented further: a few bytes per level must not become thousands.
constexpr qsizetype MaxIndentedLevels = 24;

class Indenter final {
public:
    explicit Indenter(QByteArrayView text)
        : m_text(text)
    {
        m_out.reserve(text.size() + text.size() / 2);
    }

    [[nodiscard]] QByteArray run()
    {
        using namespace jsonscan;
        for (qsizetype at = skipSpace(m_text, 0); at < m_text.size(); at = skipSpace(m_text, at))
            at = step(at);
        return std::move(m_out);
    }

private:
    /// Takes the token that begins at `at` and returns its end.
    qsizetype step(qsizetype at)
    {
        const char c = m_text[at];
        switch (c) {
        case '{':
        case '[':
            return open(at);
        case '}':
        case ']':
            m_level = std::max<qsizetype>(0, m_level - 1);
            newLine();
            break;
        case ',':
            m_out += c;
            newLine();
            return at + 1;
        case ':':
            m_out += ": ";
            return at + 1;
        case '"': {
            const qsizetype end = jsonscan::skipString(m_text, at);
            const qsizetype size = (end < 0 ? m_text.size() : end) - at;
            m_out.append(m_text.data() + at, size);
            return at + size;
        }
        default:
            break;
        }
        m_out += c;
        return at + 1;
    }

    qsizetype open(qsizetype at)
    {
        m_out += m_text[at];
        const qsizetype inner = jsonscan::skipSpace(m_text, at + 1);
        const char closer = m_text[at] == '{' ? '}' : ']';
        if (inner < m_text.size() && m_text[inner] == closer) {
            m_out += closer;
            return inner + 1;
        }
        ++m_level;
        newLine();
        return inner;
    }

    void newLine()
    {
        m_out += '\n';
        m_out.append(std::min(m_level, MaxIndentedLevels) * SpacesPerLevel, ' ');
    }

    QByteArrayView m_text;
    QByteArray m_out;
    qsizetype m_level = 0;
};

} // namespace

QByteArray jsonIndented(QByteArrayView text)
{
    return Indenter(text).run();
}

} // namespace broadcaster
