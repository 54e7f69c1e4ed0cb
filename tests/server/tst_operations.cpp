// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/eventspy.h"
#include "tests/support/testclient.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Answers one operation that everybody may ask, one to look and one about keys; keeps the reply of
/// a fourth.
class SmallConsole final : public LocalConsole {
public:
    SmallConsole()
    {
        m_handlers.on<Health>([](const Health &) { return BrokerHealth(); });
        m_handlers.on<ShowProject>([](const ShowProject &op) {
            return ProjectInfo { op.project, 0, {} };
        });
        m_handlers.on<ListKeys>([](const ListKeys &) { return QList<ApiKeyInfo>(); });
        m_handlers.on<Overview>(
            [this](const Overview &, const Reply<Overview> &reply) { late = reply; });
    }
    using Console::tell;
    void attachObserver(QObject *) override { }
    void detachObserver(QObject *) override { }

    std::optional<Reply<Overview>> late;
};

/// The error of the answer to one caller; null if there is none.
template <AnOperation Op>
std::optional<ErrorCode> refusal(Console &console, const Op &op, const Principal &caller)
{
    std::optional<ErrorCode> code;
    bool isAnswered = false;
    console.ask<Op>(op, caller, [&](const Result<typename Op::Answer> &answer) {
        isAnswered = true;
        if (!answer)
            code = answer.error().code;
    });
    if (!isAnswered)
        qFatal("not answered");
    return code;
}

QByteArray nameOf(Right right)
{
    switch (right) {
    case Right::Open:
        return "none";
    case Right::Look:
        return "look";
    case Right::Act:
        return "act";
    case Right::Keys:
        return "keys";
    }
    return {};
}

template <AnOperation Op>
QByteArray referenceRow()
{
    QByteArrayList fields;
    for (const FieldInfo &field : Op::fields)
        fields.append(QByteArray("`") + field.name + "`: " + field.help);
    return QByteArray("| `") + Op::about.name + "` | " + nameOf(Op::about.right) + " | "
        + fields.join("; ") + " | " + Op::about.help + " |\n";
}

template <typename... Ops>
QByteArray referenceOf(TypeList<Ops...>)
{
    return "| operation | right | asked with | what it does |\n| --- | --- | --- | --- |\n"
        + (referenceRow<Ops>() + ...);
}

} // namespace

class OperationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callersMayAskWhatTheirRightsAllow();
    void unknownOperationsAreRefused();
    void lostRepliesAreAnsweredByStopped();
    void eventsAddUpToTheSnapshot();
    void secretsAreNotTold();
    void configurationsOfTheWindowKeepTheSecrets();
    void theDocumentHasThemAll();
};

void OperationsTest::callersMayAskWhatTheirRightsAllow()
{
    SmallConsole console;
    const ShowProject shop { projectId("shop") };
    const ShowProject blog { projectId("blog") };
    const Principal holder = Principal::keyHolder(projectId("shop"), 1);
    QCOMPARE(refusal(console, Health(), Principal::nobody()), std::nullopt);
    QCOMPARE(refusal(console, shop, Principal::nobody()), ErrorCode::NotAllowed);
    QCOMPARE(refusal(console, shop, Principal::visitor(projectId("shop"))), std::nullopt);
    QCOMPARE(refusal(console, shop, holder), std::nullopt);
    QCOMPARE(refusal(console, blog, holder), ErrorCode::NotAllowed);
    QCOMPARE(refusal(console, ListKeys(), holder), ErrorCode::NotAllowed);
    QCOMPARE(refusal(console, ListKeys(), Principal::serviceKey()), std::nullopt);
    QCOMPARE(refusal(console, blog, Principal::console()), std::nullopt);
}

void OperationsTest::unknownOperationsAreRefused()
{
    SmallConsole console;
    QCOMPARE(refusal(console, StopBroker(), Principal::console()), ErrorCode::Stopped);
}

void OperationsTest::lostRepliesAreAnsweredByStopped()
{
    SmallConsole console;
    const auto answer = console.ask(Overview());
    QVERIFY(!answer.isFinished());
    console.late.reset();
    QCOMPARE(resultOf(answer).error().code, ErrorCode::Stopped);
}

void OperationsTest::eventsAddUpToTheSnapshot()
{
    SmallConsole console;
    EventSpy<StateChanged> states(console);
    console.tell(StateChanged { BrokerState::Listening, { u"ws://a"_s } });
    console.tell(ConsoleClientChanged { projectId("p"), ConsoleClientState::Connected });
    console.tell(ConsoleClientChanged { projectId("q"), ConsoleClientState::Connecting });
    console.tell(ConsoleClientChanged { projectId("q"), ConsoleClientState::Disconnected });
    console.tell(DemoChanged { true });
    console.tell(StartFailed { { ErrorCode::Stopped, {} } });
    QCOMPARE(states.size(), 1);
    QCOMPARE(console.now().state, BrokerState::Listening);
    QCOMPARE(console.now().urls, QStringList { u"ws://a"_s });
    QCOMPARE(console.now().consoleClients.keys(), QList<ProjectId> { projectId("p") });
    QVERIFY(console.now().isDemoRunning);
    QVERIFY(console.now().startFailure);
    QCOMPARE(console.now().startFailure->code, ErrorCode::Stopped);
    console.tell(ConfigChanged());
    QVERIFY(console.now().startFailure);
    console.tell(StateChanged { BrokerState::Starting, {} });
    QVERIFY(!console.now().startFailure);
}

void OperationsTest::secretsAreNotTold()
{
    BrokerConfig config;
    config.serviceKey = "the-service-key";
    config.database = u"postgresql://me:the-password@host/db?sslpassword=another"_s;
    config.clusterSecret = "the-secret";
    config.clusterUrls = { u"redis://me:the-password@a"_s, u"rediss://:the-password@b:7000"_s };
    const BrokerConfig told = withoutSecrets(config);
    QVERIFY(told.clusterSecret.reveal().isEmpty());
    QCOMPARE(told.clusterUrls, (QStringList { u"redis://me@a"_s, u"rediss://b:7000"_s }));
    QVERIFY(told.serviceKey.reveal().isEmpty());
    QVERIFY(!told.serviceKey.isEmpty());
    QCOMPARE(told.database, u"postgresql://me@host/db"_s);
    QCOMPARE(withRestored(told, config), config);
    BrokerConfig changed = told;
    changed.serviceKey = "another";
    changed.database = u"other.db"_s;
    changed.clusterSecret.clear();
    changed.clusterUrls = { u"redis://me:another@a"_s };
    QCOMPARE(withRestored(changed, config), changed);
    changed.serviceKey.clear();
    QVERIFY(withRestored(changed, config).serviceKey.isEmpty());
}

void OperationsTest::configurationsOfTheWindowKeepTheSecrets()
{
    TestBroker test;
    test.config.serviceKey = "the-service-key";
    EventSpy<ConfigChanged> changed(test.broker);
    QVERIFY(test.start());
    QVERIFY(!changed.isEmpty());
    QVERIFY(changed.constLast().config.serviceKey.reveal().isEmpty());
    BrokerConfig wanted = test.broker.now().config;
    QVERIFY(wanted.serviceKey.isHidden());
    wanted.maxConnections = 17;
    QVERIFY(resultOf(test.broker.ask(Configure { wanted })).ok());
    QCOMPARE(test.broker.config().maxConnections, 17);
    QCOMPARE(test.broker.config().serviceKey.reveal(), "the-service-key");
    test.broker.stop();
    QTRY_COMPARE(test.broker.now().state, BrokerState::Stopped);
    test.broker.ask(StartBroker { test.broker.now().config });
    QTRY_COMPARE(test.broker.now().state, BrokerState::Listening);
    QCOMPARE(test.broker.config().serviceKey.reveal(), "the-service-key");
}

void OperationsTest::theDocumentHasThemAll()
{
    QFile document(QStringLiteral(DOCUMENT));
    QVERIFY(document.open(QIODevice::ReadOnly));
    const QByteArray table = referenceOf(Operations());
    QFile expected(u"operations.md"_s); // In the build folder.
    QVERIFY(expected.open(QIODevice::WriteOnly));
    expected.write(table);
    QVERIFY2(document.readAll().endsWith(QByteArray('\n' + table)),
        qPrintable(u"%1: replace its table with that in %2"_s.arg(
            document.fileName(), QFileInfo(expected).absoluteFilePath())));
}

QTEST_GUILESS_MAIN(OperationsTest)
#include "tst_operations.moc"
