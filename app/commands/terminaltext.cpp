// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/terminaltext.h"

#include <algorithm>

namespace broadcaster {

namespace {

/// Controls, marks and isolates of direction, and the separators of lines and paragraphs.
bool controlsTerminal(char16_t unit)
{
    return unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || unit == 0x61c
        || (unit >= 0x200e && unit <= 0x200f) || (unit >= 0x2028 && unit <= 0x202e)
        || (unit >= 0x2066 && unit <= 0x2069);
}

/// A character of JSON that must be escaped.
struct Escaped {
    char16_t unit = 0;
    qsizetype bytes = 0; ///< Bytes of its UTF-8; 0: there is no such character.
};

/// The character that `text` begins with. REQUIRES: not empty
Escaped escapedAt(QByteArrayView text)
{
    constexpr uchar Trail = 0x3f;
    const auto at = [text](qsizetype i) { return static_cast<uchar>(text[i]); };
    Escaped found;
    if (at(0) == 0x7f)
        found = { 0x7f, 1 };
    else if ((at(0) == 0xc2 || at(0) == 0xd8) && text.size() > 1)
        found = { static_cast<char16_t>((at(0) & 0x1f) << 6 | (at(1) & Trail)), 2 };
    else if (at(0) == 0xe2 && text.size() > 2)
        found = { static_cast<char16_t>(0x2000 | (at(1) & Trail) << 6 | (at(2) & Trail)), 3 };
    return found.bytes > 0 && controlsTerminal(found.unit) ? found : Escaped();
}

} // namespace

QString terminalText(const QString &text)
{
    QString safe = text;
    std::replace_if(
        safe.begin(), safe.end(), [](QChar c) { return controlsTerminal(c.unicode()); },
        QChar(QChar::ReplacementCharacter));
    return safe;
}

QByteArray terminalJson(const QByteArray &json)
{
    QByteArray safe;
    qsizetype copied = 0;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (static_cast<uchar>(json[i]) < 0x7f)
            continue;
        const Escaped escaped = escapedAt(QByteArrayView(json).sliced(i));
        if (escaped.bytes == 0)
            continue;
        safe += QByteArrayView(json).sliced(copied, i - copied);
        safe += "\\u" + QByteArray::number(escaped.unit, 16).rightJustified(4, '0');
        copied = i + escaped.bytes;
        i = copied - 1;
    }
    return copied == 0 ? json : safe += QByteArrayView(json).sliced(copied);
}

} // namespace broadcaster
