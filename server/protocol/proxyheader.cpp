// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/proxyheader.h"

#include "server/api/ipaddress.h"
#include "server/api/webaddress.h"
#include "server/base/tuning.h"

#include <QtCore/QList>
#include <QtCore/QtEndian>

#include <algorithm>
#include <optional>

namespace broadcaster {

namespace {

using State = ProxyHeader::State;

constexpr QByteArrayView TextStart("PROXY ");
constexpr QByteArrayView LineEnd("\r\n");
constexpr qsizetype MostTextBytes = 107; // Section 2.1, line end included.

constexpr QByteArrayView Signature("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr qsizetype CommandAt = 12;
constexpr qsizetype FamilyAt = 13;
constexpr qsizetype LengthAt = 14;
constexpr qsizetype FixedBytes = 16;
constexpr quint8 Version = 0x20;
constexpr quint8 Local = 0x0;
constexpr quint8 Proxied = 0x1;

ProxyHeader invalid(const char *reason)
{
    ProxyHeader header;
    header.state = State::Invalid;
    header.reason = reason;
    return header;
}

bool agree(QByteArrayView bytes, QByteArrayView start)
{
    const qsizetype size = std::min(bytes.size(), start.size());
    return bytes.first(size) == start.first(size);
}

/// `PROXY TCP4 192.0.2.1 203.0.113.1 56324 443`
ProxyHeader readText(QByteArrayView bytes)
{
    constexpr qsizetype Words = 6;
    const qsizetype end = bytes.first(std::min(bytes.size(), MostTextBytes)).indexOf(LineEnd);
    if (end < 0 && bytes.size() >= MostTextBytes)
        return invalid("the line of version 1 is longer than 107 bytes");
    if (end < 0)
        return {};
    ProxyHeader header;
    header.state = State::Complete;
    header.size = end + LineEnd.size();
    const QList<QByteArray> words = bytes.first(end).toByteArray().split(' ');
    if (words[1] == "UNKNOWN")
        return header;
    const bool isFour = words[1] == "TCP4";
    if (words.size() != Words || (!isFour && words[1] != "TCP6"))
        return invalid(
            "the line of version 1 does not name TCP4, TCP6 or UNKNOWN and its addresses");
    const auto isAddress = [isFour](const QByteArray &text) {
        return text.contains(':') != isFour && isIpAddress(QString::fromLatin1(text));
    };
    const std::optional<quint16> port = parsePort(QString::fromLatin1(words[4]));
    if (!isAddress(words[2]) || !isAddress(words[3]) || !port
        || !parsePort(QString::fromLatin1(words[5])))
        return invalid("the line of version 1 has an invalid address or port");
    header.address = words[2].toLower();
    header.port = *port;
    return header;
}

QByteArray ipv4Text(QByteArrayView bytes)
{
    QByteArray text;
    for (const char byte : bytes)
        text += (text.isEmpty() ? "" : ".") + QByteArray::number(static_cast<quint8>(byte));
    return text;
}

QByteArray ipv6Text(QByteArrayView bytes)
{
    QByteArray text;
    for (qsizetype i = 0; i < bytes.size(); i += 2)
        text += (text.isEmpty() ? "" : ":")
            + QByteArray::number(qFromBigEndian<quint16>(bytes.data() + i), 16);
    return text;
}

/// Source address, destination address, source port, destination port; then TLVs (section 2.2).
ProxyHeader readAddresses(QByteArrayView bytes, quint8 family, ProxyHeader header)
{
    constexpr quint8 TcpOverIpv4 = 0x11;
    constexpr quint8 TcpOverIpv6 = 0x21;
    constexpr qsizetype Ipv4Bytes = 4;
    constexpr qsizetype Ipv6Bytes = 16;
    constexpr qsizetype PortBytes = 2;
    if (family != TcpOverIpv4 && family != TcpOverIpv6)
        return header;
    const qsizetype size = family == TcpOverIpv4 ? Ipv4Bytes : Ipv6Bytes;
    if (bytes.size() < 2 * size + 2 * PortBytes)
        return invalid("the addresses of version 2 do not fit into its length");
    header.address = size == Ipv4Bytes ? ipv4Text(bytes.first(size)) : ipv6Text(bytes.first(size));
    header.port = qFromBigEndian<quint16>(bytes.data() + 2 * size);
    return header;
}

ProxyHeader readBinary(QByteArrayView bytes)
{
    constexpr quint8 MostFamily = 0x3; // Unspecified, IPv4, IPv6, Unix.
    constexpr quint8 MostTransport = 0x2; // Unspecified, stream, datagram.
    if (bytes.size() < FixedBytes)
        return {};
    const auto command = static_cast<quint8>(bytes[CommandAt]);
    const auto family = static_cast<quint8>(bytes[FamilyAt]);
    const qsizetype length = qFromBigEndian<quint16>(bytes.data() + LengthAt);
    if (command != (Version | Local) && command != (Version | Proxied))
        return invalid("the command of version 2 is neither LOCAL nor PROXY");
    if ((family >> 4) > MostFamily || (family & 0xf) > MostTransport)
        return invalid("version 2 names an address family that there is not");
    if (FixedBytes + length > limits::MaxProxyHeaderBytes)
        return invalid("the header of version 2 is too long");
    if (bytes.size() < FixedBytes + length)
        return {};
    ProxyHeader header;
    header.state = State::Complete;
    header.size = FixedBytes + length;
    if (command == (Version | Local))
        return header;
    return readAddresses(bytes.sliced(FixedBytes, length), family, header);
}

} // namespace

ProxyHeader parseProxyHeader(QByteArrayView bytes)
{
    if (agree(bytes, TextStart))
        return bytes.size() < TextStart.size() ? ProxyHeader() : readText(bytes);
    if (agree(bytes, Signature))
        return readBinary(bytes);
    return invalid("it does not begin with a header of the PROXY protocol");
}

} // namespace broadcaster
