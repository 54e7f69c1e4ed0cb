// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

#include "server/api/operations.h"
#include "server/base/handlers.h"
#include "server/codec/calls.h"
#include "server/codec/cboritems.h"
#include "server/codec/configcodec.h"
#include "server/codec/consoleprotocol.h"
#include "server/codec/errorcodec.h"
#include "server/codec/eventcodec.h"
#include "server/codec/trafficcodec.h"
#include "server/codec/wiretypes.h"
#include "tests/support/testclient.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The broker's end: answers some operations, and keeps what it was asked.
class NearConsole final : public LocalConsole {
public:
    NearConsole()
    {
        m_handlers.on<Overview>([this](const Overview &) { return overview; });
        m_handlers.on<ShowProject>([this](const ShowProject &op) {
            ProjectInfo answer = project;
            answer.id = op.project;
            return answer;
        });
        m_handlers.on<IssueKey>([this](const IssueKey &op) {
            issue = op;
            return issued;
        });
        m_handlers.on<Configure>([this](const Configure &op) {
            configured = op.config;
            return Done();
        });
        m_handlers.on<Explain>([this](const Explain &op) {
            explain = op;
            return Result<Explanation>(Error { ErrorCode::NotFound, u"gone"_s });
        });
        m_handlers.on<ListProjectsRequiringKey>([](const ListProjectsRequiringKey &) {
            return QSet<ProjectId> { projectId("a"), projectId("b") };
        });
        m_handlers.on<ShowUsage>([this](const ShowUsage &op) {
            usageProject = op.project;
            return UsageReport { 7, { { QDate(2026, 1, 31), 7 } } };
        });
    }
    using Console::tell;
    void attachObserver(QObject *) override { }
    void detachObserver(QObject *) override { }

    BrokerOverview overview;
    ProjectInfo project;
    IssuedApiKey issued;
    IssueKey issue;
    BrokerConfig configured;
    Explain explain;
    ProjectId usageProject;
};

/// The other end: every question goes as bytes to the near console, and its answer comes back as
/// bytes.
class FarConsole final : public Console {
public:
    explicit FarConsole(Console &near)
        : m_near(near)
    {
    }
    void submit(Question question) override
    {
        const NamedQuestion named = nameQuestion(question);
        const auto answered = [question](const Result<QCborValue> &answer) {
            if (answer)
                answerNamed(question, QCborValue::fromCbor(answer->toCbor()));
            else
                answerNamed(question,
                    decodeError(QCborValue::fromCbor(encodeError(answer.error()).toCbor())));
        };
        askByName(m_near, question.caller, named.operation,
            QCborValue::fromCbor(named.arguments.toCbor()), answered);
    }
    void attachObserver(QObject *) override { }
    void detachObserver(QObject *) override { }

private:
    Console &m_near;
};

/// The error of a call by name; an empty text if it has none.
QString faultOf(Console &console, const QString &operation, const QCborValue &arguments)
{
    QString fault;
    askByName(
        console, Principal::console(), operation, arguments, [&](const Result<QCborValue> &answer) {
            fault = answer ? QString() : answer.error().detail;
        });
    return fault;
}

/// The fault of an answer in which nothing is set, once it has gone over the wire.
template <typename Answer>
QString faultOfEmpty()
{
    Answer answer {};
    return Wire<Answer>::decode(
        QCborValue::fromCbor(Wire<Answer>::encode(Answer {}).toCbor()), answer, {});
}

template <AnOperation... Ops>
QMap<QString, QString> faultsOfEmpty(TypeList<Ops...>)
{
    return { { QLatin1StringView(Ops::about.name), faultOfEmpty<typename Ops::Answer>() }... };
}

TrafficBatch someTraffic()
{
    TrafficBatch batch;
    batch.projects = { projectId("shop"), projectId("bl\xc3\xb6g") };
    batch.bytes = R"({"type":"a"}data-agent)" + QByteArray("\xff\x00\xfe", 3);
    TrafficRecord record;
    record.number = (quint64(3) << 56) + 12;
    record.timeMs = 1'790'000'000'123;
    record.roster = 99;
    record.project = 1;
    record.size = 12;
    record.typeBegin = 9;
    record.typeSize = 1;
    record.targetBegin = 12;
    record.targetSize = 10;
    record.addressed = 3;
    record.delivered = 3;
    record.mirrored = 1;
    record.kind = TrafficKind::ToType;
    record.hasTargetType = true;
    record.targetType = ClientType::DataAgent;
    batch.records.push_back(record);
    record.number += 1;
    record.project = 0;
    record.begin = 22;
    record.size = 3;
    record.kind = TrafficKind::Rejected;
    record.reason = ErrorReason::MessageNotJson;
    record.missing = 70'000;
    record.hasTargetType = false;
    const QByteArray id = ClientId::create().text();
    std::copy(id.begin(), id.end(), record.sender.begin());
    record.senderType = ClientType::Admin;
    batch.records.push_back(record);
    batch.changes.push_back(
        { 5, ClientId::create(), ClientType::DataAgent, DeliveryState::TooSlow, true });
    batch.events.push_back({ ClientEvent::Kind::Left, ClientType::Admin, 4002, 1, projectId("shop"),
        ClientId::create(), 1'790'000'000'124, "too slow" });
    batch.dropped = 4;
    batch.droppedChanges = 5;
    batch.droppedEvents = 6;
    return batch;
}

void compare(const TrafficRecord &a, const TrafficRecord &b)
{
    QCOMPARE(a.number, b.number);
    QCOMPARE(a.timeMs, b.timeMs);
    QCOMPARE(a.roster, b.roster);
    QCOMPARE(a.project, b.project);
    QCOMPARE(a.begin, b.begin);
    QCOMPARE(a.size, b.size);
    QCOMPARE(a.typeBegin, b.typeBegin);
    QCOMPARE(a.typeSize, b.typeSize);
    QCOMPARE(a.targetBegin, b.targetBegin);
    QCOMPARE(a.targetSize, b.targetSize);
    QCOMPARE(a.addressed, b.addressed);
    QCOMPARE(a.delivered, b.delivered);
    QCOMPARE(a.mirrored, b.mirrored);
    QVERIFY(a.sender == b.sender);
    QCOMPARE(a.kind, b.kind);
    QCOMPARE(a.senderType, b.senderType);
    QCOMPARE(a.reason, b.reason);
    QCOMPARE(a.missing, b.missing);
    QCOMPARE(a.hasTargetType, b.hasTargetType);
    if (b.hasTargetType)
        QCOMPARE(a.targetType, b.targetType);
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersComeThrough();
    void emptyAnswersArrive();
    void countsItems_data();
    void countsItems();
    void refusesQuestionsOfManyItems();
    void secretsComeThroughToTheirReceiver();
    void optionalFieldsMayBeMissing();
    void errorsComeThrough();
    void wrongQuestionsAreRefusedWithTheirPlace_data();
    void wrongQuestionsAreRefusedWithTheirPlace();
    void answersOfOtherVersionsAreTaken();
    void answersThatCannotBeReadAreErrors();
    void configurationsChangeOnlyWhatTheyName();
    void configurationsKeepSecrets();
    void eventsComeThrough();
    void unknownEventsAreNothing();
    void trafficComesThrough();
    void brokenTrafficIsRefused();
    void namesOfErrorsAreStable();
};

void CodecTest::countsItems_data()
{
    QTest::addColumn<QByteArray>("cbor");
    QTest::addColumn<int>("items");
    const auto row = [](const char *name, const QByteArray &cbor, int items) {
        QTest::newRow(name) << cbor << items;
    };
    const QByteArray text(300, 'x');
    row("nothing", {}, 0);
    row("number", QCborValue(7).toCbor(), 1);
    row("large numbers",
        QCborArray { 1'000, 100'000, qint64(1) << 40, -1'000, 1.5 }.toCborValue().toCbor(), 6);
    row("text", QCborValue(QString::fromLatin1(text)).toCbor(), 1);
    row("bytes that look like items", QCborValue(QByteArray(70'000, '\xa0')).toCbor(), 1);
    row("map", QCborMap { { u"a"_s, 1 }, { u"b"_s, QCborArray { 2, 3 } } }.toCborValue().toCbor(),
        7);
    row("open array of empty maps", "\x9f" + QByteArray(5, '\xa0'), 6);
    row("text in pieces", QByteArray::fromHex("7f6161626262ff"), 4);
    row("cut in a number", QByteArray::fromHex("8219"), 2);
    row("cut in a text", QByteArray::fromHex("816461"), 2);
    row("size beyond all bounds", QByteArray::fromHex("5bffffffffffffffff00"), 1);
}

void CodecTest::countsItems()
{
    QFETCH(const QByteArray, cbor);
    QFETCH(const int, items);
    QVERIFY(!hasMoreCborItems(cbor, items));
    for (int most = 0; most < items; ++most)
        QVERIFY(hasMoreCborItems(cbor, most));
}

void CodecTest::refusesQuestionsOfManyItems()
{
    const auto questionOf = [](qsizetype numbers) {
        QCborArray list;
        for (qsizetype i = 0; i < numbers; ++i)
            list.append(0);
        return decodeQuestion(encodeFrame({ ConsoleVersion, 1, u"health"_s, list }));
    };
    QVERIFY(questionOf(limits::MaxQuestionItems - 9)); // The map and its members are nine.
    const Result<ConsoleQuestion> refused = questionOf(limits::MaxQuestionItems - 8);
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail,
        u"This is not a frame of a console: it has more than 4096 items of CBOR"_s);
}

void CodecTest::emptyAnswersArrive()
{
    const QMap<QString, QString> faults = faultsOfEmpty(Operations());
    for (auto fault = faults.begin(); fault != faults.end(); ++fault)
        QVERIFY2(fault->isNull(), qPrintable(fault.key() + *fault));
}

void CodecTest::answersComeThrough()
{
    NearConsole near;
    near.overview.projects = { { projectId("shop"), 3, 5, 1'790'000'000'000, 6, 7, 8, 9 } };
    near.overview.forgotten.bytes = 12;
    near.overview.figures.connections = 4;
    near.overview.refusedOrigins = { { u"https://a.example"_s, 2, 17 } };
    near.overview.certificate = CertificateInfo { u"CN = b"_s, 18 };
    near.overview.figures.endedByCloseCode = { { quint16(1000), 5 }, { quint16(4002), 1 } };
    near.overview.figures.databaseConnected = true;
    near.project.clients = { ClientInfo { ClientId::create(), ClientType::DataAgent, 5, u"python"_s,
        {}, u"127.0.0.1:1"_s, 3, true, 9, 1, 2, 3, 4, 5, u"b1"_s } };
    FarConsole far(near);
    QCOMPARE(resultOf(far.ask(Overview())).value(), near.overview);
    const auto project = resultOf(far.ask(ShowProject { projectId("sh\xc3\xb6p") }));
    QCOMPARE(project.value().id, projectId("sh\xc3\xb6p"));
    QCOMPARE(project.value().clients, near.project.clients);
    QVERIFY(project.value().clients[0].origin.isNull());
    QCOMPARE(resultOf(far.ask(ListProjectsRequiringKey())).value(),
        (QSet<ProjectId> { projectId("a"), projectId("b") }));
    QCOMPARE(resultOf(far.ask(ShowUsage { projectId("a") })).value(),
        (UsageReport { 7, { { QDate(2026, 1, 31), 7 } } }));
    QCOMPARE(near.usageProject, projectId("a"));
}

void CodecTest::secretsComeThroughToTheirReceiver()
{
    NearConsole near;
    near.issued.info.project = projectId("p");
    near.issued.info.createdAt = QDateTime(QDate(2026, 1, 31), QTime(1, 2, 3, 4), QTimeZone::utc());
    near.issued.key = ApiKey("sa_live_0123");
    FarConsole far(near);
    const auto issued = resultOf(far.ask(IssueKey { projectId("p"), u"for tests"_s, {} }));
    QCOMPARE(issued.value().key.secret(), QByteArray("sa_live_0123"));
    QCOMPARE(issued.value().info, near.issued.info);
    QCOMPARE(near.issue.description, u"for tests"_s);
    QVERIFY(near.issue.createdBy.isNull());
}

void CodecTest::optionalFieldsMayBeMissing()
{
    NearConsole near;
    QCOMPARE(faultOf(near, u"showUsage"_s, QCborMap()), QString());
    QVERIFY(near.usageProject.isNull());
    const QCborMap text { { u"projectId"_s, u"p"_s }, { u"envelope"_s, u"{\"a\":\"ö\"}"_s } };
    QCOMPARE(faultOf(near, u"explain"_s, text), u"gone"_s);
    QCOMPARE(near.explain.envelope, QByteArray("{\"a\":\"\xc3\xb6\"}"));
    QCOMPARE(near.explain.lines, limits::MaxExplainedClients);
    QVERIFY(near.explain.sender.text().isEmpty());
}

void CodecTest::errorsComeThrough()
{
    NearConsole near;
    FarConsole far(near);
    QCOMPARE(resultOf(far.ask(Explain { projectId("p"), "{" })).error().code, ErrorCode::NotFound);
    const Error error { ErrorCode::DatabaseLocked, u"locked"_s, ErrorReason::SqlLocked,
        { u"a"_s, u"b"_s } };
    const Error same = decodeError(encodeError(error));
    QCOMPARE(same.code, error.code);
    QCOMPARE(same.detail, error.detail);
    QCOMPARE(same.reason, error.reason);
    QCOMPARE(same.arguments, error.arguments);
    const Error newer = decodeError(QCborMap {
        { u"code"_s, u"OnFire"_s }, { u"detail"_s, u"It burns."_s }, { u"reason"_s, u"Fire"_s } });
    QCOMPARE(newer.code, ErrorCode::Conflict);
    QCOMPARE(newer.detail, u"It burns."_s);
    QCOMPARE(newer.reason, ErrorReason::None);
}

void CodecTest::wrongQuestionsAreRefusedWithTheirPlace_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QCborValue>("arguments");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const char *operation, const QCborValue &arguments,
                         const char *fault) {
        QTest::newRow(name) << QString::fromLatin1(operation) << arguments
                            << QString::fromLatin1(fault);
    };
    const QString project = u"projectId"_s;
    row("unknown", "selfDestruct", QCborMap(), "There is no operation of this name.");
    row("no object", "showProject", QCborArray(), "args: must be an object");
    row("missing", "showProject", QCborMap(), "projectId: is missing");
    row("null", "showProject", QCborMap { { project, nullptr } }, "projectId: is missing");
    row("number", "showProject", QCborMap { { project, 7 } }, "projectId: must be a text");
    row("more", "showProject", QCborMap { { project, u"p"_s }, { u"force"_s, true } },
        "force: there is no such field");
    row("negative", "explain",
        QCborMap { { project, u"p"_s }, { u"envelope"_s, u"{}"_s }, { u"lines"_s, -1 } },
        "lines: must be a whole number, and not negative");
    row("bool", "setDemoRunning", QCborMap { { u"running"_s, 1 } },
        "running: must be true or false");
    row("inside", "showDelivery",
        QCborMap { { u"query"_s,
            QCborMap { { project, u"p"_s }, { u"roster"_s, 1 }, { u"kind"_s, u"no"_s } } } },
        "query.kind: is not a known name");
    row("option", "configure",
        QCborMap { { u"config"_s, QCborMap { { u"speed"_s, QCborArray { u"1"_s } } } } },
        "config.speed: there is no such option");
    row("no list", "configure",
        QCborMap { { u"config"_s, QCborMap { { u"allow-origin"_s, u"https://a.example"_s } } } },
        "config.allow-origin: must be a list of texts");
    row("numbers", "configure",
        QCborMap { { u"config"_s, QCborMap { { u"port"_s, QCborArray { 9000 } } } } },
        "config.port: must be a list of texts");
    row("no key", "configure", QCborMap { { u"config"_s, QCborMap { { u"serviceKey"_s, 7 } } } },
        "config.serviceKey: must be a text, null for none, or true for the present one");
    row("value", "configure",
        QCborMap { { u"config"_s, QCborMap { { u"port"_s, QCborArray { u"x"_s } } } } },
        "config.port: \"x\" must be a whole number from 0 to 65535");
}

void CodecTest::wrongQuestionsAreRefusedWithTheirPlace()
{
    QFETCH(const QString, operation);
    QFETCH(const QCborValue, arguments);
    NearConsole near;
    QTEST(faultOf(near, operation, arguments), "fault");
}

void CodecTest::answersOfOtherVersionsAreTaken()
{
    const QCborMap answer { { u"figures"_s, QCborMap { { u"connections"_s, 5 } } },
        { u"newFigure"_s, 6 } };
    Result<BrokerOverview> taken = stoppedError();
    Question question;
    question.operation = indexIn<Overview>(Operations());
    question.reply = [&](const std::shared_ptr<const void> &reply) {
        taken = *static_cast<const Result<BrokerOverview> *>(reply.get());
    };
    answerNamed(question, QCborValue(answer));
    QCOMPARE(taken.value().figures.connections, 5);
    QCOMPARE(taken.value().figures.refused, 0);
}

void CodecTest::answersThatCannotBeReadAreErrors()
{
    Result<BrokerOverview> taken = BrokerOverview();
    Question question;
    question.operation = indexIn<Overview>(Operations());
    question.reply = [&](const std::shared_ptr<const void> &reply) {
        taken = *static_cast<const Result<BrokerOverview> *>(reply.get());
    };
    answerNamed(question,
        QCborValue(QCborMap { { u"forgotten"_s, QCborMap { { u"bytes"_s, u"five"_s } } } }));
    QCOMPARE(taken.error().detail,
        u"The broker's answer cannot be read: answer.forgotten.bytes: must be a whole number, and "
        "not negative"_s);
}

void CodecTest::configurationsChangeOnlyWhatTheyName()
{
    NearConsole near;
    BrokerConfig present;
    present.maxConnections = 77;
    present.allowedOrigins = { u"https://a.example"_s };
    near.tell(ConfigChanged { present, {} });
    BrokerConfig wanted = present;
    wanted.port = 1234;
    wanted.drainTime = std::chrono::seconds(9);
    const QCborValue changes = encodeChanges(present, wanted);
    QCOMPARE(changes.toMap().size(), 2);
    QCOMPARE(faultOf(near, u"configure"_s, QCborMap { { u"config"_s, changes } }), QString());
    QCOMPARE(near.configured, wanted);

    FarConsole far(near);
    wanted.allowedOrigins.clear();
    wanted.proxyProtocol = true;
    QVERIFY(resultOf(far.ask(Configure { wanted })).ok());
    QCOMPARE(near.configured, wanted);
}

void CodecTest::configurationsKeepSecrets()
{
    NearConsole near;
    BrokerConfig secret;
    secret.serviceKey = "very secret";
    secret.database = u"postgresql://a:b@host/db"_s;
    secret.clusterSecret = "very secret";
    secret.clusterUrls = { u"redis://a:b@host"_s };
    near.tell(ConfigChanged { withoutSecrets(secret), {} });
    const QByteArray told = nameEvent(ConfigChanged { near.now().config, {} }).fields.toCbor();
    QVERIFY(!told.contains("very secret"));
    QVERIFY(!told.contains("a:b"));
    FarConsole far(near);
    QVERIFY(resultOf(far.ask(Configure { near.now().config })).ok());
    QCOMPARE(withRestored(near.configured, secret), secret);
    BrokerConfig other = near.now().config;
    other.serviceKey = "another one";
    QVERIFY(resultOf(far.ask(Configure { other })).ok());
    QCOMPARE(near.configured.serviceKey.reveal(), QByteArray("another one"));
    const QCborMap asText { { u"config"_s, QCborMap { { u"viewerKey"_s, u"as a text"_s } } } };
    QCOMPARE(faultOf(near, u"configure"_s, asText), QString());
    QCOMPARE(near.configured.viewerKey.reveal(), QByteArray("as a text"));
    other.serviceKey.clear();
    QVERIFY(resultOf(far.ask(Configure { other })).ok());
    QVERIFY(near.configured.serviceKey.isEmpty());
}

void CodecTest::eventsComeThrough()
{
    const auto through = [](const Event &event) {
        const NamedEvent named = nameEvent(event);
        return eventOf(named.name, QCborValue::fromCbor(named.fields.toCbor())).value();
    };
    const auto state = std::get<StateChanged>(
        through(StateChanged { BrokerState::Listening, { u"ws://a"_s, u"ws://b"_s } }));
    QCOMPARE(state.state, BrokerState::Listening);
    QCOMPARE(state.urls, (QStringList { u"ws://a"_s, u"ws://b"_s }));
    const auto failed = std::get<StartFailed>(through(StartFailed { { ErrorCode::AddressInUse,
        u"in use"_s, ErrorReason::PortInUse, { u"1"_s, u"2"_s, u"3"_s } } }));
    QCOMPARE(failed.error.reason, ErrorReason::PortInUse);
    BrokerConfig config;
    config.port = 99;
    const auto changed = std::get<ConfigChanged>(through(ConfigChanged { config, { u"x"_s } }));
    QCOMPARE(changed.config, config);
    const LogEntry entry { 5, LogLevel::Warning, u"broker.rooms"_s, u"odd"_s };
    QCOMPARE(
        std::get<LogWritten>(through(LogWritten { { entry } })).entries, QList<LogEntry> { entry });
    const auto operatorState = std::get<ConsoleClientChanged>(
        through(ConsoleClientChanged { projectId("p"), ConsoleClientState::Connected }));
    QCOMPARE(operatorState.state, ConsoleClientState::Connected);
    QCOMPARE(std::get<ConsoleClientFailed>(
                 through(ConsoleClientFailed { projectId("p"), noSuchClient() }))
                 .error.code,
        ErrorCode::NotFound);
    QCOMPARE(
        std::get<ConsoleClientReceived>(through(ConsoleClientReceived { projectId("p"), "\xff{}" }))
            .message,
        QByteArray("\xff{}"));
    QVERIFY(std::get<DemoChanged>(through(DemoChanged { true })).isRunning);
    const auto traffic = std::get<TrafficArrived>(
        through(TrafficArrived { std::make_shared<const TrafficBatch>(someTraffic()) }));
    QCOMPARE(traffic.batch->records.size(), size_t(2));
}

void CodecTest::unknownEventsAreNothing()
{
    QVERIFY(!eventOf(u"eclipse"_s, QCborMap()));
    QVERIFY(!eventOf(u"stateChanged"_s, QCborMap { { u"state"_s, u"Dreaming"_s } }));
}

void CodecTest::trafficComesThrough()
{
    const TrafficBatch batch = someTraffic();
    const auto decoded = decodeTraffic(encodeTraffic(batch));
    QVERIFY(decoded.ok());
    const TrafficBatch &same = **decoded;
    QCOMPARE(same.projects, batch.projects);
    QCOMPARE(same.bytes, batch.bytes);
    QCOMPARE(same.records.size(), batch.records.size());
    for (size_t i = 0; i < batch.records.size(); ++i)
        compare(same.records[i], batch.records[i]);
    QCOMPARE(same.changes.size(), size_t(1));
    QCOMPARE(same.changes[0].message, batch.changes[0].message);
    QCOMPARE(same.changes[0].client, batch.changes[0].client);
    QCOMPARE(same.changes[0].type, batch.changes[0].type);
    QCOMPARE(same.changes[0].state, batch.changes[0].state);
    QCOMPARE(same.changes[0].wasQueued, true);
    QCOMPARE(same.events.size(), size_t(1));
    QCOMPARE(same.events[0].kind, batch.events[0].kind);
    QCOMPARE(same.events[0].type, batch.events[0].type);
    QCOMPARE(same.events[0].code, batch.events[0].code);
    QCOMPARE(same.events[0].after, batch.events[0].after);
    QCOMPARE(same.events[0].project, batch.events[0].project);
    QCOMPARE(same.events[0].client, batch.events[0].client);
    QCOMPARE(same.events[0].timeMs, batch.events[0].timeMs);
    QCOMPARE(same.events[0].reason, batch.events[0].reason);
    QCOMPARE(same.dropped, batch.dropped);
    QCOMPARE(same.droppedChanges, batch.droppedChanges);
    QCOMPARE(same.droppedEvents, batch.droppedEvents);
}

/// Every shorter text, every changed byte: refused or read, but nothing points out of the batch.
void CodecTest::brokenTrafficIsRefused()
{
    const QByteArray whole = encodeTraffic(someTraffic()).toByteArray();
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!decodeTraffic(whole.first(size)).ok());
    int taken = 0;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const int change : { 1, 0x20, 0x80, 0xff }) {
            QByteArray bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ change);
            const auto decoded = decodeTraffic(bytes);
            if (!decoded)
                continue;
            ++taken;
            for (const TrafficRecord &record : (*decoded)->records) {
                QVERIFY(record.project < (*decoded)->projects.size());
                QVERIFY(qint64(record.begin) + record.size <= (*decoded)->bytes.size());
            }
        }
    }
    QVERIFY(taken > 0);
    TrafficBatch beyond = someTraffic();
    beyond.records[0].size = 0xffff'ffff;
    QVERIFY(!decodeTraffic(encodeTraffic(beyond)).ok());
    beyond = someTraffic();
    beyond.records[0].project = 2;
    QVERIFY(!decodeTraffic(encodeTraffic(beyond)).ok());
    beyond = someTraffic();
    beyond.events[0].after = 3;
    QVERIFY(!decodeTraffic(encodeTraffic(beyond)).ok());
    QVERIFY(!decodeTraffic(QCborValue(7)).ok());
}

/// Programs of several versions meet: a name that changes is not understood any more.
void CodecTest::namesOfErrorsAreStable()
{
    const auto codeOf = [](const Error &error) { return encodeError(error)["code"_L1].toString(); };
    const auto reasonOf = [](ErrorReason reason) {
        return encodeError({ ErrorCode::Stopped, {}, reason })["reason"_L1].toString();
    };
    QCOMPARE(codeOf({ ErrorCode::InvalidArgument, {} }), u"InvalidArgument"_s);
    QCOMPARE(codeOf({ ErrorCode::Stopped, {} }), u"Stopped"_s);
    QCOMPARE(reasonOf(ErrorReason::ProjectUnnamed), u"ProjectUnnamed"_s);
    QCOMPARE(reasonOf(ErrorReason::RosterForgotten), u"RosterForgotten"_s);
}

QTEST_GUILESS_MAIN(CodecTest)
#include "tst_codec.moc"
