// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/jsonstring.h"
#include "server/protocol/systemmessages.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUuid>
#include <QtTest/QtTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class SystemMessagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesConnected();
    void writesClientLeft();
    void writesError();
    void writesPong_data();
    void writesPong();
    void findsType();
    void escapesStrings_data();
    void escapesStrings();
};

namespace {

constexpr qint64 Now = 1'738'060'200'000;

/// The payload of a message whose other members are right; empty otherwise.
QJsonObject payloadOf(const QByteArray &message, const QString &type)
{
    const QJsonObject object = QJsonDocument::fromJson(message).object();
    const QString id = object[u"id"].toString();
    const bool isGood = object.keys() == QStringList { u"from"_s, u"id"_s, u"payload"_s, u"type"_s }
        && object[u"type"] == type
        && object[u"from"].toObject() == QJsonObject { { u"type"_s, u"system"_s } }
        && QUuid(id).toString(QUuid::WithoutBraces) == id && !QUuid(id).isNull();
    return isGood ? object[u"payload"].toObject() : QJsonObject();
}

/// A name with all characters that need an escape, or look so.
ProjectId awkwardProject()
{
    return *ProjectId::fromUtf8("a \"b\" \\ {c}/\xf0\x9f\x98\x80");
}

} // namespace

void SystemMessagesTest::writesConnected()
{
    const ClientId client = ClientId::create();
    const ProjectId project = awkwardProject();
    const QByteArray message = connectedMessage(project, client, 3, Now);
    QCOMPARE(payloadOf(message, u"connected"_s),
        (QJsonObject { { u"clientId"_s, QString::fromUtf8(client.text()) },
            { u"projectId"_s, project.toString() },
            { u"message"_s, QString(u"Connected to project "_s + project.toString()) },
            { u"clientCount"_s, 3 }, { u"timestamp"_s, Now } }));
    QVERIFY(message != connectedMessage(project, client, 3, Now)); // A fresh id.

    // Byte by byte, except for the id.
    const QByteArray plain = connectedMessage(
        *ProjectId::fromUtf8("P"), ClientId::fromText("c"), 1, 5);
    QVERIFY(plain.startsWith("{\"id\":\""));
    QCOMPARE(plain.sliced(7 + 36),
        R"(","type":"connected","from":{"type":"system"},"payload":{"clientId":"c",)"
        R"("projectId":"P","message":"Connected to project P","clientCount":1,"timestamp":5}})");
}

void SystemMessagesTest::writesClientLeft()
{
    const ClientId client = ClientId::create();
    const ProjectId project = awkwardProject();
    const QJsonObject payload = payloadOf(
        clientLeftMessage(project, client, ClientType::DataAgent, 0, Now), u"client_left"_s);
    QCOMPARE(payload.size(), 6);
    QCOMPARE(payload[u"clientId"].toString(), QString::fromUtf8(client.text()));
    QCOMPARE(payload[u"clientType"].toString(), u"data-agent"_s);
    QCOMPARE(payload[u"clientCount"].toInt(-1), 0);
    QCOMPARE(payload[u"projectId"].toString(), project.toString());
    QCOMPARE(payload[u"timestamp"].toInteger(), Now);
    QCOMPARE(
        payload[u"message"].toString(), u"Client data-agent left project "_s + project.toString());
}

void SystemMessagesTest::writesError()
{
    const ProjectId project = awkwardProject();
    QCOMPARE(payloadOf(errorMessage(project, "Broken: \"x\"", Now), u"error"_s),
        (QJsonObject { { u"message"_s, u"Broken: \"x\""_s }, { u"projectId"_s, project.toString() },
            { u"timestamp"_s, Now } }));
}

void SystemMessagesTest::writesPong_data()
{
    QTest::addColumn<QByteArray>("original");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("none") << QByteArray() << QByteArray(R"({"timestamp":5})");
    QTest::newRow("number")
        << QByteArray("12345678901234567890.10")
        << QByteArray(R"({"timestamp":5,"originalTimestamp":12345678901234567890.10})");
    QTest::newRow("object") << QByteArray(R"({"a":"{"})")
                            << QByteArray(R"({"timestamp":5,"originalTimestamp":{"a":"{"}})");
}

void SystemMessagesTest::writesPong()
{
    QFETCH(const QByteArray, original);
    QFETCH(const QByteArray, payload);
    const QByteArray pong = pongMessage(
        { original.constData(), static_cast<std::size_t>(original.size()) }, 5);
    QVERIFY(!payloadOf(pong, u"PONG"_s).isEmpty());
    QVERIFY(pong.endsWith(QByteArray("\"payload\":" + payload + "}")));
}

void SystemMessagesTest::findsType()
{
    const ProjectId project = *ProjectId::fromUtf8("\"type\":\"no\"");
    const ClientId client = ClientId::create();
    const auto check = [](const QByteArray &message, std::string_view type) {
        const std::string_view found = systemMessageType(message);
        QVERIFY(found == type);
        QCOMPARE(found.data() - message.constData(), message.indexOf("\"type\":\"") + 8);
    };
    check(connectedMessage(project, client, 1, Now), "connected");
    check(clientLeftMessage(project, client, ClientType::Admin, 1, Now), "client_left");
    check(errorMessage(project, "text", Now), "error");
    check(pongMessage("1", Now), "PONG");
}

void SystemMessagesTest::escapesStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
    QTest::newRow("plain") << QByteArray("a/b") << QByteArray("\"a/b\"");
    QTest::newRow("quote") << QByteArray("\"") << QByteArray(R"("\"")");
    QTest::newRow("backslash") << QByteArray("\\n") << QByteArray(R"("\\n")");
    QTest::newRow("controls") << QByteArray("\0\n\x1f", 3) << QByteArray(R"("\u0000\u000a\u001f")");
    QTest::newRow("UTF-8") << QByteArray("\xc3\xa9\xf0\x9f\x98\x80\x7f")
                           << QByteArray("\"\xc3\xa9\xf0\x9f\x98\x80\x7f\"");
}

void SystemMessagesTest::escapesStrings()
{
    QFETCH(const QByteArray, text);
    QByteArray out;
    appendJsonString(out, { text.constData(), static_cast<std::size_t>(text.size()) });
    QTEST(out, "json");
}

QTEST_GUILESS_MAIN(SystemMessagesTest)
#include "tst_systemmessages.moc"
