// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

#include "server/api/closecode.h"
#include "server/base/tuning.h"
#include "server/codec/calls.h"
#include "server/codec/consoleprotocol.h"
#include "server/codec/refusalstatus.h"
#include "tests/protocol/clientframes.h"
#include "tests/server/store/logcounter.h"
#include "tests/support/eventspy.h"
#include "tests/support/testclient.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QtEndian>
#include <QtNetwork/QTcpSocket>

#include <algorithm>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr char ServiceKey[] = "a service key of the tests";
constexpr char ViewerKey[] = "a viewer key of the tests";

/// A console elsewhere, made of Qt's own WebSocket.
class FarSocket final {
public:
    explicit FarSocket(const QString &url, const char *key = ServiceKey,
        const QString &subprotocol = QLatin1StringView(ConsoleSubprotocol),
        const QString &origin = {})
        : socket(origin)
    {
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
            [this](const QByteArray &bytes) { take(bytes); });
        QNetworkRequest request(QUrl(url + u"/console"_s));
        if (key)
            request.setRawHeader("Authorization", QByteArray("Bearer ") + key);
        if (!subprotocol.isNull())
            request.setRawHeader("Sec-WebSocket-Protocol", subprotocol.toLatin1());
        socket.open(request);
    }

    /// Sends a question, and waits for its answer.
    Result<QCborValue> ask(const QString &operation, const QCborValue &arguments = QCborMap())
    {
        const qint64 id = ++m_lastId;
        socket.sendBinaryMessage(encodeFrame(ConsoleQuestion { 1, id, operation, arguments }));
        return answerTo(id);
    }
    Result<QCborValue> ask(const ConnectionCall &call)
    {
        const qint64 id = ++m_lastId;
        socket.sendBinaryMessage(encodeFrame(questionOf(id, call)));
        return answerTo(id);
    }
    Result<QCborValue> answerTo(qint64 id)
    {
        if (!QTest::qWaitFor([&] { return answers.contains(id); }, 10'000))
            qFatal("no answer");
        Result<QCborValue> answer = *answers.constFind(id);
        answers.remove(id);
        return answer;
    }
    template <typename E>
    QList<E> all() const
    {
        QList<E> found;
        for (const Event &event : events) {
            if (const E *one = std::get_if<E>(&event))
                found.append(*one);
        }
        return found;
    }
    [[nodiscard]] qsizetype messages() const
    {
        qsizetype count = 0;
        for (const auto &traffic : all<TrafficArrived>())
            count += std::ssize(traffic.batch->records);
        return count;
    }
    int refusal() const { return refusalStatus(socket.errorString()); }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }

    QWebSocket socket;
    std::optional<ConsoleHello> hello;
    QList<Event> events;
    QHash<qint64, Result<QCborValue>> answers; ///< By id.

private:
    void take(const QByteArray &bytes)
    {
        auto frame = decodeBrokerFrame(bytes);
        if (!frame)
            qFatal("%s", qUtf8Printable(frame.error().detail));
        if (const auto *first = std::get_if<ConsoleHello>(&*frame))
            hello = *first;
        else if (const auto *event = std::get_if<Event>(&*frame))
            events.append(*event);
        else if (const auto *answer = std::get_if<ConsoleAnswer>(&*frame))
            answers.insert(answer->id, answer->answer);
    }

    qint64 m_lastId = 0;
};

/// A console that can stop reading, which a QWebSocket cannot.
class StoppingSocket final {
public:
    explicit StoppingSocket(const QString &url)
    {
        const QUrl broker(url);
        m_socket.connectToHost(broker.host(), static_cast<quint16>(broker.port()));
        m_socket.write("GET /console HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                       "Sec-WebSocket-Protocol: broadcaster-console.v1\r\nAuthorization: Bearer ");
        m_socket.write(ServiceKey);
        m_socket.write("\r\n\r\n");
    }

    void ask(const ConsoleQuestion &question)
    {
        m_socket.write(clientFrame(Opcode::Binary, encodeFrame(question)));
    }
    void stopReading() { m_socket.setReadBufferSize(4096); }
    void readAgain() { m_socket.setReadBufferSize(0); }
    [[nodiscard]] bool isClosed() const
    {
        return m_socket.state() == QAbstractSocket::UnconnectedState;
    }

    // The next three tell about the frames that have been read by now.
    [[nodiscard]] bool isAnswered(qint64 id)
    {
        return std::ranges::any_of(frames(), [id](const BrokerFrame &frame) {
            const auto *answer = std::get_if<ConsoleAnswer>(&frame);
            return answer && answer->id == id;
        });
    }
    struct Traffic {
        quint64 shown = 0;
        quint64 dropped = 0;
    };
    [[nodiscard]] Traffic traffic()
    {
        Traffic sum;
        for (const BrokerFrame &frame : frames()) {
            const auto *event = std::get_if<Event>(&frame);
            const auto *arrived = event ? std::get_if<TrafficArrived>(event) : nullptr;
            sum.shown += arrived ? arrived->batch->records.size() : 0;
            sum.dropped += arrived ? arrived->batch->dropped : 0;
        }
        return sum;
    }
    [[nodiscard]] quint16 closeCode() ///< 0: no close frame.
    {
        (void)frames();
        return m_closeCode;
    }

private:
    const std::vector<BrokerFrame> &frames()
    {
        m_input += m_socket.readAll();
        if (!m_isUpgraded) {
            const qsizetype end = m_input.indexOf("\r\n\r\n");
            if (end < 0)
                return m_frames;
            m_input.remove(0, end + 4);
            m_isUpgraded = true;
        }
        qsizetype done = 0;
        while (const qsizetype size = takeFrame(QByteArrayView(m_input).sliced(done)))
            done += size;
        m_input.remove(0, done);
        return m_frames;
    }
    /// The size of the whole frame at the beginning; 0: it is not there yet.
    qsizetype takeFrame(QByteArrayView input)
    {
        if (input.size() < 2)
            return 0;
        const int mark = input[1];
        const qsizetype head = mark < 126 ? 2 : mark == 126 ? 4 : 10;
        if (input.size() < head)
            return 0;
        const auto size = mark < 126 ? static_cast<qsizetype>(mark)
            : mark == 126            ? qFromBigEndian<quint16>(input.data() + 2)
                                     : qFromBigEndian<qsizetype>(input.data() + 2);
        if (input.size() < head + size)
            return 0;
        take(static_cast<Opcode>(input[0] & 0x0f), input.sliced(head, size));
        return head + size;
    }
    void take(Opcode opcode, QByteArrayView payload)
    {
        if (opcode == Opcode::Close)
            m_closeCode = qFromBigEndian<quint16>(payload.data());
        if (opcode != Opcode::Binary)
            return;
        auto frame = decodeBrokerFrame(payload.toByteArray());
        if (!frame)
            qFatal("%s", qUtf8Printable(frame.error().detail));
        m_frames.push_back(*std::move(frame));
    }

    QTcpSocket m_socket;
    QByteArray m_input;
    std::vector<BrokerFrame> m_frames;
    bool m_isUpgraded = false;
    quint16 m_closeCode = 0;
};

QCborMap projectArguments(const QString &project)
{
    return { { u"projectId"_s, project } };
}

} // namespace

class ConsolesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theFirstFrameTellsWhatTheBrokerIs();
    void operationsAreAnswered();
    void faultsAreAnsweredAndNothingIsLost();
    void viewersLookAndDoNotAct();
    void trafficComesWhileItIsWatched();
    void filtersRunAtTheBroker();
    void largeMessagesAreFetched();
    void eventsAreTold();
    void configurationsAreChanged();
    void aChangedKeyClosesItsConsoles();
    void consolesHaveABound();
    void questionsHaveABound();
    void framesThatAreNoneAreBounded();
    void aConsoleThatDoesNotReadGetsLess();
    void aConsoleThatNeverReadsIsClosed();
    void theStopClosesConsoles();
    void wrongCallersAreRefused_data();
    void wrongCallersAreRefused();

private:
    std::unique_ptr<TestBroker> m_broker;
};

void ConsolesTest::init()
{
    m_broker = std::make_unique<TestBroker>();
    m_broker->config.serviceKey = ServiceKey;
    m_broker->config.viewerKey = ViewerKey;
    QVERIFY(m_broker->start());
}

void ConsolesTest::cleanup()
{
    m_broker.reset();
}

void ConsolesTest::theFirstFrameTellsWhatTheBrokerIs()
{
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    QCOMPARE(console.socket.subprotocol(), QLatin1StringView(ConsoleSubprotocol));
    QCOMPARE(console.hello->version, ConsoleVersion);
    QCOMPARE(console.hello->program, QStringLiteral(BROADCASTER_VERSION));
    QVERIFY(!console.hello->name.isEmpty());
    QCOMPARE(console.hello->state, BrokerState::Listening);
    QCOMPARE(console.hello->rights, (QStringList { u"look"_s, u"act"_s, u"keys"_s }));
    QCOMPARE(console.hello->operations, operationNames());
    QTRY_VERIFY(!console.all<StateChanged>().isEmpty());
    QCOMPARE(console.all<StateChanged>()[0].urls, m_broker->broker.now().urls);
    QCOMPARE(console.all<ConfigChanged>()[0].config, m_broker->broker.now().config);
}

void ConsolesTest::operationsAreAnswered()
{
    TestClient client(m_broker->url(), u"shop"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    const auto project = console.ask(u"showProject"_s, projectArguments(u"shop"_s));
    QVERIFY(project.ok());
    const QCborMap info = project->toMap()["clients"_L1].toArray().at(0).toMap();
    QCOMPARE(info["clientId"_L1].toString().toLatin1(), client.id().text());
    QCOMPARE(info["type"_L1].toString(), u"runtime"_s);
    const auto issued = console.ask(u"issueKey"_s, projectArguments(u"shop"_s));
    QVERIFY(issued->toMap()["apiKey"_L1].toString().startsWith("sa_live_"_L1));
    const auto again = console.ask(u"issueKey"_s, projectArguments(u"shop"_s));
    QCOMPARE(again.error().code, ErrorCode::Conflict);
    QCOMPARE(again.error().reason, ErrorReason::ActiveKeyExists);
    const QCborMap gone { { u"projectId"_s, u"shop"_s },
        { u"clientId"_s, QString::fromLatin1(client.id().text()) } };
    QVERIFY(console.ask(u"disconnectClient"_s, gone).ok());
    QTRY_COMPARE(client.closeCode(), 4000);
}

void ConsolesTest::faultsAreAnsweredAndNothingIsLost()
{
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    QCOMPARE(console.ask(u"selfDestruct"_s).error().code, ErrorCode::NotFound);
    QCOMPARE(console.ask(u"showProject"_s).error().detail, u"projectId: is missing"_s);
    QCOMPARE(console.ask(u"watchTraffic"_s, QCborMap { { u"speed"_s, 1 } }).error().detail,
        u"speed: there is no such field"_s);
    console.socket.sendBinaryMessage("\xff\xff");
    QVERIFY(console.answerTo(-1).error().detail.startsWith("This is not a frame of a console"_L1));
    console.socket.sendTextMessage(u"{}"_s);
    QVERIFY(console.answerTo(-1).error().detail.contains("binary"_L1));
    console.socket.sendBinaryMessage(encodeFrame(ConsoleQuestion { 2, 77, u"overview"_s, {} }));
    QCOMPARE(console.answerTo(77).error().detail, u"v: this broker speaks version 1"_s);
    QVERIFY(console.ask(u"overview"_s).ok());
}

void ConsolesTest::viewersLookAndDoNotAct()
{
    TestClient client(m_broker->url(), u"shop"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    FarSocket console(m_broker->url(), ViewerKey);
    QTRY_VERIFY(console.hello);
    QCOMPARE(console.hello->rights, QStringList { u"look"_s });
    for (const char *operation : { "overview", "listProjects", "showUsage", "health" })
        QVERIFY2(console.ask(QLatin1StringView(operation)).ok(), operation);
    const QCborMap project = projectArguments(u"shop"_s);
    for (const char *operation : { "issueKey", "revokeKey", "showKey", "connectConsoleClient" })
        QCOMPARE(
            console.ask(QLatin1StringView(operation), project).error().code, ErrorCode::NotAllowed);
    for (const char *operation : { "listKeys", "stopBroker", "reloadCertificate" })
        QCOMPARE(console.ask(QLatin1StringView(operation)).error().code, ErrorCode::NotAllowed);
    const QCborMap config { { u"config"_s,
        QCborMap { { u"max-connections"_s, QCborArray { u"9"_s } } } } };
    QCOMPARE(console.ask(u"configure"_s, config).error().code, ErrorCode::NotAllowed);
    QVERIFY(console.all<ConfigChanged>().isEmpty());
    QVERIFY(console.ask(WatchTraffic {}).ok());
    client.send(R"({"type":"hello","to":{"type":"admin"}})");
    QTRY_COMPARE(console.messages(), 1);
}

void ConsolesTest::trafficComesWhileItIsWatched()
{
    TestClient client(m_broker->url(), u"shop"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    client.send(R"({"type":"early"})");
    QVERIFY(console.ask(u"overview"_s).ok());
    QVERIFY(console.ask(WatchTraffic {}).ok());
    // The attachment goes through the main thread and the room's.
    QTRY_VERIFY((client.send(R"({"type":"PING"})"), console.messages() > 0));
    QVERIFY(console.ask(StopWatching {}).ok());
    QTest::qWait(200);
    const qsizetype before = console.messages();
    client.send(R"({"type":"late"})");
    QTest::qWait(200);
    QCOMPARE(console.messages(), before);
}

void ConsolesTest::filtersRunAtTheBroker()
{
    TestClient client(m_broker->url(), u"shop"_s, u"runtime"_s);
    TestClient other(m_broker->url(), u"blog"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted() && other.isGreeted());
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    const auto refused = console.ask(WatchTraffic { u"reply.time > 1s"_s, {} });
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QVERIFY(console.ask(WatchTraffic { u"payload.n >= 50"_s, projectId("shop") }).ok());
    QTRY_VERIFY((client.send(R"({"type":"a","payload":{"n":99}})"), console.messages() > 0));
    QTest::qWait(200);
    const qsizetype before = console.messages();
    for (int n = 0; n < 100; ++n) {
        const QByteArray text = R"({"type":"a","payload":{"n":)" + QByteArray::number(n) + "}}";
        client.send(text.constData());
        other.send(text.constData());
    }
    QTRY_COMPARE(console.messages() - before, 50);
    QTest::qWait(100);
    QCOMPARE(console.messages() - before, 50);
}

void ConsolesTest::largeMessagesAreFetched()
{
    TestClient client(m_broker->url(), u"shop"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    QVERIFY(console.ask(WatchTraffic { u"type == \"big\""_s, {} }).ok());
    const QByteArray text = R"({"type":"big","payload":")" + QByteArray(900'000, 'x') + R"("})";
    QTRY_VERIFY_WITH_TIMEOUT((client.send(text.constData()), console.messages() > 0), 10'000);
    const TrafficRecord record = console.all<TrafficArrived>().constLast().batch->records.back();
    QCOMPARE(record.size, quint32(limits::MessagePreviewBytes));
    const auto whole = console.ask(FetchMessage { record.number });
    QVERIFY(whole.ok());
    QCOMPARE(whole->toByteArray().size(), qsizetype(record.size) + record.missing);
    QVERIFY(whole->toByteArray().contains(QByteArray(900'000, 'x')));
    QCOMPARE(console.ask(FetchMessage { record.number + 1000 }).error().code, ErrorCode::NotFound);
}

void ConsolesTest::eventsAreTold()
{
    FarSocket console(m_broker->url());
    FarSocket other(m_broker->url());
    QTRY_VERIFY(console.hello && other.hello);
    QVERIFY(console.ask(u"connectConsoleClient"_s, projectArguments(u"shop"_s)).ok());
    QTRY_VERIFY(!other.all<ConsoleClientChanged>().isEmpty()
        && other.all<ConsoleClientChanged>().constLast().state == ConsoleClientState::Connected);
    m_broker->broker.tellLog({ 5, LogLevel::Warning, u"broker.rooms"_s, u"odd"_s });
    QTRY_COMPARE(other.all<LogWritten>().size(), 1);
    QCOMPARE(other.all<LogWritten>()[0].entries[0].text, u"odd"_s);
    FarSocket late(m_broker->url());
    QTRY_VERIFY(!late.all<ConsoleClientChanged>().isEmpty());
    QCOMPARE(late.all<ConsoleClientChanged>()[0].state, ConsoleClientState::Connected);
}

void ConsolesTest::configurationsAreChanged()
{
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    const QCborMap config { { u"config"_s,
        QCborMap { { u"max-message-rate"_s, QCborArray { u"77"_s } } } } };
    QVERIFY(console.ask(u"configure"_s, config).ok());
    QCOMPARE(m_broker->broker.config().maxMessageRate, 77);
    QCOMPARE(m_broker->broker.config().serviceKey.reveal(), QByteArray(ServiceKey));
    QTRY_COMPARE(console.all<ConfigChanged>().constLast().config.maxMessageRate, 77);
}

void ConsolesTest::aChangedKeyClosesItsConsoles()
{
    FarSocket console(m_broker->url());
    FarSocket viewer(m_broker->url(), ViewerKey);
    QTRY_VERIFY(console.hello && viewer.hello);
    BrokerConfig changed = m_broker->config;
    changed.viewerKey = "another key for viewers";
    QVERIFY(resultOf(m_broker->broker.ask(Configure { changed })).ok());
    QTRY_VERIFY(viewer.isClosed());
    QCOMPARE(static_cast<int>(viewer.socket.closeCode()), 4001);
    QVERIFY(console.ask(u"overview"_s).ok());
    FarSocket late(m_broker->url(), ViewerKey);
    QTRY_VERIFY(late.isClosed());
    FarSocket next(m_broker->url(), "another key for viewers");
    QTRY_VERIFY(next.hello);
}

void ConsolesTest::consolesHaveABound()
{
    std::vector<std::unique_ptr<FarSocket>> consoles;
    for (int i = 0; i < limits::MaxConsoles; ++i)
        consoles.push_back(std::make_unique<FarSocket>(m_broker->url()));
    for (const auto &each : consoles)
        QTRY_VERIFY(each->hello);
    FarSocket oneMore(m_broker->url());
    QTRY_VERIFY(oneMore.isClosed());
    QVERIFY(!oneMore.hello);
    QCOMPARE(oneMore.refusal(), 503);
    consoles.front()->socket.close();
    QTRY_VERIFY(consoles.front()->isClosed());
    QTRY_VERIFY(([&] {
        FarSocket next(m_broker->url());
        return QTest::qWaitFor([&] { return next.hello || next.isClosed(); }) && next.hello;
    }()));
}

void ConsolesTest::questionsHaveABound()
{
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    for (qint64 id = 1000; id < 1500; ++id)
        console.socket.sendBinaryMessage(
            encodeFrame(ConsoleQuestion { 1, id, u"overview"_s, QCborMap() }));
    QTRY_COMPARE(console.answers.size(), 500);
    int refused = 0;
    for (const auto &answer : std::as_const(console.answers))
        refused += answer.ok() ? 0 : 1;
    QVERIFY(refused < 500);
    QVERIFY(console.answers.constFind(1000)->ok());
}

void ConsolesTest::framesThatAreNoneAreBounded()
{
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    for (int i = 0; i <= limits::MaxInvalidConsoleFrames; ++i)
        console.socket.sendBinaryMessage("\xff");
    QTRY_VERIFY(console.isClosed());
    QCOMPARE(console.socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
}

/// Traffic is left out, and the gap is told; others get everything meanwhile.
void ConsolesTest::aConsoleThatDoesNotReadGetsLess()
{
    TestClient client(m_broker->url(), u"shop"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    StoppingSocket silent(m_broker->url());
    silent.ask(questionOf(1, WatchTraffic {}));
    QTRY_VERIFY(silent.isAnswered(1));
    silent.stopReading();

    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    QVERIFY(console.ask(WatchTraffic {}).ok());
    const QByteArray text = R"({"type":"a","payload":")" + QByteArray(15'000, 'x') + R"("})";
    for (int i = 0; i < 600; ++i) {
        client.send(text.constData());
        if (i % 20 == 0)
            QTest::qWait(100);
    }
    QVERIFY(console.ask(u"overview"_s).ok());
    QTRY_VERIFY(console.messages() >= 590);
    QVERIFY(!console.isClosed());
    QVERIFY(!silent.isClosed());

    silent.readAgain();
    QTRY_COMPARE(silent.traffic().shown + silent.traffic().dropped, quint64 { 600 });
    QVERIFY(silent.traffic().dropped > 0);
}

/// The broker bounds the time that answers wait for it, and keeps nothing for it then.
void ConsolesTest::aConsoleThatNeverReadsIsClosed()
{
    BrokerConfig changed = m_broker->config;
    changed.slowReaderTimeout = 1s;
    QVERIFY(resultOf(m_broker->broker.ask(Configure { changed })).ok());
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    const LogCounter log;
    StoppingSocket silent(m_broker->url());
    silent.ask({ ConsoleVersion, 0, u"overview"_s, QCborMap() });
    QTRY_VERIFY(silent.isAnswered(0));
    silent.stopReading();
    constexpr qint64 MoreThanTheSystemKeeps = 60'000;
    for (qint64 id = 1; id <= MoreThanTheSystemKeeps; ++id)
        silent.ask({ ConsoleVersion, id, u"overview"_s, QCborMap() });
    QTRY_COMPARE_WITH_TIMEOUT(log.count(u"because it does not read"_s), 1, 20'000);
    silent.readAgain();
    QTRY_COMPARE(silent.closeCode(), closecode::ReadsTooSlowly);
    QVERIFY(console.ask(u"overview"_s).ok());
}

void ConsolesTest::theStopClosesConsoles()
{
    FarSocket console(m_broker->url());
    QTRY_VERIFY(console.hello);
    m_broker->broker.stop();
    QTRY_COMPARE(m_broker->broker.now().state, BrokerState::Stopped);
    QTRY_VERIFY(console.isClosed());
    QCOMPARE(console.socket.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
}

void ConsolesTest::wrongCallersAreRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("subprotocol");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<int>("status");
    const QByteArray key = ServiceKey;
    const QString right = QLatin1StringView(ConsoleSubprotocol);
    const QString none;
    QTest::newRow("no key") << QByteArray() << right << none << 401;
    QTest::newRow("wrong key") << QByteArray("wrong") << right << none << 401;
    QTest::newRow("no version") << key << none << none << 400;
    QTest::newRow("next version") << key << u"broadcaster-console.v2"_s << none << 400;
    QTest::newRow("page of another host") << key << right << u"https://a.example"_s << 403;
}

void ConsolesTest::wrongCallersAreRefused()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QString, subprotocol);
    QFETCH(const QString, origin);
    QFETCH(const int, status);
    FarSocket console(
        m_broker->url(), key.isNull() ? nullptr : key.constData(), subprotocol, origin);
    QTRY_VERIFY(console.isClosed());
    QVERIFY(!console.hello);
    QCOMPARE(console.refusal(), status);
    FarSocket good(m_broker->url());
    QTRY_VERIFY(good.hello);
}

QTEST_GUILESS_MAIN(ConsolesTest)
#include "tst_consoles.moc"
