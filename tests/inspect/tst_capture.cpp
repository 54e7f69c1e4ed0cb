// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturecsv.h"
#include "inspect/capture/captureline.h"
#include "inspect/capture/capturereader.h"
#include "inspect/capture/capturetime.h"
#include "inspect/capture/capturewriter.h"
#include "inspect/json/jsoncheck.h"
#include "inspect/traffic/trafficstore.h"
#include "tests/support/ownedrow.h"

#include <QtCore/QBuffer>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>
#include <sys/resource.h>

Q_DECLARE_METATYPE(broadcaster::CaptureError::Code)

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class CaptureTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryByte_data();
    void keepsEveryByte();
    void keepsTheType_data();
    void keepsTheType();
    void keepsEveryKind_data();
    void keepsEveryKind();
    void keepsHowFarItHasCome();
    void saysWhatIsMissing();
    void ignoresDeliveriesThatCannotBe_data();
    void ignoresDeliveriesThatCannotBe();
    void writesWhatTheDocumentSays();
    void readsOtherPrograms_data();
    void readsOtherPrograms();
    void passesOverBadLines_data();
    void passesOverBadLines();
    void countsBadLines();
    void readsInAnySlices();
    void passesOverLinesThatAreTooLong();
    void stopsAtItsLimit();
    void saysWhenTheDeviceFails();
    void times_data();
    void times();
    void csvCells_data();
    void csvCells();
    void csvHasColumnsOfFields();
    void csvHasColumnsOfNotes();
    void writesFiles_data();
    void writesFiles();
    void leavesNoHalfFile();
    void saysWhyItCannotWrite();
    void survivesAFullDisk();
};

namespace {

CaptureLineReader::Defaults defaults()
{
    return { ProjectId::fromUtf8("file").value(), 1'000 };
}

TrafficRow rowOf(const CapturedBatch &captured, size_t i)
{
    const auto delivery = captured.deliveries.find(i);
    TrafficRow row = broadcaster::rowOf(captured.batch, captured.batch.records.at(i));
    row.delivery = delivery == captured.deliveries.end() ? nullptr : &delivery->second;
    return row;
}

QByteArray exported(const CapturedBatch &captured)
{
    QByteArray out;
    for (size_t i = 0; i < captured.batch.records.size(); ++i)
        appendCaptureLine(out, rowOf(captured, i));
    return out;
}

CapturedBatch opened(QByteArray file)
{
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    CaptureReader reader(buffer, defaults(), 1000);
    CapturedBatch all = reader.readSlice(file.size() + 1);
    if (!reader.readSlice(1).batch.records.empty() || !reader.isAtEnd() || reader.badLines() > 0)
        qWarning("line %lld is bad", reader.firstBadLine());
    return all;
}

OwnedRow usualRow(const QByteArray &message)
{
    OwnedRow row;
    row.message = message;
    row.setSender("8f1c0000-0000-4000-8000-00000000002b", ClientType::DataAgent);
    row.target = "41d00000-0000-4000-8000-0000000003aa";
    row.record.kind = TrafficKind::ToClient;
    row.record.hasTargetType = true;
    row.record.targetType = ClientType::Admin;
    row.record.addressed = 3;
    row.record.delivered = 2;
    row.record.mirrored = 1;
    row.record.timeMs = 1'769'601'662'114;
    return row;
}

/// A device that breaks in the middle.
class FailDevice final : public QIODevice {
public:
    FailDevice() { open(QIODevice::ReadOnly); }
    [[nodiscard]] qint64 size() const override { return 1000; }
    [[nodiscard]] bool atEnd() const override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        constexpr QByteArrayView Line = "{\"type\":\"a\"}\n{";
        if (m_reads++ > 0 || maxSize < Line.size()) {
            setErrorString(u"the cable is out"_s);
            return -1;
        }
        std::copy(Line.begin(), Line.end(), data);
        return Line.size();
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    int m_reads = 0;
};

} // namespace

void CaptureTest::keepsEveryByte_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("member"); // Text in the line.
    QTest::newRow("usual") << QByteArray(
        R"({"type":"docs","payload":{"n":12345678901234567890.10}})")
                           << QByteArray("message");
    QTest::newRow("space inside") << QByteArray("{ \"type\" :\t\"docs\" }")
                                  << QByteArray("message");
    QTest::newRow("escapes") << QByteArray(R"({"type":"caf\u00e9","a":"\ud83d\ude00\/"})")
                             << QByteArray("message");
    QTest::newRow("a lone surrogate")
        << QByteArray(R"({"type":"\ud83d"})") << QByteArray("message");
    QTest::newRow("members twice")
        << QByteArray(R"({"type":"a","type":"b"})") << QByteArray("message");
    QTest::newRow("array") << QByteArray("[1,2]") << QByteArray("message");
    QTest::newRow("line feed") << QByteArray("{\n \"type\":\"docs\"}") << QByteArray("text");
    QTest::newRow("carriage return") << QByteArray("{\r\"type\":\"docs\"}") << QByteArray("text");
    QTest::newRow("space before") << QByteArray(" {\"type\":\"docs\"}") << QByteArray("text");
    QTest::newRow("space behind") << QByteArray("{\"type\":\"docs\"} ") << QByteArray("text");
    QTest::newRow("no JSON") << QByteArray("hello \"you\" \\ \x01 \x7f") << QByteArray("text");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("text");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}") << QByteArray("text");
    QTest::newRow("other line ends") << QByteArray("\xe2\x80\xa8 \xc2\x85 x") << QByteArray("text");
    QTest::newRow("no UTF-8") << QByteArray("{\"type\":\"\xff\xfe\"}") << QByteArray("base64");
    QTest::newRow("half a letter") << QByteArray("\xc3") << QByteArray("base64");
    QTest::newRow("surrogates in UTF-8") << QByteArray("\xed\xa0\x80") << QByteArray("base64");
    QTest::newRow("zeros") << QByteArray(1000, '\0') << QByteArray("text");
    QTest::newRow("many zeros") << QByteArray(100'000, '\0') << QByteArray("base64");
    QTest::newRow("deep") << QByteArray(100'000, '[') << QByteArray("text");
    QTest::newRow("looks like a line of a capture")
        << QByteArray(R"({"time":"x","project":"p","kind":"ping","message":1})")
        << QByteArray("message");
}

void CaptureTest::keepsEveryByte()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, member);
    QByteArray line;
    appendCaptureLine(line, usualRow(message).row());
    QCOMPARE(line.count('\n'), 1);
    QVERIFY(line.contains(QByteArray("\"" + member + "\":")));
    QVERIFY(!findJsonError(QByteArrayView(line).chopped(1)));

    const CapturedBatch batch = opened(line);
    QCOMPARE(batch.batch.records.size(), size_t { 1 });
    QCOMPARE(rowOf(batch, 0).message.toByteArray(), message);
    QCOMPARE(exported(batch), line);
}

void CaptureTest::keepsTheType_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("good") << R"({"type":"oops","to":1})"_ba
                          << "oops"_ba;
    QTest::newRow("broken behind it") << R"({"type":"oops", broken json)"_ba
                                      << "oops"_ba;
    QTest::newRow("broken before it") << R"({broken, "type":"oops"})"_ba
                                      << ""_ba;
    QTest::newRow("not closed") << R"({"type":"oo)"_ba
                                << ""_ba;
    QTest::newRow("a number") << R"({"type":1})"_ba
                              << ""_ba;
    QTest::newRow("twice") << R"({"type":"a","type":"b"})"_ba
                           << "b"_ba;
    QTest::newRow("twice, not closed") << R"({"type":"a","type":"b")"_ba
                                       << "b"_ba;
    QTest::newRow("within") << R"({"payload":{"type":"a"}})"_ba
                            << ""_ba;
    QTest::newRow("escaped") << R"({"ty\u0070e":"caf\u00e9"})"_ba
                             << R"(caf\u00e9)"_ba;
    QTest::newRow("no JSON") << "hello"_ba
                             << ""_ba;
}

void CaptureTest::keepsTheType()
{
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, type);
    TrafficBatch live;
    live.projects = { *ProjectId::fromUtf8("demo") };
    live.bytes = "before" + message;
    TrafficRecord record;
    record.kind = TrafficKind::Rejected; // The broker tells no type of what is not JSON.
    record.begin = 6;
    record.size = static_cast<quint32>(message.size());
    live.records.push_back(record);
    TrafficStore store({});
    store.append(live);
    QCOMPARE(store.at(store.first()).type.toByteArray(), type);

    QByteArray line;
    appendCaptureLine(line, store.at(store.first()));
    const CapturedBatch batch = opened(line);
    QCOMPARE(rowOf(batch, 0).type.toByteArray(), type);
}

void CaptureTest::keepsEveryKind_data()
{
    QTest::addColumn<TrafficKind>("kind");
    for (int kind = 0; kind < TrafficKindCount; ++kind)
        QTest::addRow("%d", kind) << static_cast<TrafficKind>(kind);
}

void CaptureTest::keepsEveryKind()
{
    QFETCH(TrafficKind, kind);
    QRandomGenerator random(1);
    for (const QByteArray &target :
        { QByteArray(), QByteArray("data-agent"), QByteArray("x \"y\"\n") })
        for (const bool hasType : { false, true })
            for (const bool isSystem : { false, true }) {
                OwnedRow row = usualRow("{\"type\":\"a\"}");
                row.target = target;
                row.record.kind = kind;
                row.record.hasTargetType = kind == TrafficKind::ToType ? target == "data-agent"
                                                                       : hasType;
                row.record.targetType = ClientType::DataAgent;
                row.record.delivered = random.bounded(3U);
                if (isSystem)
                    row.setSender({});
                QByteArray line;
                appendCaptureLine(line, row.row());
                const CapturedBatch batch = opened(line);
                QCOMPARE(batch.batch.records.size(), size_t { 1 });
                const TrafficRow again = rowOf(batch, 0);
                QCOMPARE(again.record->kind, kind);
                QCOMPARE(again.record->timeMs, row.record.timeMs);
                QCOMPARE(again.record->addressed, row.record.addressed);
                QCOMPARE(again.record->delivered, row.record.delivered);
                QCOMPARE(again.record->mirrored, row.record.mirrored);
                QCOMPARE(again.isSystem(), isSystem);
                QCOMPARE(again.sender().toByteArray(), row.row().sender().toByteArray());
                QCOMPARE(again.target.toByteArray(), target);
                QCOMPARE(again.record->hasTargetType, row.record.hasTargetType);
                QCOMPARE(again.type.toByteArray(), QByteArray("a"));
                QCOMPARE(*again.project, row.project);
                QCOMPARE(exported(batch), line);
            }
}

void CaptureTest::saysWhatIsMissing()
{
    OwnedRow row = usualRow(R"({"type":"large","payload":"xxx)");
    row.record.missing = 90'000;
    QByteArray line;
    appendCaptureLine(line, row.row());
    QVERIFY2(line.contains(R"("missing":90000,"text":")"), line.constData());
    const CapturedBatch again = opened(line);
    QCOMPARE(rowOf(again, 0).record->missing, 90'000U);
    QCOMPARE(rowOf(again, 0).size(), row.message.size() + 90'000);
    QCOMPARE(exported(again), line);
}

void CaptureTest::keepsHowFarItHasCome()
{
    OwnedRow row = usualRow("{}");
    row.record.addressed = row.record.delivered = 5;
    const ClientId slow = ClientId::create();
    const ClientId admin = ClientId::create();
    for (int i = 0; i < 2; ++i)
        row.delivery.apply({ 1, i == 0 ? slow : ClientId::create(), ClientType::DataAgent,
                               DeliveryState::TooSlow },
            false);
    row.delivery.apply({ 1, ClientId::create() }, false);
    row.delivery.apply({ 1, admin, ClientType::Admin, DeliveryState::ConnectionLost }, true);
    QByteArray line;
    appendCaptureLine(line, row.row());
    QVERIFY(line.contains(R"("addressed":5,"delivered":2,"mirrored":0,"unsent":{"queued":1,)"
                          R"("too-slow":2,"mirrored":{"connection-lost":1},"clients":[{"type":)"));
    QVERIFY(line.contains(QByteArray(R"({"type":"admin","id":")" + admin.text()
        + R"(","state":"connection-lost"}]},"message")")));
    const CapturedBatch again = opened(line);
    QCOMPARE(again.deliveries.size(), size_t { 1 });
    QVERIFY(again.deliveries.at(0) == row.delivery);
    QCOMPARE(rowOf(again, 0).sent(), 2U);
    QCOMPARE(exported(again), line);

    // More clients than are kept: the counts include all.
    for (size_t i = 0; i < MessageDelivery::MaxClients; ++i)
        row.delivery.apply({ 1, ClientId::create() }, false);
    row.record.addressed = row.record.delivered = 1000;
    line.clear();
    appendCaptureLine(line, row.row());
    QVERIFY(opened(line).deliveries.at(0) == row.delivery);
    QCOMPARE(row.delivery.unlisted(), 4U);
}

void CaptureTest::ignoresDeliveriesThatCannotBe_data()
{
    QTest::addColumn<QByteArray>("unsent");
    QTest::newRow("number") << QByteArray("7");
    QTest::newRow("more than addressed") << QByteArray(R"({"queued":3})");
    QTest::newRow("huge") << QByteArray(R"({"queued":4294967295,"too-slow":4294967295})");
    QTest::newRow("negative") << QByteArray(R"({"queued":-1})");
    QTest::newRow("clients of nothing")
        << QByteArray(R"({"clients":[{"type":"admin","id":"a","state":"queued"}]})");
}

void CaptureTest::ignoresDeliveriesThatCannotBe()
{
    QFETCH(QByteArray, unsent);
    const QByteArray line
        = R"({"time":"2026-01-28T12:01:02.114Z","project":"p","kind":"broadcast",)"
          R"("addressed":3,"delivered":1,"mirrored":0,"unsent":)"
        + unsent + R"(,"message":{}})" + '\n';
    const CapturedBatch batch = opened(line);
    QCOMPARE(batch.batch.records.size(), size_t { 1 });
    QVERIFY(batch.deliveries.empty());
    QCOMPARE(rowOf(batch, 0).sent(), 1U);
    QCOMPARE(exported(opened(exported(batch))), exported(batch));
}

void CaptureTest::writesWhatTheDocumentSays()
{
    QByteArray line;
    appendCaptureLine(line, usualRow(R"({"type":"docs","payload":1})").row());
    QCOMPARE(line,
        QByteArray(R"({"time":"2026-01-28T12:01:02.114Z","project":"user123",)"
                   R"("kind":"to-client","from":{"type":"data-agent",)"
                   R"("id":"8f1c0000-0000-4000-8000-00000000002b"},)"
                   R"("to":{"type":"admin","id":"41d00000-0000-4000-8000-0000000003aa"},)"
                   R"("addressed":3,"delivered":2,"mirrored":1,)"
                   R"("message":{"type":"docs","payload":1}})"
                   "\n"));
}

void CaptureTest::readsOtherPrograms_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<TrafficKind>("kind");
    QTest::addColumn<QByteArray>("sender");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("project");
    QTest::addColumn<qint64>("time");

    QTest::newRow("nothing known")
        << QByteArray("{}") << TrafficKind::Broadcast << QByteArray("unknown") << QByteArray()
        << QByteArray("file") << qint64 { 1000 };
    QTest::newRow("to a type") << QByteArray(R"({"from":{"id":"me"},"to":{"type":"admin"}})")
                               << TrafficKind::ToType << QByteArray("me") << QByteArray("admin")
                               << QByteArray("file") << qint64 { 1000 };
    QTest::newRow("to a client") << QByteArray(R"({"to":{"type":"admin","id":"you"}})")
                                 << TrafficKind::ToClient << QByteArray("unknown")
                                 << QByteArray("you") << QByteArray("file") << qint64 { 1000 };
    QTest::newRow("system") << QByteArray(R"({"type":"connected","from":{"type":"system"}})")
                            << TrafficKind::SystemToOne << QByteArray() << QByteArray()
                            << QByteArray("file") << qint64 { 1000 };
    QTest::newRow("left") << QByteArray(R"({"type":"client_left","from":{"type":"system"}})")
                          << TrafficKind::SystemToAll << QByteArray() << QByteArray()
                          << QByteArray("file") << qint64 { 1000 };
    QTest::newRow("error") << QByteArray(R"({"type":"error","from":{"type":"system"}})")
                           << TrafficKind::Error << QByteArray() << QByteArray()
                           << QByteArray("file") << qint64 { 1000 };
    QTest::newRow("ping") << QByteArray(R"({"type":"PING","timestamp":5000})") << TrafficKind::Ping
                          << QByteArray("unknown") << QByteArray() << QByteArray("file")
                          << qint64 { 5000 };
    QTest::newRow("with a project and a time")
        << QByteArray(R"({"projectId":"p","time":"1970-01-01T00:00:02Z"})")
        << TrafficKind::Broadcast << QByteArray("unknown") << QByteArray() << QByteArray("p")
        << qint64 { 2000 };
    QTest::newRow("of the wrong types")
        << QByteArray(R"({"project":{},"time":true,"timestamp":1e99,"from":[],"to":7,"type":null})")
        << TrafficKind::Broadcast << QByteArray("unknown") << QByteArray() << QByteArray("file")
        << qint64 { 1000 };
    QTest::newRow("long id") << (R"({"from":{"id":")" + QByteArray(100, 'x') + R"("}})")
                             << TrafficKind::Broadcast << QByteArray(36, 'x') << QByteArray()
                             << QByteArray("file") << qint64 { 1000 };
    QTest::newRow("id of zeros") << QByteArray(R"({"from":{"id":"\u0000"}})")
                                 << TrafficKind::Broadcast << QByteArray("unknown") << QByteArray()
                                 << QByteArray("file") << qint64 { 1000 };
    QTest::newRow("almost a capture")
        << QByteArray(R"({"time":5,"project":"p","kind":"x","message":1})")
        << TrafficKind::Broadcast << QByteArray("unknown") << QByteArray() << QByteArray("p")
        << qint64 { 5 };
}

void CaptureTest::readsOtherPrograms()
{
    QFETCH(QByteArray, line);
    const CapturedBatch batch = opened(line + '\n');
    QCOMPARE(batch.batch.records.size(), size_t { 1 });
    const TrafficRow row = rowOf(batch, 0);
    QCOMPARE(row.message.toByteArray(), line);
    QTEST(row.record->kind, "kind");
    QTEST(row.sender().toByteArray(), "sender");
    QTEST(row.target.toByteArray(), "target");
    QTEST(row.project->utf8(), "project");
    QTEST(row.record->timeMs, "time");
    QCOMPARE(row.record->addressed, TrafficRecord::UnknownCount);
    const QByteArray first = exported(batch);
    QVERIFY(!first.contains("delivered"));
    QCOMPARE(exported(opened(first)), first);
}

void CaptureTest::passesOverBadLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<CaptureError::Code>("code");
    using Code = CaptureError::Code;
    const auto row = [](const char *name, const QByteArray &line, Code code) {
        QTest::newRow(name) << line << code;
    };
    row("text", "hello", Code::NotJson);
    row("number", "17", Code::NotAnObject);
    row("array", "[{}]", Code::NotAnObject);
    row("cut off", R"({"type":"a)", Code::NotJson);
    row("two objects", "{}{}", Code::NotJson);
    row("no UTF-8", "{\"a\":\"\xff\"}", Code::NotJson);
    row("deep", QByteArray(1'000'000, '['), Code::NotJson);
    row("zeros", QByteArray(100, '\0'), Code::NotJson);
    row("no time", R"({"time":"now","project":"p","kind":"ping","message":1})", Code::BadTime);
    row("time beyond years",
        R"({"time":"2026-13-28T12:01:02.114Z","project":"p","kind":"ping","message":1})",
        Code::BadTime);
    row("no project",
        R"({"time":"2026-01-28T12:01:02.114Z","project":"","kind":"ping","message":1})",
        Code::BadProject);
    row("bad base64",
        R"({"time":"2026-01-28T12:01:02.114Z","project":"p","kind":"ping","base64":"*"})",
        Code::BadBase64);
}

void CaptureTest::passesOverBadLines()
{
    QFETCH(QByteArray, line);
    QByteArray file = "{\"n\":1}\n\n" + line + "\n{\"n\":2}";
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    CaptureReader reader(buffer, defaults(), 1000);
    const CapturedBatch batch = reader.readSlice(file.size());
    QCOMPARE(batch.batch.records.size(), size_t { 1 });
    QCOMPARE(rowOf(reader.readSlice(1), 0).message.toByteArray(), QByteArray("{\"n\":2}"));
    QVERIFY(reader.isAtEnd());
    QCOMPARE(reader.rows(), 2);
    QCOMPARE(reader.badLines(), 1);
    QCOMPARE(reader.firstBadLine(), 3);
    QTEST(reader.firstBadError().code, "code");
    QVERIFY(!reader.error());
}

void CaptureTest::countsBadLines()
{
    QByteArray file = "x\n[]\n{}\ny";
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    CaptureReader reader(buffer, defaults(), 1000);
    while (!reader.isAtEnd())
        (void)reader.readSlice(2);
    QCOMPARE(reader.badLines(), 3);
    QCOMPARE(reader.firstBadLine(), 1);
    QCOMPARE(reader.rows(), 1);
    QCOMPARE(reader.progress(), 1.0);
}

void CaptureTest::readsInAnySlices()
{
    QByteArray file = "\xef\xbb\xbf";
    for (int i = 0; i < 20; ++i) {
        appendCaptureLine(file, usualRow("{\"type\":\"a" + QByteArray(i, 'x') + "\"}").row());
        file.insert(file.size() - 1, '\r'); // Like a file from an editor for Windows.
    }
    const QByteArray whole = exported(opened(file));
    QCOMPARE(whole.count('\n'), 20);
    for (const qsizetype slice : { 1, 2, 7, 100, 1000 }) {
        QBuffer buffer(&file);
        buffer.open(QIODevice::ReadOnly);
        CaptureReader reader(buffer, defaults(), 1000);
        QByteArray again;
        double progress = 0;
        while (!reader.isAtEnd()) {
            again += exported(reader.readSlice(slice));
            QVERIFY(reader.progress() >= progress);
            progress = reader.progress();
        }
        QCOMPARE(again, whole);
        QCOMPARE(reader.badLines(), 0);
    }
}

void CaptureTest::passesOverLinesThatAreTooLong()
{
    QByteArray file = "{\"n\":1}\n" + QByteArray(2 * MaxCaptureLineBytes + 5, 'x')
        + "\n{\"n\":2}\n";
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    CaptureReader reader(buffer, defaults(), 1000);
    constexpr qsizetype Slice = 16 * 1024 * 1024;
    while (!reader.isAtEnd())
        (void)reader.readSlice(Slice);
    QCOMPARE(reader.rows(), 2);
    QCOMPARE(reader.badLines(), 1);
    QCOMPARE(reader.firstBadLine(), 2);
}

void CaptureTest::stopsAtItsLimit()
{
    for (const int lines : { 3, 4 }) {
        QByteArray file = QByteArray("{}\n").repeated(lines) + "\n\n";
        QBuffer buffer(&file);
        buffer.open(QIODevice::ReadOnly);
        CaptureReader reader(buffer, defaults(), 3);
        qsizetype rows = 0;
        while (!reader.isAtEnd())
            rows += static_cast<qsizetype>(reader.readSlice(5).batch.records.size());
        QCOMPARE(rows, 3);
        QCOMPARE(reader.rows(), 3);
        QCOMPARE(reader.wasCut(), lines > 3);
    }
}

void CaptureTest::saysWhenTheDeviceFails()
{
    FailDevice device;
    CaptureReader reader(device, defaults(), 1000);
    qsizetype rows = 0;
    for (int i = 0; i < 5 && !reader.isAtEnd(); ++i)
        rows += static_cast<qsizetype>(reader.readSlice(100'000).batch.records.size());
    QVERIFY(reader.isAtEnd());
    QCOMPARE(rows, 1);
    QVERIFY(reader.error());
    QCOMPARE(reader.error()->code, CaptureError::Code::Unreadable);
    QCOMPARE(reader.error()->arguments, QStringList { u"the cable is out"_s });
    QCOMPARE(reader.badLines(), 0);
}

void CaptureTest::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("epoch") << u"1970-01-01T00:00:00.000Z"_s;
    QTest::newRow("before") << u"1969-12-31T23:59:59.999Z"_s;
    QTest::newRow("leap day") << u"2024-02-29T12:34:56.789Z"_s;
    QTest::newRow("last") << u"9999-12-31T23:59:59.999Z"_s;
    QTest::newRow("first") << u"0001-01-01T00:00:00.000Z"_s;
}

void CaptureTest::times()
{
    QFETCH(QString, text);
    const qint64 expected = QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch();
    QCOMPARE(captureTimeFrom(text.toLatin1()).value_or(-1), expected);
    QCOMPARE(captureTime(expected), text.toLatin1());
    QVERIFY(isCaptureTime(expected));
    for (const char *bad : { "", "2026-02-30T00:00:00.000Z", "2026-01-28T24:00:00.000Z",
             "2026-01-28T12:60:00.000Z", "2026-01-28T12:00:60.000Z", "yesterday", "12:01" })
        QVERIFY2(!captureTimeFrom(bad), bad);
    QCOMPARE(
        captureTimeFrom("2026-01-28T12:01:02+02:00"), captureTimeFrom("2026-01-28T10:01:02.000Z"));
    QVERIFY(!isCaptureTime(std::numeric_limits<qint64>::max()));
    QVERIFY(!isCaptureTime(std::numeric_limits<qint64>::min()));
}

void CaptureTest::csvCells_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << QByteArray("hello") << QByteArray("hello");
    QTest::newRow("comma") << QByteArray("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quotes") << QByteArray("{\"a\":1}") << QByteArray("\"{\"\"a\"\":1}\"");
    QTest::newRow("lines") << QByteArray("a\r\nb") << QByteArray("\"a\r\nb\"");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("formula") << QByteArray("=1+1") << QByteArray("'=1+1");
    QTest::newRow("other formulas") << QByteArray("@SUM(1,2)") << QByteArray("\"'@SUM(1,2)\"");
    QTest::newRow("minus") << QByteArray("-1") << QByteArray("'-1");
    QTest::newRow("no UTF-8") << QByteArray("a\xff") << QByteArray("a\xef\xbf\xbd");
    QTest::newRow("letters") << QByteArray("\xc3\xa4") << QByteArray("\xc3\xa4");
}

void CaptureTest::csvCells()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, cell);
    QByteArray out = csvHeader();
    QCOMPARE(out.count(','), 15);
    const OwnedRow row = usualRow(message);
    appendCsvRow(out, row.row());
    const QByteArray expected
        = "2026-01-28T12:01:02.114Z,user123,data-agent,8f1c0000-0000-4000-8000-00000000002b,admin,"
          "41d00000-0000-4000-8000-0000000003aa,,to-client,"
        + QByteArray::number(message.size()) + ",2,3,1,0,0,0," + cell + "\r\n";
    QCOMPARE(out.mid(csvHeader().size()), expected);
}

void CaptureTest::csvHasColumnsOfFields()
{
    const QList<JsonPath> fields { { QByteArray("payload"), QByteArray("a,b"), qsizetype { 1 } },
        { QByteArray("none") } };
    QByteArray out = csvHeader({ fields });
    QVERIFY(out.endsWith(",message,\"payload.\"\"a,b\"\"[1]\",none\r\n"));
    out.clear();
    const OwnedRow row = usualRow(R"({"payload":{"a,b":[1,"=two\n"]}})");
    appendCsvRow(out, row.row(), { fields });
    QVERIFY2(out.endsWith(",\"'=two\n\",\r\n"), out.constData());
}

void CaptureTest::csvHasColumnsOfNotes()
{
    const CsvColumns columns { { { QByteArray("none") } }, true };
    QVERIFY(csvHeader(columns).endsWith(",message,marked,comment,none\r\n"));
    OwnedRow row = usualRow("{}");
    QByteArray out;
    appendCsvRow(out, row.row(), columns);
    QVERIFY2(out.endsWith(",{},,,\r\n"), out.constData());
    row.note = { true, "=why, \"here\"?" };
    out.clear();
    appendCsvRow(out, row.row(), columns);
    QVERIFY2(out.endsWith(",{},true,\"'=why, \"\"here\"\"?\",\r\n"), out.constData());
}

void CaptureTest::writesFiles_data()
{
    QTest::addColumn<ExportFormat>("kind");
    QTest::addColumn<int>("slice");
    QTest::newRow("JSON Lines") << ExportFormat::JsonLines << 1'000'000;
    QTest::newRow("JSON Lines, row by row") << ExportFormat::JsonLines << 1;
    QTest::newRow("CSV") << ExportFormat::Csv << 500;
}

void CaptureTest::writesFiles()
{
    QFETCH(ExportFormat, kind);
    QFETCH(int, slice);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a capture.jsonl"_s);
    const OwnedRow row = usualRow("{\"type\":\"docs\"}");
    int left = 10;
    CaptureWriter writer(path, kind, [&]() -> std::optional<TrafficRow> {
        return left-- > 0 ? std::optional(row.row()) : std::nullopt;
    });
    int slices = 0;
    while (writer.writeSlice(slice) == CaptureWriter::State::Writing) {
        ++slices;
        QVERIFY(!QFile::exists(path)); // Only when it is whole.
    }
    QCOMPARE(writer.state(), CaptureWriter::State::Done);
    QCOMPARE(writer.rows(), 10);
    QVERIFY(slice > 1000 ? slices == 0 : slices > 1);

    QByteArray expected = kind == ExportFormat::Csv ? csvHeader() : QByteArray();
    for (int i = 0; i < 10; ++i) {
        if (kind == ExportFormat::Csv)
            appendCsvRow(expected, row.row());
        else
            appendCaptureLine(expected, row.row());
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), expected);
}

void CaptureTest::leavesNoHalfFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"capture.jsonl"_s);
    {
        const OwnedRow row = usualRow("{}");
        CaptureWriter writer(path, ExportFormat::JsonLines, [&] { return row.row(); });
        QCOMPARE(writer.writeSlice(1'000'000), CaptureWriter::State::Writing);
    }
    QVERIFY(QDir(folder.path()).isEmpty());
}

void CaptureTest::saysWhyItCannotWrite()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"no/such/folder.jsonl"_s);
    CaptureWriter writer(path, ExportFormat::JsonLines, [] { return std::nullopt; });
    QCOMPARE(writer.writeSlice(1), CaptureWriter::State::Failed);
    QVERIFY(writer.error());
    QCOMPARE(writer.error()->code, CaptureError::Code::Unwritable);
    QVERIFY(writer.error()->arguments.constFirst().contains(u"folder.jsonl"_s));
}

void CaptureTest::survivesAFullDisk()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"capture.jsonl"_s);
    QFile before(path);
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") > 0);
    before.close();

    rlimit usual {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    constexpr rlim_t Room = 1024 * 1024;
    const rlimit full { Room, usual.rlim_max };
    std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
    {
        const OwnedRow row = usualRow(QByteArray(1000, 'x'));
        CaptureWriter writer(path, ExportFormat::JsonLines, [&] { return row.row(); });
        while (
            writer.writeSlice(100'000) == CaptureWriter::State::Writing && writer.rows() < 5000) { }
        setrlimit(RLIMIT_FSIZE, &usual);
        QCOMPARE(writer.state(), CaptureWriter::State::Failed);
        QVERIFY(writer.error() && writer.error()->arguments.contains(path));
        QVERIFY(writer.rows() < 5000);
        QCOMPARE(writer.writeSlice(1), CaptureWriter::State::Failed);
    }
    QVERIFY(before.open(QIODevice::ReadOnly));
    QCOMPARE(before.readAll(), QByteArray("before"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

QTEST_GUILESS_MAIN(CaptureTest)
#include "tst_capture.moc"
