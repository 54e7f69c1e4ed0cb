// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/testclient.h"

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

/// Kept messages of a whole broker, with real clients.
class KeptTrafficTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void isOffUntilItIsConfigured();
    void keepsMessagesAndClosings();
    void endsWithTheBroker();
    void remembersRefusals();

private:
    [[nodiscard]] Broker &broker() { return m_test->broker; }
    void keep(int messages)
    {
        m_test->config.keepMessages = messages;
        QVERIFY(resultOf(broker().ask(Configure { m_test->config })).ok());
    }
    [[nodiscard]] Result<FoundMessages> find(const QString &filter)
    {
        FindMessages op;
        op.filter = filter;
        return resultOf(broker().ask(op));
    }

    std::unique_ptr<TestBroker> m_test;
};

void KeptTrafficTest::init()
{
    m_test = std::make_unique<TestBroker>();
}

void KeptTrafficTest::cleanup()
{
    m_test.reset();
}

void KeptTrafficTest::isOffUntilItIsConfigured()
{
    QVERIFY(m_test->start());
    TestClient client(m_test->url(), u"demo"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    client.send(R"({"type":"before"})");
    QCOMPARE(find({}).error().code, ErrorCode::NotFound);
    QCOMPARE(resultOf(broker().ask(FindEvents())).error().code, ErrorCode::NotFound);
    QCOMPARE(resultOf(broker().ask(ShowMessage { 1 })).error().code, ErrorCode::NotFound);
    QCOMPARE(resultOf(broker().ask(ShowKept()))->most, 0);
    keep(100);
    client.send(R"({"type":"while"})");
    QTRY_COMPARE(find(u"type == while"_s)->messages.size(), 1);
    QVERIFY(find(u"type == before"_s)->messages.isEmpty());
    QCOMPARE(resultOf(broker().ask(ShowKept()))->most, 100);
    keep(0);
    QCOMPARE(find({}).error().code, ErrorCode::NotFound);
    keep(100);
    QVERIFY(find({})->messages.isEmpty()); // The messages kept before are gone.
}

void KeptTrafficTest::keepsMessagesAndClosings()
{
    m_test->config.keepMessages = 1000;
    QVERIFY(m_test->start());
    TestClient sender(m_test->url(), u"demo"_s, u"runtime"_s);
    TestClient receiver(m_test->url(), u"demo"_s, u"data-agent"_s);
    QTRY_VERIFY(sender.isGreeted() && receiver.isGreeted());
    sender.send(R"({"type":"ask","to":{"type":"data-agent"},"payload":{"n":1}})");
    sender.send("{");
    QTRY_COMPARE(find(u"from.type == runtime"_s)->messages.size(), 2);
    const auto asked = find(u"payload.n == 1"_s)->messages;
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.constFirst().addressed, 1);
    QCOMPARE(asked.constFirst().kind, TrafficKind::ToType);
    QCOMPARE(find(u"kind == rejected"_s)->messages.constFirst().fault,
        std::optional(ErrorReason::MessageNotJson));
    const auto text = resultOf(broker().ask(ShowMessage { asked.constFirst().number }));
    QVERIFY(text->text.contains("\"payload\":{\"n\":1}"));
    const auto lines = resultOf(broker().ask(ShowDelivery { text->query }));
    QCOMPARE(lines->size(), 2);
    QVERIFY(resultOf(broker().ask(DisconnectClient { projectId("demo"), receiver.id() })).ok());
    FindEvents closings;
    closings.client = receiver.id();
    closings.code = 4000;
    QTRY_COMPARE(resultOf(broker().ask(closings))->events.size(), 1);
}

void KeptTrafficTest::endsWithTheBroker()
{
    m_test->config.keepMessages = 1000;
    QVERIFY(m_test->start());
    QList<QFuture<Result<FoundMessages>>> searches;
    for (int i = 0; i < 10; ++i)
        searches.append(broker().ask(FindMessages()));
    broker().stop();
    for (const auto &search : searches)
        (void)resultOf(search); // An answer or Stopped, but one of them.
    QTRY_COMPARE(broker().now().state, BrokerState::Stopped);
    QCOMPARE(find({}).error().code, ErrorCode::Stopped);
    QVERIFY(m_test->start());
    QVERIFY(find({}).ok());
}

void KeptTrafficTest::remembersRefusals()
{
    m_test->config.mcp = true;
    QVERIFY(m_test->start());
    const auto refused = [&] { return resultOf(broker().ask(ListRefusals()))->recent; };
    TestClient page(
        m_test->url(), u"demo"_s, u"runtime"_s, { { "Origin", "http://evil.example" } });
    QTRY_COMPARE(refused().size(), 1);
    QCOMPARE(refused().constFirst().status, 403);
    QCOMPARE(refused().constFirst().project, u"demo"_s);
    QCOMPARE(refused().constFirst().origin, u"http://evil.example"_s);
    m_test->config.mcp = false;
    QVERIFY(resultOf(broker().ask(Configure { m_test->config })).ok());
    TestClient other(
        m_test->url(), u"demo"_s, u"runtime"_s, { { "Origin", "http://evil.example" } });
    QTRY_COMPARE(resultOf(broker().ask(ListRefusals()))->counts.origin, 2);
    QCOMPARE(refused().size(), 1);
}

QTEST_GUILESS_MAIN(KeptTrafficTest)
#include "tst_kepttraffic.moc"
