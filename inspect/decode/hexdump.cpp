// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/decode/hexdump.h"

#include <QtCore/QStringBuilder>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr qsizetype BytesInARow = 16;
constexpr qsizetype OffsetDigits = 8;
constexpr int Hexadecimal = 16;

} // namespace

QByteArray hexDump(QByteArrayView bytes)
{
    QByteArray dump;
    const qsizetype end = std::min(bytes.size(), MaxDumpedBytes);
    for (qsizetype row = 0; row < end; row += BytesInARow) {
        const QByteArrayView part = bytes.sliced(row, std::min(BytesInARow, end - row));
        dump += QByteArray::number(row, Hexadecimal).rightJustified(OffsetDigits, '0') + "  ";
        dump += part.toByteArray().toHex(' ').leftJustified(3 * BytesInARow, ' ') + ' ';
        for (const char c : part)
            dump += c >= ' ' && c <= '~' ? c : '.';
        dump += '\n';
    }
    dump.chop(1);
    return dump;
}

} // namespace broadcaster
