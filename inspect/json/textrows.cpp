// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/textrows.h"

#include <algorithm>
#include <cstring>

namespace broadcaster {

namespace {

constexpr ushort ControlPictures = 0x2400;

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Bounded, so that bytes which are not UTF-8 do not become one endless character.
qsizetype characterEnd(QByteArrayView text, qsizetype at, qsizetype end)
{
    constexpr qsizetype Longest = 4;
    const qsizetype last = std::min(end, at + Longest);
    for (++at; at < last && isContinuation(text[at]); ++at) { }
    return at;
}

/// Letters beyond ASCII may be twice as wide in a fixed-width font.
int columnsOf(char c)
{
    if (c == '\t')
        return TextRows::TabColumns;
    return static_cast<unsigned char>(c) < 0x80 ? 1 : 2;
}

} // namespace

TextRows::TextRows(QByteArrayView text, int columns)
    : m_text(text)
{
    columns = std::max(columns, MinColumns);
    int used = 0;
    for (qsizetype at = 0; at < text.size();) {
        const char c = text[at];
        const qsizetype next = characterEnd(text, at, text.size());
        if (c == '\n') {
            m_begins.push_back(next);
            used = 0;
        } else {
            const int wanted = columnsOf(c);
            if (used + wanted > columns) {
                m_begins.push_back(at);
                used = 0;
            }
            used += wanted;
        }
        at = next;
    }
}

int TextRows::rowOf(qsizetype offset) const
{
    const auto after = std::upper_bound(m_begins.begin(), m_begins.end(), offset);
    return std::max(0, static_cast<int>(after - m_begins.begin()) - 1);
}

qsizetype TextRows::end(int row) const
{
    if (row + 1 >= count())
        return m_text.size();
    const qsizetype next = begin(row + 1);
    return next > begin(row) && m_text[next - 1] == '\n' ? next - 1 : next;
}

ShownRow::ShownRow(QByteArrayView bytes, qsizetype begin, qsizetype end)
{
    text.reserve(end - begin + TextRows::TabColumns);
    for (qsizetype at = begin; at < end;) {
        const qsizetype next = characterEnd(bytes, at, end);
        const auto c = static_cast<unsigned char>(bytes[at]);
        if (c == '\t')
            text.append(QString(TextRows::TabColumns, u' '));
        else if (c < ' ')
            text.append(QChar(static_cast<ushort>(ControlPictures + c)));
        else if (c < 0x80)
            text.append(QChar(static_cast<ushort>(c)));
        else
            text.append(QString::fromUtf8(bytes.sliced(at, next - at)));
        offsets.resize(static_cast<size_t>(text.size()), at);
        at = next;
    }
    offsets.push_back(end);
}

int ShownRow::unitOf(qsizetype offset) const
{
    const auto at = std::lower_bound(offsets.begin(), offsets.end(), offset);
    return static_cast<int>(std::min(at, offsets.end() - 1) - offsets.begin());
}

qsizetype previousCharacter(QByteArrayView text, qsizetype offset)
{
    qsizetype at = std::max<qsizetype>(0, offset - 1);
    while (at > 0 && isContinuation(text[at]))
        --at;
    return at;
}

qsizetype nextCharacter(QByteArrayView text, qsizetype offset)
{
    return offset < text.size() ? characterEnd(text, offset, text.size()) : text.size();
}

} // namespace broadcaster
