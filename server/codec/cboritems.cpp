// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/cboritems.h"

namespace broadcaster {

namespace {

// The first byte of an item (RFC 8949 3).
constexpr int MajorShift = 5;
constexpr quint8 InfoBits = 0x1f;
constexpr quint8 ByteString = 2;
constexpr quint8 TextString = 3;
constexpr quint8 OneByteInfo = 24; ///< The argument has one byte; 25: two, 26: four, 27: eight.
constexpr quint8 EightBytesInfo = 27;

quint64 argumentOf(const char *bytes, qsizetype size)
{
    quint64 argument = 0;
    for (qsizetype i = 0; i < size; ++i)
        argument = argument << 8 | static_cast<quint8>(bytes[i]);
    return argument;
}

} // namespace

bool hasMoreCborItems(QByteArrayView cbor, qsizetype most)
{
    qsizetype items = 0;
    for (qsizetype at = 0; at < cbor.size(); ++items) {
        if (items == most)
            return true;
        const auto first = static_cast<quint8>(cbor[at]);
        const quint8 info = first & InfoBits;
        ++at;
        const qsizetype size = info >= OneByteInfo && info <= EightBytesInfo
            ? qsizetype { 1 } << (info - OneByteInfo)
            : 0;
        if (cbor.size() - at < size)
            return false;
        const quint64 argument = size == 0 ? info : argumentOf(cbor.data() + at, size);
        at += size;
        const int major = first >> MajorShift;
        if ((major != ByteString && major != TextString) || info > EightBytesInfo)
            continue;
        if (argument > static_cast<quint64>(cbor.size() - at))
            return false;
        at += static_cast<qsizetype>(argument);
    }
    return false;
}

} // namespace broadcaster
