// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <array>
#include <optional>

namespace broadcaster {

/// An IPv4 or IPv6 address. The only parser of such addresses in the program, and a strict one:
/// four decimal numbers without leading zeros, or the text forms of RFC 4291 2.2. Older forms
/// (`127.1`, `010.0.0.1`) mean different things to different programs and are refused.
struct IpAddress {
    bool isIpv4 = false;
    std::array<quint8, 16> bytes {}; ///< In network order; an IPv4 address is the first four.
    QString zone {}; ///< `eth0` of `fe80::1%eth0`; IPv6 only.

    [[nodiscard]] static std::optional<IpAddress> parse(QStringView text);

    /// `127.0.0.0/8`, `::1`, and the former as an IPv6 address.
    [[nodiscard]] bool isLoopback() const;
    /// The IPv4 address in `::ffff:192.0.2.1`; any other address as it is.
    [[nodiscard]] IpAddress unmapped() const;
    /// As browsers write it in a URL (RFC 5952, without dots in IPv6), with the zone behind it.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const IpAddress &, const IpAddress &) = default;
};

/// `10.0.0.0/8`, `2001:db8::/32`; an address alone is a network of one.
struct IpNetwork {
    IpAddress address; ///< Without a zone. Bits behind the prefix may be set and mean nothing.
    int bits = 0;

    [[nodiscard]] static std::optional<IpNetwork> parse(QStringView text);
};

/// An IP address as it may be listened on: `127.0.0.1`, `::1`, `fe80::1%eth0`; or `localhost`,
/// which means `127.0.0.1`. Null: the text is neither.
[[nodiscard]] std::optional<IpAddress> parseListenAddress(QStringView text);
[[nodiscard]] bool isListenAddress(QStringView text);

/// An IP address without a zone.
[[nodiscard]] bool isIpAddress(QStringView text);

/// An IpNetwork in lower case. Null: the text is not one.
[[nodiscard]] QString normalNetwork(const QString &text);

} // namespace broadcaster
