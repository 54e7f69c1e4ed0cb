// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/link/linktext.h"

#include "server/api/check.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace broadcaster {

namespace {

/// Context of the texts translated here, outside any QObject.
struct LinkWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::LinkText)
};

QString unreachableText(const LinkFault &fault, const QString &address)
{
    if (fault.given.isEmpty())
        return LinkWords::tr("The connection to %1 was cut.").arg(address);
    return LinkWords::tr("%1 cannot be reached: %2. Check that the broker runs, and host and port.")
        .arg(address, fault.given);
}

QString certificateText(const LinkFault &fault, const QString &address)
{
    using Kind = LinkFault::Kind;
    const QString digest = fingerprintText(fault.certificate);
    if (fault.kind == Kind::OtherName)
        return LinkWords::tr("The certificate of %1 is for another name, %2. Connect by that name.")
            .arg(address, fault.given);
    if (fault.kind == Kind::OtherCertificate)
        return LinkWords::tr("%1 shows another certificate than the one you trust. It was renewed, "
                             "or somebody stands between.\nSHA-256: %2")
            .arg(address, digest);
    return LinkWords::tr("No authority that is trusted here vouches for the certificate of %1 "
                         "(%2).\nSHA-256: %3")
        .arg(address, fault.given, digest);
}

} // namespace

QString linkStateText(const Link &link)
{
    switch (link.state) {
    case Link::State::Inside:
        return {};
    case Link::State::Connecting:
        return link.fault ? LinkWords::tr("Not connected") : LinkWords::tr("Connecting\u2026");
    case Link::State::Connected:
        return link.silentSinceMs > 0
            ? LinkWords::tr("No answer since %1").arg(timeOfDayText(link.silentSinceMs))
            : LinkWords::tr("Connected");
    case Link::State::Lost:
        return LinkWords::tr("No connection since %1").arg(timeOfDayText(link.sinceMs));
    case Link::State::Refused:
        return LinkWords::tr("Not connected");
    }
    return unreachable(QString());
}

QString linkFaultText(const Link &link)
{
    using Kind = LinkFault::Kind;
    if (!link.fault)
        return {};
    const LinkFault &fault = *link.fault;
    const QString &address = link.address;
    switch (fault.kind) {
    case Kind::Unreachable:
        return unreachableText(fault, address);
    case Kind::ProxyAlone:
        return LinkWords::tr("The proxy at %1 does not reach the broker. Check that the broker "
                             "runs.")
            .arg(address);
    case Kind::NotABroker:
        return LinkWords::tr("%1 answers, but it is not a broker, or one without a console. Check "
                             "host and port.")
            .arg(address);
    case Kind::NoKey:
        return LinkWords::tr("%1 wants its service key, or its viewer key to look only.")
            .arg(address);
    case Kind::WrongKey:
        return LinkWords::tr("The broker does not accept this key. Give its service key or its "
                             "viewer key.");
    case Kind::OtherVersion:
        return LinkWords::tr("The broker speaks another version of the console protocol. Use the "
                             "program of the broker's version.");
    case Kind::NeedsTls:
        return LinkWords::tr("%1 refused a connection without TLS. It may be a port with TLS: "
                             "connect by wss://. Otherwise the broker speaks another version of "
                             "the console protocol: use the program of the broker's version.")
            .arg(address);
    case Kind::NoTls:
        return LinkWords::tr("%1 does not take TLS (%2). If it is a port without TLS, connect by "
                             "ws://.")
            .arg(address, fault.given);
    case Kind::Full:
        return LinkWords::tr("The broker is about to stop, or has as many consoles as it may "
                             "have.");
    case Kind::NotAllowed:
        return LinkWords::tr("The broker does not answer to this name. Allow it there with "
                             "--allow-host.");
    case Kind::TooManyWrongKeys:
        return LinkWords::tr("Too many wrong keys came from here. The broker waits before it looks "
                             "at the next one.");
    case Kind::Untrusted:
    case Kind::OtherCertificate:
    case Kind::OtherName:
        return certificateText(fault, address);
    case Kind::Stopped:
        return LinkWords::tr("The broker has stopped.");
    case Kind::TooSlow:
        return LinkWords::tr("The broker closed the connection, because it was not read.");
    case Kind::Closed:
        return {};
    }
    return unreachable(QString());
}

QString linkPlanText(const Link &link, qint64 nowMs)
{
    constexpr qint64 SecondMs = 1000;
    if (link.isUp() || link.state == Link::State::Refused)
        return {};
    if (link.nextTryMs == 0)
        return link.fault ? LinkWords::tr("Trying again\u2026") : QString();
    const qint64 seconds = std::max<qint64>((link.nextTryMs - nowMs + SecondMs - 1) / SecondMs, 1);
    return LinkWords::tr("Next attempt in %1 s.").arg(seconds);
}

QString fingerprintText(const QByteArray &sha256)
{
    return QString::fromLatin1(
        sha256.toUpper().size() > 2 ? QByteArray::fromHex(sha256).toHex(':').toUpper() : sha256);
}

} // namespace broadcaster
