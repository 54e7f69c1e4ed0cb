// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/harreader.h"

#include "inspect/capture/capturewriter.h"
#include "inspect/traffic/trafficstore.h"
#include "server/api/jsonstring.h"
#include "tests/support/ownedrow.h"

#include <QtCore/QBuffer>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

Q_DECLARE_METATYPE(broadcaster::CaptureError::Code)
Q_DECLARE_METATYPE(broadcaster::TrafficKind)

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class HarTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsTheFormat_data();
    void knowsTheFormat();
    void opensWhatChromeWrites();
    void guessesTheEnds_data();
    void guessesTheEnds();
    void readsTimes_data();
    void readsTimes();
    void ordersSocketsByTime();
    void refuses_data();
    void refuses();
    void refusesTooLongFiles();
    void countsBadMessages_data();
    void countsBadMessages();
    void stopsAtItsLimit();
    void sayWhenTheDeviceFails();
    void writesWhatChromeReads();
    void writesMarksAndComments();
    void keepsEveryMessage();
    void refusesToWriteTooMuch();
};

namespace {

constexpr const char *Chrome = R"({
  "log": {
    "version": "1.2",
    "creator": { "name": "WebInspector", "version": "537.36" },
    "pages": [],
    "entries": [
      { "_resourceType": "document", "request": { "method": "GET", "url": "http://localhost:8787/" },
        "response": { "status": 200, "content": { "text": "[\"}{\"" } } },
      {
        "_connectionId": "17",
        "_initiator": { "type": "script", "stack": { "callFrames": [] } },
        "_priority": "High",
        "_resourceType": "websocket",
        "_webSocketMessages": [
          { "type": "receive", "time": 1769601662.1142, "opcode": 1,
            "data": "{\"from\":{\"type\":\"system\"},\"type\":\"connected\",\"payload\":{\"clientId\":\"8f1c\"}}" },
          { "type": "send", "time": 1769601662.5, "opcode": 1,
            "data": "{\"type\":\"query\",\"to\":{\"type\":\"data-agent\"},\"payload\":{\"text\":\"\u00fc\"}}" },
          { "type": "receive", "time": 1769601663.0009, "opcode": 1,
            "data": "{\"from\":{\"type\":\"data-agent\",\"id\":\"41d0\"},\"type\":\"answer\",\"to\":{\"id\":\"8f1c\"}}" },
          { "type": "send", "time": 1769601664, "opcode": 2, "data": "AP8=" },
          { "type": "receive", "time": 1769601665, "opcode": 8, "data": "" }
        ],
        "cache": {},
        "request": { "method": "GET",
          "url": "ws://localhost:8787/websocket?projectId=user%20123&type=runtime", "headers": [] },
        "response": { "status": 101, "statusText": "Switching Protocols" },
        "startedDateTime": "2026-01-28T12:01:02.100Z",
        "time": 3000
      }
    ]
  }
}
)";

/// A file of one socket with these elements of `_webSocketMessages`.
QByteArray harOf(const QByteArray &messages,
    const QByteArray &url = "ws://localhost/websocket?projectId=demo&type=runtime",
    const QByteArray &more = {})
{
    return R"({"log":{"version":"1.2","entries":[{"_webSocketMessages":[)" + messages
        + R"(],"request":{"url":")" + url + "\"}" + more + "}]}}";
}

QByteArray quoted(const QByteArray &text)
{
    QByteArray out;
    appendJsonString(out, text.toStdString());
    return out;
}

QByteArray message(const QByteArray &type, const QByteArray &data, const QByteArray &time = "1")
{
    return R"({"type":")" + type + R"(","opcode":1,"time":)" + time + R"(,"data":)" + quoted(data)
        + '}';
}

struct Opened {
    std::unique_ptr<TrafficStore> store = std::make_unique<TrafficStore>(TrafficLimits {});
    std::unique_ptr<QBuffer> device = std::make_unique<QBuffer>();
    std::unique_ptr<HarReader> reader;

    [[nodiscard]] TrafficRow row(quint64 number) const { return store->at(number); }
};

Opened opened(const QByteArray &file, qsizetype maxRows = 1000, qsizetype slice = 100)
{
    Opened all;
    all.device->setData(file);
    all.device->open(QIODevice::ReadOnly);
    all.reader = std::make_unique<HarReader>(*all.device,
        CaptureLineReader::Defaults { ProjectId::fromUtf8("file").value(), 1'000 }, maxRows);
    double progress = 0;
    while (!all.reader->isAtEnd()) {
        all.store->append(all.reader->readSlice(slice).batch);
        if (all.reader->progress() < progress)
            qWarning("progress goes back to %f", all.reader->progress());
        progress = all.reader->progress();
    }
    return all;
}

QByteArray written(const std::vector<OwnedRow> &rows)
{
    HarWriter writer;
    for (const OwnedRow &row : rows) {
        if (!writer.add(row.row()))
            return "too long";
    }
    QByteArray all;
    constexpr qsizetype Slice = 100;
    for (QByteArray piece = writer.take(Slice); !piece.isEmpty(); piece = writer.take(Slice))
        all += piece;
    return all;
}

OwnedRow clientsRow(const QByteArray &message, qint64 timeMs = 1'769'601'662'114)
{
    OwnedRow row;
    row.message = message;
    row.setSender("8f1c0000-0000-4000-8000-00000000002b", ClientType::DataAgent);
    row.record.kind = TrafficKind::Broadcast;
    row.record.addressed = 1;
    row.record.delivered = 1;
    row.record.timeMs = timeMs;
    return row;
}

} // namespace

void HarTest::knowsTheFormat_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<bool>("yes");
    QTest::newRow("Chrome") << QByteArray(Chrome) << true;
    QTest::newRow("cut") << QByteArray(Chrome).left(60) << true;
    QTest::newRow("entries first") << QByteArray(R"( {"log" : {"entries":[)") << true;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\"log\":{\"pages\":[") << true;
    QTest::newRow("a capture") << QByteArray(R"({"time":"2026-01-28T12:01:02.114Z","project")")
                               << false;
    QTest::newRow("an envelope") << QByteArray(R"({"log":{"level":"info"},"type":"log"})") << false;
    QTest::newRow("a text") << QByteArray(R"({"log":"version"})") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("array") << QByteArray("[1]") << false;
}

void HarTest::knowsTheFormat()
{
    QFETCH(QByteArray, beginning);
    QTEST(isHar(beginning), "yes");
}

void HarTest::opensWhatChromeWrites()
{
    const Opened all = opened(Chrome);
    QVERIFY(!all.reader->error());
    QCOMPARE(all.reader->badLines(), 0);
    QCOMPARE(all.reader->rows(), 4);
    const auto kind = [&](quint64 i) { return all.row(i).record->kind; };
    for (quint64 i = 0; i < 4; ++i) {
        QCOMPARE(all.row(i).project->utf8(), "user 123");
        QCOMPARE(all.row(i).record->addressed, TrafficRecord::UnknownCount);
    }
    QCOMPARE(kind(0), TrafficKind::SystemToOne);
    QCOMPARE(all.row(0).target.toByteArray(), "8f1c");
    QVERIFY(all.row(0).isSystem());
    QCOMPARE(all.row(0).record->timeMs, 1'769'601'662'114);
    QCOMPARE(kind(1), TrafficKind::ToType);
    QCOMPARE(all.row(1).sender().toByteArray(), "8f1c"); // Learnt from "connected".
    QCOMPARE(all.row(1).record->senderType, ClientType::Runtime);
    QCOMPARE(all.row(1).target.toByteArray(), "data-agent");
    QCOMPARE(all.row(1).type.toByteArray(), "query");
    QVERIFY(all.row(1).message.toByteArray().contains("\xc3\xbc"));
    QCOMPARE(kind(2), TrafficKind::ToClient);
    QCOMPARE(all.row(2).sender().toByteArray(), "41d0");
    QCOMPARE(all.row(2).record->senderType, ClientType::DataAgent);
    QCOMPARE(all.row(2).record->timeMs, 1'769'601'663'001);
    QCOMPARE(all.row(3).message.toByteArray(), QByteArray("\0\xff", 2));
    QCOMPARE(kind(3), TrafficKind::Rejected);
}

void HarTest::guessesTheEnds_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<TrafficKind>("kind");
    QTest::addColumn<QByteArray>("project");
    QTest::addColumn<QByteArray>("sender");
    QTest::addColumn<QByteArray>("target");
    const QByteArray foreign = "wss://echo.example/chat?token=a";
    const auto row = [](const char *name, const QByteArray &file, TrafficKind kind,
                         const char *project, const char *sender, const char *target) {
        QTest::newRow(name) << file << kind << QByteArray(project) << QByteArray(sender)
                            << QByteArray(target);
    };
    row("sent", harOf(message("send", R"({"type":"a"})")), TrafficKind::Broadcast, "demo",
        "socket-1", "");
    row("sent as another", harOf(message("send", R"({"from":{"id":"x"},"to":{"id":"y"}})")),
        TrafficKind::ToClient, "demo", "x", "y");
    row("sent as the broker", harOf(message("send", R"({"from":{"type":"system"}})")),
        TrafficKind::Broadcast, "demo", "socket-1", "");
    row("id of the entry",
        harOf(message("send", R"({"from":{"id":"x"}})"), "ws://h/?projectId=p",
            R"(,"_clientId":"8f1c")"),
        TrafficKind::Broadcast, "p", "8f1c", "");
    row("PING", harOf(message("send", R"({"type":"PING"})")), TrafficKind::Ping, "demo", "socket-1",
        "");
    row("received without a sender", harOf(message("receive", R"({"type":"a"})")),
        TrafficKind::ToClient, "demo", "unknown", "socket-1");
    row("received text", harOf(message("receive", "hello"), foreign), TrafficKind::ToClient,
        "echo.example", "unknown", "socket-1");
    row("sent text", harOf(message("send", "hello"), foreign), TrafficKind::Broadcast,
        "echo.example", "socket-1", "");
    row("client_left",
        harOf(message("receive", R"({"from":{"type":"system"},"type":"client_left"})")),
        TrafficKind::SystemToAll, "demo", "", "");
    row("no URL", harOf(message("send", "1"), ""), TrafficKind::Broadcast, "file", "socket-1", "");
    row("project not allowed", harOf(message("send", "1"), "ws://h/?projectId=%00"),
        TrafficKind::Broadcast, "h", "socket-1", "");
}

void HarTest::guessesTheEnds()
{
    QFETCH(QByteArray, file);
    const Opened all = opened(file);
    QCOMPARE(all.reader->rows(), 1);
    const TrafficRow row = all.row(0);
    QTEST(row.record->kind, "kind");
    QTEST(row.project->utf8(), "project");
    QTEST(row.sender().toByteArray(), "sender");
    QTEST(row.target.toByteArray(), "target");
}

void HarTest::readsTimes_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<qint64>("ms"); // -1: the time of the entry.
    constexpr qint64 None = -1;
    QTest::newRow("seconds") << QByteArray("1769601662.114") << qint64 { 1'769'601'662'114 };
    QTest::newRow("microseconds") << QByteArray("1769601662.1146") << qint64 { 1'769'601'662'115 };
    QTest::newRow("milliseconds") << QByteArray("1769601662114.4") << qint64 { 1'769'601'662'114 };
    QTest::newRow("text") << QByteArray(R"("1")") << None;
    QTest::newRow("too large") << QByteArray("1e300") << None;
    QTest::newRow("null") << QByteArray("null") << None;
}

void HarTest::readsTimes()
{
    QFETCH(QByteArray, time);
    QFETCH(qint64, ms);
    const QByteArray url = "ws://h/";
    const Opened all = opened(harOf(message("send", "1", time), url));
    QCOMPARE(all.reader->badLines(), ms < 0 ? 1 : 0);
    if (ms >= 0)
        QCOMPARE(all.row(0).record->timeMs, ms);
    const Opened started = opened(
        harOf(message("send", "1", time), url, R"(,"startedDateTime":"1970-01-01T00:00:07.000Z")"));
    QCOMPARE(started.row(0).record->timeMs, ms < 0 ? 7'000 : ms);
}

void HarTest::ordersSocketsByTime()
{
    const auto entry = [](const QByteArray &project, const QByteArray &messages) -> QByteArray {
        return R"({"_webSocketMessages":[)" + messages + R"(],"request":{"url":"ws://h/?projectId=)"
            + project + "\"}}";
    };
    const QByteArray file = R"({"log":{"version":"1.2","entries":[)"
        + entry("a", message("send", "1", "1") + ',' + message("send", "3", "3")) + ','
        + entry("b", message("send", "2", "2") + ',' + message("send", "4", "3")) + "]}}";
    const Opened all = opened(file);
    QByteArray order;
    for (quint64 i = 0; i < 4; ++i)
        order += all.row(i).message.toByteArray() + all.row(i).project->utf8();
    QCOMPARE(order, "1a2b3a4b");
    QCOMPARE(all.row(1).sender().toByteArray(), "socket-2");
}

void HarTest::refuses_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<CaptureError::Code>("code");
    QTest::addColumn<QString>("line");
    QTest::addColumn<qsizetype>("position");
    using Code = CaptureError::Code;
    const QString none;
    QTest::newRow("cut") << QByteArray("{\n\"log\":{\n\"version\"") << Code::BrokenHar << u"3"_s
                         << qsizetype { 9 };
    QTest::newRow("wrong sign") << QByteArray("{\n\"log\":{\n\"version\";1}}") << Code::BrokenHar
                                << u"3"_s << qsizetype { 9 };
    QTest::newRow("not UTF-8") << QByteArray("{\"log\":\"\xff\"}") << Code::BrokenHar << u"1"_s
                               << qsizetype { 8 };
    QTest::newRow("no entries") << QByteArray(R"({"log":{"version":"1.2"}})") << Code::NotHar
                                << none << qsizetype { 0 };
    QTest::newRow("entries are no list")
        << QByteArray(R"({"log":{"entries":{}}})") << Code::NotHar << none << qsizetype { 0 };
    QTest::newRow("no log") << QByteArray(R"({"a":1})") << Code::NotHar << none << qsizetype { 0 };
    QTest::newRow("array") << QByteArray("[1]") << Code::NotHar << none << qsizetype { 0 };
    QTest::newRow("only requests") << QByteArray(R"({"log":{"entries":[{"request":{}},1,null]}})")
                                   << Code::NoWebSockets << none << qsizetype { 0 };
    QTest::newRow("only control frames")
        << harOf(R"({"type":"receive","opcode":8,"time":1,"data":""})") << Code::NoWebSockets
        << none << qsizetype { 0 };
}

void HarTest::refuses()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, line);
    const Opened all = opened(file);
    QVERIFY(all.reader->error());
    QTEST(all.reader->error()->code, "code");
    QCOMPARE(all.reader->error()->arguments.value(0), line);
    QTEST(all.reader->error()->position, "position");
    QCOMPARE(all.store->count(), 0);
}

void HarTest::refusesTooLongFiles()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"a.har"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(MaxHarBytes + 1)); // Takes no room on the disk.
    HarReader reader(file, { ProjectId::fromUtf8("file").value(), 1'000 }, 10);
    static_cast<void>(reader.readSlice(100));
    QVERIFY(reader.isAtEnd());
    QCOMPARE(reader.error()->code, CaptureError::Code::FileTooLong);
    QCOMPARE(reader.error()->arguments.value(0).toLongLong(), MaxHarBytes);
}

void HarTest::countsBadMessages_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<CaptureError::Code>("code");
    using Code = CaptureError::Code;
    QTest::newRow("no data") << QByteArray(R"({"type":"send","time":1,"opcode":1})")
                             << Code::BadHarMessage;
    QTest::newRow("no type") << QByteArray(R"({"time":1,"opcode":1,"data":""})")
                             << Code::BadHarMessage;
    QTest::newRow("no object") << QByteArray("7") << Code::BadHarMessage;
    QTest::newRow("not in base64")
        << QByteArray(R"({"type":"send","time":1,"opcode":2,"data":"!"})") << Code::BadBase64;
}

void HarTest::countsBadMessages()
{
    QFETCH(QByteArray, bad);
    const QByteArray good = message("send", "1");
    const Opened all = opened(harOf(good + ",\n" + bad + ",\n" + bad + ",\n" + good));
    QCOMPARE(all.reader->rows(), 2);
    QCOMPARE(all.reader->badLines(), 2);
    QCOMPARE(all.reader->firstBadLine(), 2);
    QTEST(all.reader->firstBadError().code, "code");
}

void HarTest::stopsAtItsLimit()
{
    const QByteArray one = message("send", "1");
    const Opened exact = opened(harOf(one + ',' + one), 2);
    QVERIFY(!exact.reader->wasCut());
    const Opened cut = opened(harOf(one + ',' + one + ',' + one), 2);
    QVERIFY(cut.reader->wasCut());
    QCOMPARE(cut.reader->rows(), 2);
    QVERIFY(!cut.reader->error());
}

void HarTest::sayWhenTheDeviceFails()
{
    class FailingDevice final : public QIODevice {
    public:
        FailingDevice() { open(QIODevice::ReadOnly); }
        [[nodiscard]] bool atEnd() const override { return false; }

    protected:
        qint64 readData(char *, qint64) override
        {
            setErrorString(u"gone"_s);
            return -1;
        }
        qint64 writeData(const char *, qint64) override { return -1; }
    };
    FailingDevice device;
    HarReader reader(device, { ProjectId::fromUtf8("file").value(), 1'000 }, 10);
    static_cast<void>(reader.readSlice(100));
    QVERIFY(reader.isAtEnd());
    QCOMPARE(reader.error()->code, CaptureError::Code::Unreadable);
    QCOMPARE(reader.error()->arguments.value(0), u"gone"_s);
}

void HarTest::writesWhatChromeReads()
{
    OwnedRow toOne = clientsRow(R"({"type":"answer"})", 1'769'601'662'500);
    toOne.record.kind = TrafficKind::ToClient;
    toOne.target = "41d00000";
    toOne.record.hasTargetType = true;
    toOne.record.targetType = ClientType::Admin;
    const QByteArray file = written({ clientsRow(R"({"type":"query"})"), toOne });
    QJsonParseError error;
    const QJsonObject log
        = QJsonDocument::fromJson(file, &error).object().value("log"_L1).toObject();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(log.value("version"_L1).toString(), u"1.2"_s);
    QCOMPARE(log.value("creator"_L1).toObject().value("name"_L1).toString(), u"Broadcaster"_s);
    const QJsonArray entries = log.value("entries"_L1).toArray();
    QCOMPARE(entries.size(), 2); // One for each client.
    const QJsonObject first = entries[0].toObject();
    for (const QLatin1StringView name : { "startedDateTime"_L1, "time"_L1, "request"_L1,
             "response"_L1, "cache"_L1, "timings"_L1 }) // All that HAR 1.2 demands.
        QVERIFY2(first.contains(name), name.data());
    const QJsonObject request = first.value("request"_L1).toObject();
    for (const QLatin1StringView name : { "method"_L1, "url"_L1, "httpVersion"_L1, "cookies"_L1,
             "headers"_L1, "queryString"_L1, "headersSize"_L1, "bodySize"_L1 })
        QVERIFY2(request.contains(name), name.data());
    const QJsonObject response = first.value("response"_L1).toObject();
    for (const QLatin1StringView name :
        { "status"_L1, "statusText"_L1, "httpVersion"_L1, "cookies"_L1, "headers"_L1, "content"_L1,
            "redirectURL"_L1, "headersSize"_L1, "bodySize"_L1 })
        QVERIFY2(response.contains(name), name.data());
    QCOMPARE(request.value("url"_L1).toString(),
        u"ws://localhost/websocket?projectId=user123&type=data-agent"_s);
    QCOMPARE(first.value("startedDateTime"_L1).toString(), u"2026-01-28T12:01:02.114Z"_s);
    QCOMPARE(first.value("time"_L1).toInt(), 386);
    QCOMPARE(first.value("_resourceType"_L1).toString(), u"websocket"_s);
    const QJsonArray messages = first.value("_webSocketMessages"_L1).toArray();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0].toObject().value("type"_L1).toString(), u"send"_s);
    QCOMPARE(messages[0].toObject().value("time"_L1).toDouble(), 1'769'601'662.114);
    QCOMPARE(messages[0].toObject().value("opcode"_L1).toInt(), 1);
    const QJsonObject receiver = entries[1].toObject();
    QCOMPARE(receiver.value("_clientId"_L1).toString(), u"41d00000"_s);
    const QJsonArray received = receiver.value("_webSocketMessages"_L1).toArray();
    QCOMPARE(received[0].toObject().value("type"_L1).toString(), u"receive"_s);
    QCOMPARE(received[0].toObject().value("data"_L1).toString(), u"{\"type\":\"answer\"}"_s);
}

void HarTest::writesMarksAndComments()
{
    OwnedRow marked = clientsRow("{}");
    marked.note.isMarked = true;
    OwnedRow plain = clientsRow("{}", 1'769'601'662'300);
    OwnedRow both = clientsRow("{}", 1'769'601'662'500);
    both.record.kind = TrafficKind::ToClient;
    both.target = "41d00000";
    both.note = { true, "\"why\"? \xc3\xbc" };
    const QByteArray file = written({ marked, plain, both });
    const QJsonArray entries
        = QJsonDocument::fromJson(file).object()["log"_L1].toObject()["entries"_L1].toArray();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0].toObject()["comment"_L1].toString(),
        u"2026-01-28T12:01:02.114Z marked\n2026-01-28T12:01:02.500Z marked: \"why\"? ü"_s);
    QCOMPARE(entries[1].toObject()["comment"_L1].toString(),
        u"2026-01-28T12:01:02.500Z marked: \"why\"? ü"_s);
    for (const QJsonValue &entry : QJsonDocument::fromJson(written({ plain }))
                                       .object()["log"_L1]
                                       .toObject()["entries"_L1]
                                       .toArray())
        QVERIFY(!entry.toObject().contains("comment"_L1));
}

void HarTest::keepsEveryMessage()
{
    std::vector<OwnedRow> rows;
    rows.push_back(clientsRow(R"({"type":"a","payload":"\u0000\ud800 ü\n"})"));
    rows.push_back(clientsRow(QByteArray("\0\xff\xfe", 3), 1'769'601'662'115));
    rows.push_back(clientsRow("\xef\xbb\xbf{}", 1'769'601'662'116));
    OwnedRow toOne = clientsRow(R"({"to":{"id":"41d0"}})", 1'769'601'662'117);
    toOne.record.kind = TrafficKind::ToClient;
    toOne.target = "41d0";
    rows.push_back(toOne);
    OwnedRow system = clientsRow(
        R"({"from":{"type":"system"},"type":"connected","payload":{"clientId":"41d0"}})",
        1'769'601'662'118);
    system.record.sender = {};
    system.record.kind = TrafficKind::SystemToOne;
    system.target = "41d0";
    rows.push_back(system);
    OwnedRow left = system;
    left.message = R"({"from":{"type":"system"},"type":"client_left"})";
    left.record.kind = TrafficKind::SystemToAll;
    left.target = {};
    rows.push_back(left);

    const Opened all = opened(written(rows));
    QCOMPARE(all.reader->badLines(), 0);
    QCOMPARE(all.reader->rows(), qsizetype(rows.size())); // No message is there twice.
    for (size_t i = 0; i < rows.size(); ++i) {
        const TrafficRow row = all.row(i);
        QCOMPARE(row.message.toByteArray(), rows[i].message);
        QCOMPARE(row.record->timeMs, rows[i].record.timeMs);
        QCOMPARE(row.sender().toByteArray(), rows[i].row().sender().toByteArray());
        QCOMPARE(row.target.toByteArray(), rows[i].target);
        QCOMPARE(*row.project, rows[i].project);
        if (!row.isSystem())
            QCOMPARE(row.record->senderType, rows[i].record.senderType);
    }
    QCOMPARE(all.row(3).record->kind, TrafficKind::ToClient);
    QCOMPARE(all.row(5).record->kind, TrafficKind::SystemToAll);
    QVERIFY(isHar(written({})));
    QCOMPARE(opened(written({})).reader->error()->code, CaptureError::Code::NoWebSockets);
}

void HarTest::refusesToWriteTooMuch()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.har"_s);
    constexpr qsizetype Large = 16 * 1024 * 1024;
    const OwnedRow row = clientsRow('"' + QByteArray(Large, 'x') + '"');
    CaptureWriter writer(path, ExportFormat::Har, [&row] { return std::optional(row.row()); });
    while (writer.writeSlice(Large) == CaptureWriter::State::Writing) { }
    QCOMPARE(writer.state(), CaptureWriter::State::Failed);
    QCOMPARE(writer.error()->code, CaptureError::Code::HarTooLong);
    QVERIFY(!QFile::exists(path));
}

QTEST_GUILESS_MAIN(HarTest)
#include "tst_har.moc"
