// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace broadcaster {

/// Why there is no link to a broker.
struct LinkFault {
    enum class Kind {
        Unreachable, ///< Nobody answers there, or the link was cut.
        NotABroker, ///< Somebody answers who is not a broker.
        WrongKey,
        OtherVersion, ///< It is a broker of another version of the console protocol.
        Full, ///< It has as many consoles as it may have, or is about to stop.
        NotAllowed, ///< It does not answer to this name, or too many wrong keys came.
        Untrusted, ///< No authority that is trusted here has signed its certificate.
        OtherName, ///< Its certificate is for another name.
        Stopped, ///< The broker stopped, and said so.
        TooSlow, ///< The broker closed the link, because this end did not read.
        Closed, ///< This end closed the link.
    };

    Kind kind = Kind::Unreachable;
    QString detail; ///< One English sentence: the problem and the remedy.
    QByteArray certificate {}; ///< SHA-256 of an Untrusted one or one for an OtherName, in hex.
};

/// `error` is QWebSocket's text, the only place where it has the status of a refusal; `where` is
/// the address as a person would write it.
[[nodiscard]] LinkFault faultOfHandshake(const QString &error, const QString &where);
/// The link was open, and ended with this close code.
[[nodiscard]] LinkFault faultOfClose(quint16 code, const QString &reason, const QString &where);

} // namespace broadcaster
