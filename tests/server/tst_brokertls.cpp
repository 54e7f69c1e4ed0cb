// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/command.h"
#include "tests/support/eventspy.h"
#include "tests/support/testclient.h"

#include "server/loopback/loopbackclient.h"

#include <QtCore/QFile>
#include <QtNetwork/QSslCertificate>
#include <QtTest/QSignalSpy>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

/// The program's own client over TLS, and a change of certificate at run time. Other clients' view
/// of TLS is tested without Qt (tests/wire/test_tls.py).
class BrokerTlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_test.reset(); }
    void theConsoleEnters();
    void theDemoRuns();
    void aNewCertificateIsKnownInside();
    void anotherCertificateIsNobodys();
    void configureTurnsItOnAndOff();
    void badFilesChangeNothing();
    void aBadReloadIsAProblemUntilAGoodOne();
    void doesNotStartWithBadFiles();
    void nothingToReload();

private:
    [[nodiscard]] Broker &broker() { return m_test->broker; }
    [[nodiscard]] bool makeCertificate(const char *name);
    [[nodiscard]] LoopbackEnd endOf(const Listening &listening);
    [[nodiscard]] std::optional<CertificateInfo> shown();
    [[nodiscard]] bool enters(const char *project);

    std::unique_ptr<TestBroker> m_test;
};

void BrokerTlsTest::init()
{
    m_test = std::make_unique<TestBroker>();
    m_test->config.tlsCertificate = m_test->folder.filePath(u"broker.pem"_s);
    m_test->config.tlsKey = m_test->folder.filePath(u"broker.key"_s);
    QVERIFY(makeCertificate("first"));
    QVERIFY(m_test->start());
}

bool BrokerTlsTest::makeCertificate(const char *name)
{
    const CommandResult made = runCommand({ u"openssl"_s, u"req"_s, u"-x509"_s, u"-nodes"_s,
        u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-days"_s, u"2"_s,
        u"-subj"_s, u"/CN="_s + QString::fromLatin1(name), u"-keyout"_s, m_test->config.tlsKey,
        u"-out"_s, m_test->config.tlsCertificate });
    if (made.exitCode != 0)
        qWarning("openssl: %s", made.output.constData());
    return made.exitCode == 0;
}

std::optional<CertificateInfo> BrokerTlsTest::shown()
{
    return resultOf(broker().ask(Overview()))->certificate;
}

bool BrokerTlsTest::enters(const char *project)
{
    broker().ask(ConnectConsoleClient { projectId(project) });
    return QTest::qWaitFor([&] {
        return broker().now().consoleClients.value(projectId(project))
            == ConsoleClientState::Connected;
    });
}

LoopbackEnd BrokerTlsTest::endOf(const Listening &listening)
{
    auto *client = new LoopbackClient(this);
    QSignalSpy ended(client, &LoopbackClient::ended);
    client->open(listening, { projectId("p"), ClientType::Admin, "test", {} });
    const bool isOver = QTest::qWaitFor([&] { return !ended.isEmpty(); });
    client->closeAndDelete();
    return isOver ? ended.constFirst().constFirst().value<LoopbackEnd>() : LoopbackEnd {};
}

void BrokerTlsTest::theConsoleEnters()
{
    QVERIFY(m_test->url().startsWith(u"wss://127.0.0.1:"_s));
    EventSpy<ConsoleClientReceived> received(broker());
    QVERIFY(enters("p"));
    QVERIFY(
        resultOf(broker().ask(SendFromConsoleClient { projectId("p"), "{\"type\":\"hi\"}" })).ok());
    const auto certificate = shown();
    QVERIFY(certificate);
    QCOMPARE(certificate->subject, u"CN = first"_s);
    const qint64 left = certificate->expiresMs - QDateTime::currentMSecsSinceEpoch();
    QVERIFY(left > 47 * 3'600'000LL && left <= 48 * 3'600'000LL);
}

void BrokerTlsTest::theDemoRuns()
{
    broker().ask(SetDemoRunning { true });
    const auto talk = [this] {
        const auto projects = *resultOf(broker().ask(ListProjects()));
        return projects.size() == 1 && projects.constFirst().clients.size() == 3;
    };
    QTRY_VERIFY(talk());
}

void BrokerTlsTest::aNewCertificateIsKnownInside()
{
    QVERIFY(enters("p"));
    QVERIFY(makeCertificate("second"));
    QVERIFY(resultOf(broker().ask(ReloadCertificate())).ok());
    QCOMPARE(shown()->subject, u"CN = second"_s);
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Connected);
    QVERIFY(enters("q"));
}

void BrokerTlsTest::anotherCertificateIsNobodys()
{
    const QStringList urls = broker().now().urls;
    for (const QByteArray &expected : { QByteArray(), QByteArray("another") }) {
        const LoopbackEnd end = endOf({ urls, expected });
        QVERIFY(!end.wasConnected);
        QCOMPARE(end.reason, u"the port shows another certificate than the broker's"_s);
    }
    const auto own = QSslCertificate::fromPath(m_test->config.tlsCertificate).constFirst();
    QVERIFY(makeCertificate("not in use"));
    QCOMPARE(shown()->subject, u"CN = first"_s);
    const auto other = QSslCertificate::fromPath(m_test->config.tlsCertificate).constFirst();
    QVERIFY(!endOf({ urls, other.toDer() }).wasConnected);
    LoopbackClient client;
    QSignalSpy connected(&client, &LoopbackClient::connected);
    client.open({ urls, own.toDer() }, { projectId("p"), ClientType::Admin, "test", {} });
    QTRY_COMPARE(connected.size(), 1);
}

void BrokerTlsTest::configureTurnsItOnAndOff()
{
    QVERIFY(enters("p"));
    BrokerConfig plain = m_test->config;
    plain.tlsCertificate.clear();
    plain.tlsKey.clear();
    QVERIFY(resultOf(broker().ask(Configure { plain })).ok());
    QVERIFY(m_test->url().startsWith(u"ws://"_s));
    QVERIFY(!shown());
    QVERIFY(enters("q"));
    QVERIFY(resultOf(broker().ask(Configure { m_test->config })).ok());
    QVERIFY(m_test->url().startsWith(u"wss://"_s));
    QVERIFY(enters("r"));
    for (const char *project : { "p", "q" })
        QCOMPARE(
            broker().now().consoleClients.value(projectId(project)), ConsoleClientState::Connected);
}

void BrokerTlsTest::badFilesChangeNothing()
{
    QVERIFY(QFile::remove(m_test->config.tlsKey));
    BrokerConfig changed = m_test->config;
    changed.maxConnections = 17;
    for (const auto &result : { resultOf(broker().ask(ReloadCertificate())),
             resultOf(broker().ask(Configure { changed })) }) {
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::CertificateUnusable);
        QVERIFY(result.error().detail.contains(m_test->config.tlsKey));
    }
    QCOMPARE(broker().config(), m_test->config);
    QCOMPARE(shown()->subject, u"CN = first"_s);
    QVERIFY(enters("p"));
}

void BrokerTlsTest::aBadReloadIsAProblemUntilAGoodOne()
{
    const auto health = std::make_shared<ProcessHealth>();
    Broker second(health);
    BrokerConfig config = m_test->config;
    config.database = m_test->folder.filePath(u"second.db"_s);
    second.start(config);
    QTRY_COMPARE(second.now().state, State::Listening);
    QVERIFY(health->problems().isEmpty());
    QVERIFY(QFile::rename(config.tlsKey, config.tlsKey + u".old"_s));
    QVERIFY(!resultOf(second.ask(ReloadCertificate())).ok());
    QCOMPARE(health->problems().size(), 1);
    QVERIFY(health->problems().constFirst().detail.contains(config.tlsKey));
    QVERIFY(!health->problems().constFirst().text.contains(u'/'));
    QVERIFY(QFile::rename(config.tlsKey + u".old"_s, config.tlsKey));
    QVERIFY(resultOf(second.ask(ReloadCertificate())).ok());
    QVERIFY(health->problems().isEmpty());
    second.stop();
    QTRY_COMPARE(second.now().state, State::Stopped);
}

void BrokerTlsTest::doesNotStartWithBadFiles()
{
    QFile key(m_test->config.tlsKey);
    QVERIFY(key.setPermissions(QFile::ReadOwner | QFile::ReadOther));
    Broker second;
    EventSpy<StartFailed> failed(second);
    BrokerConfig config = m_test->config;
    config.database = m_test->folder.filePath(u"second.db"_s);
    second.start(config);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.constFirst().error;
    QCOMPARE(error.code, ErrorCode::CertificateUnusable);
    QVERIFY(error.detail.contains(u"chmod 600"_s));
    QTRY_COMPARE(second.now().state, State::Stopped);
}

void BrokerTlsTest::nothingToReload()
{
    Broker stopped;
    QCOMPARE(resultOf(stopped.ask(ReloadCertificate())).error().code, ErrorCode::Stopped);
    BrokerConfig plain = m_test->config;
    plain.tlsCertificate.clear();
    plain.tlsKey.clear();
    QVERIFY(resultOf(broker().ask(Configure { plain })).ok());
    QVERIFY(resultOf(broker().ask(ReloadCertificate())).ok());
}

QTEST_GUILESS_MAIN(BrokerTlsTest)
#include "tst_brokertls.moc"
