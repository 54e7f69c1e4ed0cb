// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"
#include "server/api/field.h"
#include "server/api/limits.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace broadcaster {

/// Why there is no link to a broker.
struct LinkFault {
    enum class Kind {
        Unreachable, ///< Nobody answers there, or the link was cut.
        ProxyAlone, ///< A proxy answers, which does not reach a broker.
        NotABroker, ///< Another program answers.
        NoKey, ///< It was not asked: this end has no key for it.
        WrongKey,
        OtherVersion, ///< It is a broker of another version of the console protocol.
        NeedsTls, ///< It refused a connection without TLS, for whose lack or for its version.
        NoTls, ///< TLS was begun with it in vain: it may not speak TLS.
        Full, ///< It has as many consoles as it may have, or is about to stop.
        NotAllowed, ///< It does not answer to this name.
        TooManyWrongKeys, ///< It waits before it looks at the next key from here.
        Untrusted, ///< No authority that is trusted here has signed its certificate.
        OtherCertificate, ///< Its certificate is not the one that is trusted.
        OtherName, ///< Its certificate is for another name.
        Stopped, ///< The broker stopped, and said so.
        TooSlow, ///< The broker closed the link, because this end did not read.
        Closed, ///< This end closed the link.
    };

    Kind kind = Kind::Unreachable;
    QString detail; ///< One English sentence: the problem and the remedy.
    QByteArray certificate {}; ///< SHA-256 of the certificate that is not accepted, in hex.
    QString given {}; ///< The name in the certificate, or the system's words.

    /// It may go away by itself, so that it is worth to try again.
    [[nodiscard]] bool isPassing() const
    {
        return kind == Kind::Unreachable || kind == Kind::ProxyAlone || kind == Kind::Full
            || kind == Kind::Stopped || kind == Kind::TooSlow || kind == Kind::TooManyWrongKeys;
    }
};

/// Why an operation cannot be asked now.
enum class Obstacle {
    None, ///< It can.
    NoLink, ///< There is no connection to the broker.
    NoRight, ///< The console's key does not allow it.
    NotKnown, ///< The broker is of a version that does not have it.
};

/// The traffic that a console elsewhere wants.
struct TrafficWish {
    QString filter {}; ///< In the language of docs/filter.md; null: all messages.
    qint64 bytesPerSecond = limits::DefaultConsoleBytesPerSecond; ///< Messages above are left out.

    friend bool operator==(const TrafficWish &, const TrafficWish &) = default;
};

/// The way from a console to its broker.
struct Link {
    enum class State {
        Inside, ///< The broker is a part of this program.
        Connecting, ///< For the first time.
        Connected,
        Lost, ///< It was connected, and is tried again.
        Refused, ///< It is not tried again before the user has changed something.
    };

    State state = State::Inside;
    QString address {}; ///< As a person would write it; null: Inside.
    QString machine {}; ///< Name of the broker's machine.
    QString program {}; ///< Version of the broker's program.
    int rights = 0; ///< Values of Right, added up. Inside: all of them.
    QStringList operations {}; ///< Those that the broker knows. Inside: all of them.
    qint64 sinceMs = 0; ///< When this state began, in milliseconds since the Unix epoch.
    qint64 silentSinceMs = 0; ///< Nothing has come since then, although it should; 0: all is well.
    qint64 nextTryMs = 0; ///< The time of the next attempt; 0: none is planned.
    std::optional<LinkFault> fault {}; ///< Why it is not connected, when that is known.
    std::optional<Error> wishFault {}; ///< Why the broker sends no traffic: of the wish's filter.

    [[nodiscard]] bool isInside() const { return state == State::Inside; }
    [[nodiscard]] bool isUp() const { return isInside() || state == State::Connected; }
    [[nodiscard]] Obstacle obstacleTo(const About &operation) const
    {
        if (!isUp())
            return Obstacle::NoLink;
        if (isInside())
            return Obstacle::None;
        if (operation.right != Right::Open && (rights & static_cast<int>(operation.right)) == 0)
            return Obstacle::NoRight;
        return operations.contains(QLatin1StringView(operation.name)) ? Obstacle::None
                                                                      : Obstacle::NotKnown;
    }
};

} // namespace broadcaster
