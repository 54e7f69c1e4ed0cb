// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "console/linkfault.h"

#include "server/api/closecode.h"
#include "server/codec/refusalstatus.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using Kind = LinkFault::Kind;

namespace {

LinkFault notABroker(const QString &where)
{
    return { Kind::NotABroker,
        u"%1 answers, but it is not a broker, or one without a console. Check host and port."_s.arg(
            where) };
}

/// Brokers and proxies refuse a request on a port with TLS by 400, and many proxies have a port
/// without TLS that only sends callers to the port with TLS. A broker refuses the subprotocol of
/// another version by 400, too.
LinkFault refusedWithoutTls(const QString &where)
{
    return { Kind::NeedsTls,
        u"%1 refused a connection without TLS. It may be a port with TLS: connect by wss://. "
        "Otherwise the broker speaks another version of the console protocol: use the program of "
        "the broker's version."_s.arg(where) };
}

/// No HTTP answer refused the handshake.
LinkFault faultOfSocket(const FailedHandshake &failed, const QString &where)
{
    switch (failed.error) {
    case QAbstractSocket::SslHandshakeFailedError:
        return { Kind::NoTls,
            u"%1 does not take TLS (%2). If it is a port without TLS, connect by ws://."_s.arg(
                where, failed.text),
            {}, failed.text };
    case QAbstractSocket::UnknownSocketError: // QWebSocket rejects the answer itself.
        return notABroker(where);
    default:
        return { Kind::Unreachable,
            u"%1 cannot be reached (%2). Check that the broker runs, and host and port."_s.arg(
                where, failed.text),
            {}, failed.text };
    }
}

} // namespace

LinkFault faultOfVersion(const QString &where)
{
    return { Kind::OtherVersion,
        u"The broker at %1 speaks another version of the console protocol. Use the program of "
        "the broker's version."_s.arg(where) };
}

LinkFault faultOfHandshake(const FailedHandshake &failed, const QString &where)
{
    switch (refusalStatus(failed.text)) {
    case 0:
        return faultOfSocket(failed, where);
    case 301:
    case 302:
    case 307:
    case 308:
        return failed.isOverTls ? notABroker(where) : refusedWithoutTls(where);
    case 400:
        if (!failed.isOverTls)
            return refusedWithoutTls(where);
        return faultOfVersion(where);
    case 401:
        return { Kind::WrongKey,
            u"The broker at %1 does not accept this key. Give its service key or its viewer key."_s
                .arg(where) };
    case 403:
        return { Kind::NotAllowed,
            u"The broker at %1 does not answer to this name. Allow it there with --allow-host."_s
                .arg(where) };
    case 429:
        return { Kind::TooManyWrongKeys,
            u"Too many wrong keys came from here; the broker at %1 waits before it looks at the "
            "next one. Try again in half a minute."_s.arg(where) };
    case 502:
    case 504:
        return { Kind::ProxyAlone,
            u"The proxy at %1 does not reach a broker. Check that the broker runs."_s.arg(where) };
    case 503:
        return { Kind::Full,
            u"The broker at %1 is about to stop, or has as many consoles as it may have. Try again "
            "later."_s.arg(where) };
    default:
        return notABroker(where);
    }
}

LinkFault faultOfClose(quint16 code, const QString &reason, const QString &where)
{
    switch (code) {
    case closecode::GoingAway:
        return { Kind::Stopped, u"The broker at %1 has stopped."_s.arg(where) };
    case closecode::ReadsTooSlowly:
        return { Kind::TooSlow,
            u"The broker at %1 closed the connection, because it was not read."_s.arg(where) };
    case closecode::NormalClosure: // QWebSocket's code where none came; a broker sends no such one.
    case closecode::NoCloseFrame:
    case closecode::NoStatus:
        return { Kind::Unreachable, u"The connection to %1 was cut."_s.arg(where) };
    default:
        return { Kind::Unreachable,
            u"The broker at %1 closed the connection (%2 %3)."_s.arg(
                where, QString::number(code), reason),
            {}, u"%1 %2"_s.arg(QString::number(code), reason) };
    }
}

LinkFault faultOfCertificate(const QSslCertificate &certificate, const QList<QSslError> &errors,
    bool hasTrusted, const QString &where)
{
    const QByteArray digest = certificate.digest(QCryptographicHash::Sha256).toHex();
    const QString name = certificate.subjectDisplayName();
    if (hasTrusted)
        return { Kind::OtherCertificate,
            u"The certificate of %1 is not the one that is trusted."_s.arg(where), digest, name };
    const bool isOtherName = std::all_of(errors.begin(), errors.end(),
        [](const QSslError &error) { return error.error() == QSslError::HostNameMismatch; });
    if (isOtherName)
        return { Kind::OtherName,
            u"The certificate of %1 is for another name (%2)."_s.arg(where, name), digest, name };
    const QString why = errors.constFirst().errorString();
    return { Kind::Untrusted, u"The certificate of %1 is not trusted here (%2)."_s.arg(where, why),
        digest, why };
}

} // namespace broadcaster
