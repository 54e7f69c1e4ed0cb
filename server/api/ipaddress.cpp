// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/ipaddress.h"

#include <QtCore/QList>

#include <algorithm>
#include <iterator>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype Ipv4Bytes = 4;
constexpr qsizetype Ipv6Bytes = 16;
constexpr qsizetype GroupBytes = 2;
constexpr qsizetype GroupCount = Ipv6Bytes / GroupBytes;
constexpr std::array<quint8, 12> MappedPrefix { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

/// Digits only: no sign, no white space, no 0x, no digits of other scripts.
std::optional<uint> numberFrom(QStringView text, qsizetype mostDigits, int base, uint most)
{
    const auto isDigit = [](QChar c) {
        const char16_t lower = c.unicode() | 0x20;
        return (c >= u'0' && c <= u'9') || (lower >= u'a' && lower <= u'f');
    };
    if (text.size() > mostDigits || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    bool ok = false;
    const uint value = text.toUInt(&ok, base);
    return ok && value <= most ? std::optional(value) : std::nullopt;
}

/// Without leading zeros, which some programs take for octal.
std::optional<uint> decimalFrom(QStringView text, uint most)
{
    const bool hasLeadingZero = text.size() > 1 && text.front() == u'0';
    return hasLeadingZero ? std::nullopt : numberFrom(text, 3, 10, most);
}

/// The bytes of a part of an address, one behind the other.
class Bytes final {
public:
    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] const quint8 *begin() const { return m_bytes.data(); }
    [[nodiscard]] const quint8 *end() const { return m_bytes.data() + m_size; }

    bool addIpv4(QStringView text)
    {
        const QList<QStringView> parts = text.split(u'.');
        return parts.size() == Ipv4Bytes
            && std::all_of(parts.begin(), parts.end(), [this](QStringView part) {
                   const std::optional<uint> octet = decimalFrom(part, 0xff);
                   return octet && add(*octet);
               });
    }

    /// Groups with colons between them; if `mayEndInIpv4`, the last one may be an IPv4 address.
    bool addGroups(QStringView text, bool mayEndInIpv4)
    {
        if (text.isEmpty())
            return true;
        const QList<QStringView> parts = text.split(u':');
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (mayEndInIpv4 && i + 1 == parts.size() && parts[i].contains(u'.'))
                return addIpv4(parts[i]);
            const std::optional<uint> group = numberFrom(parts[i], 4, 16, 0xffff);
            if (!group || !add(*group >> 8) || !add(*group & 0xff))
                return false;
        }
        return true;
    }

private:
    bool add(uint byte)
    {
        if (m_size == Ipv6Bytes)
            return false;
        m_bytes[static_cast<size_t>(m_size++)] = static_cast<quint8>(byte);
        return true;
    }

    std::array<quint8, Ipv6Bytes> m_bytes {};
    qsizetype m_size = 0;
};

std::optional<IpAddress> parseIpv4(QStringView text)
{
    Bytes bytes;
    if (!bytes.addIpv4(text))
        return std::nullopt;
    IpAddress address;
    address.isIpv4 = true;
    std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
    return address;
}

std::optional<IpAddress> parseIpv6(QStringView text)
{
    IpAddress address;
    if (const qsizetype percent = text.indexOf(u'%'); percent >= 0) {
        address.zone = text.sliced(percent + 1).toString();
        if (address.zone.isEmpty())
            return std::nullopt;
        text = text.first(percent);
    }
    Bytes before;
    Bytes behind;
    const qsizetype gap = text.indexOf("::"_L1);
    const bool isRead = gap < 0
        ? before.addGroups(text, true) && before.size() == Ipv6Bytes
        : before.addGroups(text.first(gap), false) && behind.addGroups(text.sliced(gap + 2), true)
            && before.size() + behind.size() < Ipv6Bytes;
    if (!isRead)
        return std::nullopt;
    std::copy(before.begin(), before.end(), address.bytes.begin());
    std::copy_backward(behind.begin(), behind.end(), address.bytes.end());
    return address;
}

/// The longest run of groups that are 0, two of them or more.
std::pair<qsizetype, qsizetype> longestGap(const std::array<quint16, GroupCount> &groups)
{
    std::pair<qsizetype, qsizetype> longest { GroupCount, 0 };
    for (qsizetype begin = 0; begin < GroupCount; ++begin) {
        qsizetype end = begin;
        while (end < GroupCount && groups[static_cast<size_t>(end)] == 0)
            ++end;
        if (end - begin > std::max<qsizetype>(longest.second, 1))
            longest = { begin, end - begin };
    }
    return longest;
}

QString ipv6Text(const std::array<quint8, Ipv6Bytes> &bytes)
{
    std::array<quint16, GroupCount> groups {};
    for (size_t i = 0; i < groups.size(); ++i)
        groups[i] = static_cast<quint16>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
    const auto [gap, size] = longestGap(groups);
    QString text;
    for (qsizetype i = 0; i < GroupCount; ++i) {
        if (size > 0 && i == gap) {
            text += "::"_L1;
            i += size - 1;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(u':'))
            text += u':';
        text += QString::number(groups[static_cast<size_t>(i)], 16);
    }
    return text;
}

} // namespace

std::optional<IpAddress> IpAddress::parse(QStringView text)
{
    return text.contains(u':') ? parseIpv6(text) : parseIpv4(text);
}

bool IpAddress::isLoopback() const
{
    const IpAddress plain = unmapped();
    if (plain.isIpv4)
        return plain.bytes[0] == 127;
    return plain.bytes.back() == 1
        && std::all_of(plain.bytes.begin(), plain.bytes.end() - 1, [](quint8 b) { return b == 0; });
}

IpAddress IpAddress::unmapped() const
{
    if (isIpv4 || !std::equal(MappedPrefix.begin(), MappedPrefix.end(), bytes.begin()))
        return *this;
    IpAddress ipv4;
    ipv4.isIpv4 = true;
    std::copy(bytes.begin() + MappedPrefix.size(), bytes.end(), ipv4.bytes.begin());
    return ipv4;
}

QString IpAddress::toString() const
{
    if (isIpv4)
        return u"%1.%2.%3.%4"_s.arg(bytes[0]).arg(bytes[1]).arg(bytes[2]).arg(bytes[3]);
    return zone.isEmpty() ? ipv6Text(bytes) : QString(ipv6Text(bytes) + u'%' + zone);
}

std::optional<IpNetwork> IpNetwork::parse(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    const std::optional<IpAddress> address = IpAddress::parse(
        text.first(slash < 0 ? text.size() : slash));
    if (!address || !address->zone.isEmpty())
        return std::nullopt;
    const int most = 8 * static_cast<int>(address->isIpv4 ? Ipv4Bytes : Ipv6Bytes);
    if (slash < 0)
        return IpNetwork { *address, most };
    const std::optional<uint> bits = decimalFrom(text.sliced(slash + 1), static_cast<uint>(most));
    return bits ? std::optional(IpNetwork { *address, static_cast<int>(*bits) }) : std::nullopt;
}

std::optional<IpAddress> parseListenAddress(QStringView text)
{
    return IpAddress::parse(text == "localhost"_L1 ? u"127.0.0.1" : text);
}

bool isListenAddress(QStringView text)
{
    return parseListenAddress(text).has_value();
}

bool isIpAddress(QStringView text)
{
    const std::optional<IpAddress> address = IpAddress::parse(text);
    return address && address->zone.isEmpty();
}

QString normalNetwork(const QString &text)
{
    return IpNetwork::parse(text) ? text.toLower() : QString();
}

} // namespace broadcaster
