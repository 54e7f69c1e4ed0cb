// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationfeed.h"

#include "tests/inspect/talk.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using State = ConversationPart::State;

class ConversationFeedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheSameLiveAndLater();
    void worksInSlices();
    void followsEvictions();
    void followsClears();
    void takesAnotherRule();
    void takesEvents();
};

namespace {

/// Many exchanges of one runtime and two agents, some of them without a reply.
void talk(Talk &talk, int first, int count)
{
    for (int i = first; i < first + count; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray payload = R"({"requestId":)" + number + '}';
        talk.say({ "r1", "data-agent", 20 * i, "query", payload, number });
        if (i % 7 != 0)
            talk.say({ "d1", "r1", 20 * i + 3, "answer", payload });
        if (i % 5 == 0)
            talk.say({ "d2", "r1", 20 * i + 9, "answer", payload });
    }
}

void workAll(ConversationFeed &feed)
{
    while (feed.work()) { }
}

int countOf(const ConversationFeed &feed, const TrafficStore &store, State state)
{
    int count = 0;
    for (quint64 at = store.first(); at < store.end(); ++at)
        count += feed.pairer().part(at).state == state ? 1 : 0;
    return count;
}

} // namespace

void ConversationFeedTest::isTheSameLiveAndLater()
{
    Talk messages;
    ConversationFeed live(messages.store());
    std::vector<quint64> changed;
    for (int i = 0; i < 350; ++i) {
        talk(messages, i, 1);
        workAll(live);
        for (const quint64 sequence : live.takeChanged())
            changed.push_back(sequence);
    }
    ConversationFeed later(messages.store());
    workAll(later);
    for (quint64 at = 0; at < messages.end(); ++at) {
        QVERIFY(later.pairer().part(at) == live.pairer().part(at));
        QCOMPARE(later.pairer().conversation(at), live.pairer().conversation(at));
    }
    QCOMPARE(later.takeChanged(), changed);
    QVERIFY(later.takeChanged().empty());
    QCOMPARE(countOf(live, messages.store(), State::Answered), 310); // 40 have no reply at all.
    QCOMPARE(countOf(live, messages.store(), State::Waiting), 40);
    QCOMPARE(countOf(live, messages.store(), State::Reply), 370);
}

void ConversationFeedTest::worksInSlices()
{
    Talk messages;
    talk(messages, 0, 60'000);
    ConversationFeed feed(messages.store());
    int slices = 1;
    while (feed.work()) {
        ++slices;
        QVERIFY(feed.next() < messages.end());
    }
    QVERIFY2(slices > 1, "so many rows fit into a slice");
    QCOMPARE(feed.next(), messages.end());
    QVERIFY(!feed.work());
}

void ConversationFeedTest::followsEvictions()
{
    Talk messages({ 1'000, 64 * 1024 * 1024 });
    ConversationFeed feed(messages.store());
    talk(messages, 0, 100);
    workAll(feed);
    talk(messages, 100, 5'000); // More than the store keeps comes between two calls.
    workAll(feed);
    QVERIFY(feed.pairer().count() <= messages.store().count());
    QVERIFY(feed.pairer().part(messages.store().first() - 1) == ConversationPart());
    QVERIFY(countOf(feed, messages.store(), State::Answered) > 400);
    QCOMPARE(feed.pairer().losses(), ConversationLosses());
}

void ConversationFeedTest::followsClears()
{
    Talk messages;
    ConversationFeed feed(messages.store());
    talk(messages, 0, 10);
    workAll(feed);
    messages.store().clear();
    workAll(feed);
    QCOMPARE(feed.pairer().count(), 0);
    talk(messages, 10, 10);
    workAll(feed);
    QCOMPARE(countOf(feed, messages.store(), State::Answered), 9);
}

void ConversationFeedTest::takesAnotherRule()
{
    Talk messages;
    ConversationFeed feed(messages.store());
    talk(messages, 0, 10);
    workAll(feed);
    QCOMPARE(countOf(feed, messages.store(), State::Reply), 10);
    feed.setRule(std::get<ConversationRule>(ConversationRule::parse(u"id"_s)));
    QVERIFY(feed.takeChanged().empty());
    QCOMPARE(countOf(feed, messages.store(), State::Reply), 0);
    workAll(feed);
    QCOMPARE(countOf(feed, messages.store(), State::Reply), 0);
    QCOMPARE(feed.pairer().rule().text(), u"id"_s);
    feed.setRule({});
    workAll(feed);
    QCOMPARE(countOf(feed, messages.store(), State::Reply), 10);
    QCOMPARE(feed.pairer().statistics().figures().size(), 2U);
}

void ConversationFeedTest::takesEvents()
{
    Talk messages;
    ConversationFeed feed(messages.store());
    messages.say({ "r1", "d1", 0, "query", R"({"requestId":1})" });
    workAll(feed);
    ClientEvent left;
    left.kind = ClientEvent::Kind::Left;
    left.client = ClientId::fromText(clientId("d1"));
    left.timeMs = messages.store().at(0).record->timeMs + 5;
    feed.take({ left });
    QCOMPARE(feed.pairer().part(0).state, State::ReceiverLeft);
    feed.advance(left.timeMs + 10'000);
    QCOMPARE(feed.pairer().statistics().figures().size(), 1U);
    QCOMPARE(feed.pairer().statistics().figures()[0]->unanswered, 1U);
}

QTEST_GUILESS_MAIN(ConversationFeedTest)
#include "tst_conversationfeed.moc"
