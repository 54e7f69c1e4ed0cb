// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

namespace broadcaster {

/// The value of a Host header (RFC 9110 7.2): a DNS name, an IPv4 address or an IPv6 address in
/// brackets, and perhaps a port. No user name, no empty label.
[[nodiscard]] bool isAuthority(QByteArrayView value);

/// The authority in a target of absolute form, `http://host:80/path` (RFC 9112 3.2.2); null in
/// all other forms.
[[nodiscard]] QByteArrayView authorityOf(QByteArrayView target);

struct RequestLine {
    QByteArray method;
    QByteArray target;
};
/// The parts of the request line in the first bytes of a request, valid or not, without the query.
/// A part that has not come whole is null.
[[nodiscard]] RequestLine requestLineOf(QByteArrayView head);

/// The fault of a request target for its method, as a sentence (RFC 9112 3.2); null: no fault.
[[nodiscard]] QByteArray targetFault(QByteArrayView method, QByteArrayView target);

} // namespace broadcaster
