// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/answershape.h"

#include "server/api/apikey.h"
#include "server/api/reach.h"

#include <QtTest/QTest>

using namespace broadcaster;

class AnswerShapeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasAllFields();
    void leavesOutAndRenames();
    void writesNull();
    void writesListsAndObjects();
    void saysOnlyThatAnAnswerIsPartial();
};

void AnswerShapeTest::hasAllFields()
{
    const KeyRequirement requirement { *ProjectId::fromUtf8("\xef\xbb\xbfshop \"1\""), true };
    QCOMPARE(objectJson(allOf<KeyRequirement>(), requirement),
        QByteArray("{\"projectId\":\"\xef\xbb\xbfshop \\\"1\\\"\",\"required\":true}"));
}

void AnswerShapeTest::leavesOutAndRenames()
{
    constexpr auto Shape
        = allExcept<DeliveryLine>({ "broker", "verdict" }).renamed("clientId", "id");
    const DeliveryLine line { ClientId::fromText("c"), ClientType::DataAgent, Verdict::Mirrored };
    QCOMPARE(objectJson(Shape, line), QByteArray("{\"id\":\"c\",\"type\":\"data-agent\"}"));
}

void AnswerShapeTest::writesNull()
{
    constexpr auto Shape = allExcept<ApiKeyInfo>({ "keyId", "projectId", "createdBy" });
    ApiKeyInfo key;
    key.keyPrefix = QStringLiteral("sa_live_a1b2");
    key.description = QStringLiteral("");
    key.createdAt = QDateTime::fromMSecsSinceEpoch(1, Qt::UTC);
    QCOMPARE(objectJson(Shape, key),
        QByteArray("{\"keyPrefix\":\"sa_live_a1b2\",\"description\":\"\","
                   "\"createdAt\":\"1970-01-01T00:00:00.001Z\",\"lastUsedAt\":null}"));
}

void AnswerShapeTest::writesListsAndObjects()
{
    Explanation explanation;
    explanation.target = "x";
    explanation.reach = { 1, 0, 2 };
    explanation.lines = { { ClientId::fromText("c") } };
    QCOMPARE(objectJson(allOf<Explanation>(), explanation),
        QByteArray("{\"kind\":\"broadcast\",\"target\":\"x\","
                   "\"reach\":{\"addressed\":1,\"mirrored\":0,\"clientCount\":2},"
                   "\"lines\":[{\"clientId\":\"c\",\"type\":\"runtime\","
                   "\"verdict\":\"delivered\"}]}"));
}

void AnswerShapeTest::saysOnlyThatAnAnswerIsPartial()
{
    const auto published = [](const Published &value) {
        JsonWriter json;
        json.beginObject();
        writeMembers(json, allExcept<Published>({ "isPartial" }), value);
        writePartial(json, value.isPartial);
        json.endObject();
        return json.json();
    };
    QCOMPARE(published({ 2, 1, false }), QByteArray("{\"delivered\":2,\"mirrored\":1}"));
    QCOMPARE(
        published({ 2, 1, true }), QByteArray("{\"delivered\":2,\"mirrored\":1,\"partial\":true}"));
}

QTEST_GUILESS_MAIN(AnswerShapeTest)
#include "tst_answershape.moc"
