// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/records.h"

#include "server/api/bytes.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view Text = "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0";
constexpr std::string_view OtherText = "11111111-2222-4333-8444-555555555555";
constexpr std::string_view Frame = "\x81\x02{}";

RemoteClient client(std::string_view id, ClientType type, qint64 connectedAtMs)
{
    return { clientKey(id).value(), type, connectedAtMs };
}

/// The only record.
RecordView only(const QByteArray &records)
{
    RecordReader reader(view(records));
    const auto record = reader.next();
    if (!record || reader.next() || reader.hasFailed())
        qFatal("not one record");
    return *record;
}

ProjectRoster roster(bool asks)
{
    return { asks, false, ProjectId::fromUtf8("caf\xc3\xa9"_ba).value(),
        { client(Text, ClientType::Admin, 1'769'601'662'114),
            client(OtherText, ClientType::DataAgent, -1) } };
}

RemoteMessage message(Route::Kind route)
{
    RemoteMessage message;
    message.route = route;
    message.senderType = ClientType::DataAgent;
    message.sender = clientKey(Text).value();
    message.frame = Frame;
    return message;
}

QByteArray recordOf(const RemoteMessage &message)
{
    QByteArray record;
    appendMessageHead(record, 7, message, static_cast<qsizetype>(message.frame.size()));
    record.append(message.frame.data(), static_cast<qsizetype>(message.frame.size()));
    return record;
}

} // namespace

class RecordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsTakeSixteenBytes();
    void otherTextsAreNoIds_data();
    void otherTextsAreNoIds();
    void recordsComeInTheirOrder();
    void readerStopsAtBadBytes_data();
    void readerStopsAtBadBytes();
    void messagesComeBack_data();
    void messagesComeBack();
    void badMessagesAreRefused_data();
    void badMessagesAreRefused();
    void clientsComeBack();
    void rostersComeBack();
    void cutBodiesAreRefused();
    void badFramesAreRefused();
    void badRostersAreRefused_data();
    void badRostersAreRefused();
};

void RecordsTest::idsTakeSixteenBytes()
{
    const auto key = clientKey(Text);
    QVERIFY(key.has_value());
    QCOMPARE(QByteArray(key->data(), 16).toHex(), "0f1e2d3c4b5a49788796a5b4c3d2e1f0"_ba);
    QCOMPARE(clientId(*key), ClientId::fromText(QByteArray(Text.data(), 36)));
    const ClientId created = ClientId::create();
    QCOMPARE(clientId(clientKey(view(created.text())).value()), created);
}

void RecordsTest::otherTextsAreNoIds_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray right(Text.data(), static_cast<qsizetype>(Text.size()));
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << right.chopped(1);
    QTest::newRow("long") << right + '0';
    QTest::newRow("upper case") << right.toUpper();
    for (int place = 0; place < right.size(); ++place) {
        for (const char other : { '-', '0', 'g', '/', ':', '`', ' ' }) {
            const bool wasHyphen = right[place] == '-';
            if (wasHyphen ? other == '-' : other == '0')
                continue;
            QByteArray text = right;
            text[place] = other;
            QTest::addRow("%c at %d", other, place) << text;
        }
    }
}

void RecordsTest::otherTextsAreNoIds()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!clientKey(view(text)));
}

void RecordsTest::recordsComeInTheirOrder()
{
    QByteArray records;
    appendRecord(records, RecordKind::Beat, 0, {});
    appendRecord(records, static_cast<RecordKind>(200), 1ULL << 63, "body");
    appendLeave(records, 3, clientKey(Text).value());
    RecordReader reader(view(records));
    const auto beat = reader.next();
    QVERIFY(beat && beat->kind == RecordKind::Beat && beat->project == 0 && beat->body.empty());
    QCOMPARE(beat->whole.size(), size_t { RecordHeadSize });
    const auto unknown = reader.next();
    QVERIFY(unknown && static_cast<int>(unknown->kind) == 200 && unknown->project == 1ULL << 63);
    QVERIFY(unknown->body == "body");
    const auto leave = reader.next();
    QVERIFY(leave && leave->kind == RecordKind::Leave && leave->project == 3);
    QVERIFY(readLeave(leave->body) == clientKey(Text));
    QVERIFY(!reader.next() && !reader.hasFailed());
}

void RecordsTest::readerStopsAtBadBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QByteArray record;
    appendRecord(record, RecordKind::Beat, 0, "ab");
    for (int size = 1; size < record.size(); ++size)
        QTest::addRow("cut at %d", size) << record.first(size);
    const auto changed = [&](int place, char to) {
        QByteArray bytes = record;
        bytes[place] = to;
        return bytes;
    };
    QTest::newRow("size 0") << changed(0, 0);
    QTest::newRow("size below the head") << changed(0, RecordHeadSize - 1);
    QTest::newRow("size above the bytes") << changed(0, RecordHeadSize + 3);
    QTest::newRow("size with its highest bit") << changed(3, '\x80');
    for (int place = 5; place < 8; ++place)
        QTest::addRow("not 0 at %d", place) << changed(place, 1);
}

void RecordsTest::readerStopsAtBadBytes()
{
    QFETCH(const QByteArray, bytes);
    QByteArray records;
    appendRecord(records, RecordKind::Beat, 0, {});
    records += bytes;
    RecordReader reader(view(records));
    QVERIFY(reader.next().has_value());
    QVERIFY(!reader.next());
    QVERIFY(reader.hasFailed());
    QVERIFY(!reader.next());
}

void RecordsTest::messagesComeBack_data()
{
    QTest::addColumn<RemoteMessage>("sent");
    RemoteMessage broadcast = message(Route::Kind::Broadcast);
    QTest::newRow("broadcast") << broadcast;
    RemoteMessage toType = message(Route::Kind::ToType);
    toType.targetType = ClientType::Runtime;
    QTest::newRow("to a type") << toType;
    QTest::newRow("to a type that does not exist") << message(Route::Kind::ToType);
    RemoteMessage toClient = message(Route::Kind::ToClient);
    toClient.target = clientKey(OtherText);
    QTest::newRow("to a client") << toClient;
    toClient.target = ClientKey {};
    QTest::newRow("to the client with the smallest id") << toClient;
    QTest::newRow("to a client that cannot be") << message(Route::Kind::ToClient);
}

void RecordsTest::messagesComeBack()
{
    QFETCH(const RemoteMessage, sent);
    const QByteArray record = recordOf(sent);
    const RecordView read = only(record);
    QVERIFY(read.kind == RecordKind::Message);
    QCOMPARE(read.project, 7);
    const auto got = readMessage(read.body);
    QVERIFY(got.has_value());
    QVERIFY(got->route == sent.route && got->senderType == sent.senderType);
    QVERIFY(got->sender == sent.sender && got->target == sent.target);
    QVERIFY(got->targetType == sent.targetType && got->frame == Frame);
}

void RecordsTest::badMessagesAreRefused_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<int>("value");
    QTest::newRow("route") << 0 << 3;
    QTest::newRow("type of the sender") << 1 << 3;
    QTest::newRow("type of the target") << 2 << 3;
    QTest::newRow("target or not") << 3 << 2;
    QTest::newRow("target without its flag") << 20 << 1;
    QTest::newRow("end of a target without its flag") << 35 << 1;
}

void RecordsTest::badMessagesAreRefused()
{
    QFETCH(const int, place);
    QFETCH(const int, value);
    QByteArray record = recordOf(message(Route::Kind::Broadcast));
    QVERIFY(readMessage(view(record).substr(RecordHeadSize)).has_value());
    record[RecordHeadSize + place] = static_cast<char>(value);
    QVERIFY(!readMessage(view(record).substr(RecordHeadSize)));
}

void RecordsTest::clientsComeBack()
{
    const RemoteClient joined = client(Text, ClientType::Admin, 1'769'601'662'114);
    QByteArray join;
    appendJoin(join, 5, joined);
    QVERIFY(only(join).kind == RecordKind::Join);
    QVERIFY(readJoin(only(join).body) == joined);
    join[RecordHeadSize + 16] = 3;
    QVERIFY(!readJoin(only(join).body));
    QByteArray leave;
    appendLeave(leave, 5, joined.id);
    QVERIFY(only(leave).kind == RecordKind::Leave);
    QVERIFY(readLeave(only(leave).body) == joined.id);
}

void RecordsTest::rostersComeBack()
{
    for (const bool asks : { false, true }) {
        const ProjectRoster sent = roster(asks);
        QByteArray record;
        appendRoster(record, 9, sent);
        QVERIFY(only(record).kind == RecordKind::Roster);
        const auto got = readRoster(only(record).body);
        QVERIFY(got.has_value());
        QCOMPARE(got->asks, asks);
        QCOMPARE(got->project, sent.project);
        QVERIFY(got->clients == sent.clients);
        QCOMPARE(readRosterHead(only(record).body).value().project, sent.project);
    }
    const QByteArray name(256, 'p');
    QByteArray empty;
    appendRoster(empty, 9, { false, true, ProjectId::fromUtf8(name).value(), {} });
    QCOMPARE(readRoster(only(empty).body).value().project.utf8(), name);
    QVERIFY(readRoster(only(empty).body)->leaves);
}

void RecordsTest::cutBodiesAreRefused()
{
    const ProjectRoster sent = roster(true);
    QByteArray record;
    appendRoster(record, 9, sent);
    const std::string_view body = view(record).substr(RecordHeadSize);
    constexpr size_t ClientSize = 25;
    const size_t named = body.size() - ClientSize * sent.clients.size();
    for (size_t size = 0; size < body.size(); ++size) {
        const bool isWhole = size >= named && (size - named) % ClientSize == 0;
        QCOMPARE(readRoster(body.substr(0, size)).has_value(), isWhole);
        QCOMPARE(readRosterHead(body.substr(0, size)).has_value(), size >= named);
        QVERIFY(!readJoin(body.substr(0, size)) || size == ClientSize);
        QVERIFY(!readLeave(body.substr(0, size)) || size == sizeof(ClientKey));
    }
    const QByteArray whole = recordOf(message(Route::Kind::Broadcast));
    for (size_t size = 0; size <= RemoteMessage::HeadSize; ++size)
        QVERIFY(!readMessage(view(whole).substr(RecordHeadSize, size)));
}

void RecordsTest::badFramesAreRefused()
{
    using namespace std::string_view_literals;
    for (const std::string_view frame :
        { "\x81"sv, "\x81\x7f"sv, "\x81\x03{}"sv, "\x81\x01{}"sv, "\x82\x02{}"sv, "\x01\x02{}"sv,
            "\x81\x82{}"sv, "\x81\x7e\0\x02{}"sv, "\x81\x7f\0\0\0\0\0\0\0\x02{}"sv }) {
        RemoteMessage sent = message(Route::Kind::Broadcast);
        sent.frame = frame;
        QVERIFY(!readMessage(view(recordOf(sent)).substr(RecordHeadSize)));
    }
}

void RecordsTest::badRostersAreRefused_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<int>("value");
    QTest::newRow("flags") << 0 << 4;
    QTest::newRow("empty name") << 1 << 0;
    QTest::newRow("long name") << 2 << 1;
    QTest::newRow("control character in the name") << 3 << 7;
    QTest::newRow("not UTF-8 in the name") << 3 << 0xff;
    QTest::newRow("type of a client") << 8 + 16 << 3;
}

void RecordsTest::badRostersAreRefused()
{
    QFETCH(const int, place);
    QFETCH(const int, value);
    QByteArray record;
    appendRoster(record, 9, roster(false));
    QVERIFY(readRoster(view(record).substr(RecordHeadSize)).has_value());
    record[RecordHeadSize + place] = static_cast<char>(value);
    QVERIFY(!readRoster(view(record).substr(RecordHeadSize)));
}

QTEST_GUILESS_MAIN(RecordsTest)
#include "tst_records.moc"
