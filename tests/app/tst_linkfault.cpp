// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "console/linkfault.h"

#include "server/api/closecode.h"

#include <QtCore/QCryptographicHash>
#include <QtNetwork/QSslCertificate>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using Kind = LinkFault::Kind;

namespace {

const QString Address = u"wss://broker.example.com"_s;

const QByteArray CertificatePem( // For localhost, and by itself.
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBfjCCASWgAwIBAgIUdwp2IyE60oKIymSLQf3JuvOpAwowCgYIKoZIzj0EAwIw\n"
    "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTIwMTAwNTMyNFoYDzIxMjYxMTA3\n"
    "MDA1MzI0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAAT0i/n6oLVjU3wtAWX9nWMHNkMYIcbhl6X4Jk6TaVzJhn3R1CEzJdqn\n"
    "KRmf/cGBxCXL/pdugjFteT1nXl2LDGK8o1MwUTAdBgNVHQ4EFgQUivFh17ByW8yD\n"
    "D1oKqHJ8ZR7rhscwHwYDVR0jBBgwFoAUivFh17ByW8yDD1oKqHJ8ZR7rhscwDwYD\n"
    "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAfadeVDazYeibu6typqryR\n"
    "QJUt5GrqVwJP0vDcWNCvngIgNS3dE0cT0FCkHkySdnv0dg2KN9SeqSsdz+Rbd+hs\n"
    "hYg=\n"
    "-----END CERTIFICATE-----\n");

QString statusText(int status)
{
    return u"QWebSocketPrivate::processHandshake: Unhandled http status code: %1 (X)."_s.arg(
        status);
}

} // namespace

Q_DECLARE_METATYPE(broadcaster::LinkFault::Kind)

class LinkFaultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handshakesFail_data();
    void handshakesFail();
    void linksEnd_data();
    void linksEnd();
    void certificatesAreNotAccepted_data();
    void certificatesAreNotAccepted();
    void theRemedyForTlsIsNamed();
};

void LinkFaultTest::handshakesFail_data()
{
    QTest::addColumn<QAbstractSocket::SocketError>("error");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Kind>("plain");
    QTest::addColumn<Kind>("overTls");
    const auto answered = [](int status, Kind plain, Kind overTls) {
        QTest::addRow("%d", status)
            << QAbstractSocket::UnknownSocketError << statusText(status) << plain << overTls;
    };
    const auto failed = [](QAbstractSocket::SocketError error, const QString &text, Kind kind) {
        QTest::newRow(qPrintable(text)) << error << text << kind << kind;
    };
    const QString refused = u"QWebSocketPrivate::processHandshake: Unknown error condition "
                            "encountered. Aborting connection."_s;
    QTest::newRow("400") << QAbstractSocket::UnknownSocketError << refused << Kind::NeedsTls
                         << Kind::OtherVersion;
    for (const int status : { 301, 302, 307, 308 })
        answered(status, Kind::NeedsTls, Kind::NotABroker);
    answered(401, Kind::WrongKey, Kind::WrongKey);
    answered(403, Kind::NotAllowed, Kind::NotAllowed);
    answered(429, Kind::TooManyWrongKeys, Kind::TooManyWrongKeys);
    answered(502, Kind::ProxyAlone, Kind::ProxyAlone);
    answered(503, Kind::Full, Kind::Full);
    answered(504, Kind::ProxyAlone, Kind::ProxyAlone);
    for (const int status : { 200, 404, 426, 500 })
        answered(status, Kind::NotABroker, Kind::NotABroker);
    failed(QAbstractSocket::UnknownSocketError, u"Read handshake request status failed"_s,
        Kind::NotABroker);
    failed(QAbstractSocket::UnknownSocketError,
        u"Invalid parameter(s) presented during protocol upgrade"_s, Kind::NotABroker);
    failed(QAbstractSocket::ConnectionRefusedError, u"Connection refused"_s, Kind::Unreachable);
    failed(QAbstractSocket::HostNotFoundError, u"Host not found"_s, Kind::Unreachable);
    failed(QAbstractSocket::RemoteHostClosedError, u"The remote host closed the connection"_s,
        Kind::Unreachable);
    // The words of a window in another language.
    failed(QAbstractSocket::ConnectionRefusedError, u"Handshake: Invalid"_s, Kind::Unreachable);
    failed(QAbstractSocket::SslHandshakeFailedError, u"Fehler im Ablauf des SSL-Protokolls"_s,
        Kind::NoTls);
}

void LinkFaultTest::handshakesFail()
{
    QFETCH(const QAbstractSocket::SocketError, error);
    QFETCH(const QString, text);
    QFETCH(const Kind, plain);
    QFETCH(const Kind, overTls);
    QCOMPARE(faultOfHandshake({ error, text, false }, Address).kind, plain);
    const LinkFault fault = faultOfHandshake({ error, text, true }, Address);
    QCOMPARE(fault.kind, overTls);
    QVERIFY2(fault.detail.contains(Address), qPrintable(fault.detail));
    if (error != QAbstractSocket::UnknownSocketError) {
        QCOMPARE(fault.given, text);
        QVERIFY2(fault.detail.contains(text), qPrintable(fault.detail));
    }
}

void LinkFaultTest::linksEnd_data()
{
    QTest::addColumn<quint16>("code");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("given");
    const auto ends = [](quint16 code, Kind kind, const QString &given = {}) {
        QTest::addRow("%d", code) << code << kind << given;
    };
    ends(closecode::GoingAway, Kind::Stopped);
    ends(closecode::ReadsTooSlowly, Kind::TooSlow);
    ends(closecode::NormalClosure, Kind::Unreachable);
    ends(closecode::NoStatus, Kind::Unreachable);
    ends(closecode::NoCloseFrame, Kind::Unreachable);
    ends(closecode::KeyRevoked, Kind::Unreachable, u"4001 why"_s);
}

void LinkFaultTest::linksEnd()
{
    QFETCH(const quint16, code);
    QFETCH(const Kind, kind);
    QFETCH(const QString, given);
    const LinkFault fault = faultOfClose(code, u"why"_s, Address);
    QCOMPARE(fault.kind, kind);
    QCOMPARE(fault.given, given);
    QVERIFY(fault.isPassing());
    QVERIFY2(fault.detail.contains(Address), qPrintable(fault.detail));
    QVERIFY2(fault.detail.contains(given), qPrintable(fault.detail));
}

void LinkFaultTest::certificatesAreNotAccepted_data()
{
    QTest::addColumn<QList<QSslError>>("errors");
    QTest::addColumn<bool>("hasTrusted");
    QTest::addColumn<Kind>("kind");
    const QSslError name(QSslError::HostNameMismatch);
    const QSslError signer(QSslError::SelfSignedCertificate);
    QTest::newRow("name") << QList { name } << false << Kind::OtherName;
    QTest::newRow("signer") << QList { signer } << false << Kind::Untrusted;
    QTest::newRow("both") << QList { name, signer } << false << Kind::Untrusted;
    QTest::newRow("another is trusted") << QList { signer } << true << Kind::OtherCertificate;
    QTest::newRow("another name") << QList { name } << true << Kind::OtherCertificate;
}

void LinkFaultTest::certificatesAreNotAccepted()
{
    QFETCH(const QList<QSslError>, errors);
    QFETCH(const bool, hasTrusted);
    QFETCH(const Kind, kind);
    const QSslCertificate certificate(CertificatePem);
    QVERIFY(!certificate.isNull());
    const LinkFault fault = faultOfCertificate(certificate, errors, hasTrusted, Address);
    QCOMPARE(fault.kind, kind);
    QCOMPARE(fault.certificate, certificate.digest(QCryptographicHash::Sha256).toHex());
    QCOMPARE(
        fault.given, kind == Kind::Untrusted ? errors.constFirst().errorString() : u"localhost"_s);
    QVERIFY(!fault.isPassing());
}

/// Neither goes away by itself.
void LinkFaultTest::theRemedyForTlsIsNamed()
{
    const QString refused = u"Unknown error condition"_s;
    const LinkFault needs = faultOfHandshake(
        { QAbstractSocket::UnknownSocketError, refused, false }, Address);
    QVERIFY2(needs.detail.contains("connect by wss://"_L1), qPrintable(needs.detail));
    QVERIFY2(needs.detail.contains("another version"_L1), qPrintable(needs.detail));
    const LinkFault has = faultOfHandshake(
        { QAbstractSocket::SslHandshakeFailedError, u"wrong"_s, true }, Address);
    QVERIFY2(has.detail.contains("connect by ws://"_L1), qPrintable(has.detail));
    QVERIFY(!needs.isPassing() && !has.isPassing());
}

QTEST_GUILESS_MAIN(LinkFaultTest)
#include "tst_linkfault.moc"
