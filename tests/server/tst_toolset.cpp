// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/calls.h"
#include "server/mcp/toolset.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList Figures { u"projects"_s, u"clients"_s, u"stats"_s };
const QStringList Kept { u"find"_s, u"message"_s, u"why"_s, u"events"_s };
const QStringList Acting { u"send"_s, u"disconnect"_s };

/// Every schema says what it is about, and objects are closed where an agent writes them.
void checkInput(const QJsonObject &schema)
{
    QCOMPARE(schema.value("type"_L1).toString(), u"object"_s);
    QVERIFY(schema.contains("required"_L1));
    const QJsonObject properties = schema.value("properties"_L1).toObject();
    for (auto property = properties.begin(); property != properties.end(); ++property) {
        const QJsonObject inner = property->toObject();
        QVERIFY2(inner.contains("type"_L1), qPrintable(property.key()));
        QVERIFY2(!inner.value("description"_L1).toString().isEmpty(), qPrintable(property.key()));
    }
}

} // namespace

class ToolSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callersSeeWhatTheyMayCall();
    void obstaclesNameTheRemedy();
    void schemas();
    void operationsAsSchemas();
};

void ToolSetTest::callersSeeWhatTheyMayCall()
{
    const ToolSet tools;
    BrokerConfig config;
    const Principal viewer = Principal::viewerKey();
    const Principal service = Principal::serviceKey();
    QCOMPARE(tools.namesFor(viewer, config), Figures + QStringList { u"explain"_s });
    config.keepMessages = 1;
    QCOMPARE(tools.namesFor(service, config), Figures + Kept + QStringList { u"explain"_s });
    config.mcpWrite = true;
    QCOMPARE(tools.namesFor(viewer, config), Figures + Kept + QStringList { u"explain"_s });
    QCOMPARE(
        tools.namesFor(service, config), Figures + Kept + QStringList { u"explain"_s } + Acting);
    QCOMPARE(tools.listFor(service, config).size(), tools.namesFor(service, config).size());
}

void ToolSetTest::obstaclesNameTheRemedy()
{
    const ToolSet tools;
    BrokerConfig config;
    const auto obstacle = [&](const QString &tool, const Principal &caller) {
        return ToolSet::obstacle(*tools.find(tool), caller, config);
    };
    QVERIFY(!tools.find(u"nope"_s));
    QVERIFY(obstacle(u"find"_s, Principal::serviceKey()).contains("--keep-messages"_L1));
    QVERIFY(obstacle(u"send"_s, Principal::serviceKey()).contains("--mcp-write"_L1));
    QVERIFY(obstacle(u"send"_s, Principal::viewerKey()).contains("service key"_L1));
    QVERIFY(obstacle(u"stats"_s, Principal::viewerKey()).isNull());
    QVERIFY(ToolSet::instructions(Principal::viewerKey(), config).contains("untrustedData"_L1));
}

void ToolSetTest::schemas()
{
    const ToolSet tools;
    BrokerConfig config;
    config.keepMessages = 1;
    config.mcpWrite = true;
    const QJsonArray list = tools.listFor(Principal::serviceKey(), config);
    for (const QJsonValue &entry : list) {
        const QJsonObject tool = entry.toObject();
        checkInput(tool.value("inputSchema"_L1).toObject());
        QCOMPARE(tool.value("inputSchema"_L1).toObject().value("additionalProperties"_L1), false);
        const QJsonObject output = tool.value("outputSchema"_L1).toObject();
        QVERIFY(output.value("properties"_L1).toObject().contains("untrustedData"_L1));
        QVERIFY(tool.value("description"_L1).toString().size() > 40);
    }
}

void ToolSetTest::operationsAsSchemas()
{
    QVERIFY(!formOf("nope"_L1));
    const auto explain = formOf("explain"_L1);
    QVERIFY(explain.has_value());
    QCOMPARE(explain->about->right, Right::Look);
    QCOMPARE(explain->question.value("required"_L1).toVariant().toStringList(),
        (QStringList { u"projectId"_s, u"envelope"_s }));
    const QJsonObject answer = explain->answer.value("properties"_L1).toObject();
    QCOMPARE(
        answer.value("kind"_L1).toObject().value("enum"_L1).toArray().size(), TrafficKindCount);
    const QJsonObject line = answer.value("lines"_L1).toObject().value("items"_L1).toObject();
    QVERIFY(line.value("properties"_L1).toObject().contains("verdict"_L1));
}

QTEST_GUILESS_MAIN(ToolSetTest)
#include "tst_toolset.moc"
