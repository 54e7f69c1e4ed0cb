// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/pairedmessages.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace std::chrono_literals;

using State = ConversationPart::State;

class PairedMessagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheStateOfARequest();
    void tellsWhoAnswered();
    void forgetsTheOldest();
    void countsInsights();

private:
    static constexpr quint64 Asker = 1;
    static constexpr quint64 Agent = 2;
    static constexpr qint64 StartMs = 1'738'060'200'000;

    static ConversationRow message(
        PairedMessages &messages, quint64 sequence, const char *type, quint64 from, quint64 to)
    {
        ConversationRow row;
        row.sequence = sequence;
        row.timeMs = StartMs + static_cast<qint64>(sequence) * 100;
        row.kind = TrafficKind::ToClient;
        row.sender = from;
        row.target = to;
        row.isExplicit = true;
        row.type = messages.typeOf(*ProjectId::fromUtf8("demo"), 7, type);
        return row;
    }
    static quint32 ask(PairedMessages &messages, quint64 sequence)
    {
        return messages.push(message(messages, sequence, "query", Asker, Agent));
    }
    static void answer(PairedMessages &messages, quint32 request, quint64 sequence)
    {
        messages.pair(
            request, messages.push(message(messages, sequence, "answer", Agent, Asker)), false);
    }
};

void PairedMessagesTest::tellsTheStateOfARequest()
{
    PairedMessages messages({});
    QCOMPARE(messages.part(0).state, State::None); // Nothing is known of it.
    const quint32 answered = ask(messages, 0);
    ask(messages, 1);
    QCOMPARE(messages.part(0).state, State::Waiting);
    answer(messages, answered, 3);
    QCOMPARE(messages.part(0).state, State::Answered);
    QCOMPARE(messages.part(0).replyMs, 300);
    QCOMPARE(messages.part(0).partner, 3U);
    QCOMPARE(messages.part(3).state, State::Reply);
    QCOMPARE(messages.part(3).partner, 0U);
    QCOMPARE(messages.conversation(3), (std::vector<quint64> { 0, 3 }));

    QCOMPARE(messages.part(1).state, State::Waiting);
    messages.noteDeparture(Asker);
    QCOMPARE(messages.part(1).state, State::SenderLeft);
    messages.noteDeparture(Agent);
    QCOMPARE(messages.part(1).state, State::ReceiverLeft);
}

void PairedMessagesTest::tellsWhoAnswered()
{
    PairedMessages messages({});
    messages.rememberName(Agent, "agent");
    answer(messages, ask(messages, 0), 1);
    QCOMPARE(messages.facts(1).answerer, QByteArrayView("agent"));
    QCOMPARE(messages.facts(1).requestType, QByteArrayView("query"));
    QCOMPARE(messages.facts(2).answerer, QByteArrayView());
}

void PairedMessagesTest::forgetsTheOldest()
{
    ConversationLimits limits;
    limits.rows = 3;
    PairedMessages messages(limits);
    for (quint64 i = 0; i < 5; ++i)
        ask(messages, i);
    messages.trim();
    QCOMPARE(messages.rows().size(), 3);
    QCOMPARE(messages.droppedRows(), 2U);
    QCOMPARE(messages.part(1).state, State::None);
    QCOMPARE(messages.part(2).state, State::Waiting);
    QVERIFY(!messages.forgetBefore(4));
    QCOMPARE(messages.rows().size(), 1);
    QCOMPARE(messages.droppedRows(), 2U); // These are gone elsewhere, too.
    QVERIFY(!messages.advance(StartMs + 60'000));
    QVERIFY(messages.part(4).state == State::Waiting);
}

void PairedMessagesTest::countsInsights()
{
    PairedMessages messages({});
    answer(messages, ask(messages, 0), 1);
    QCOMPARE(messages.insights(), 1U);
    answer(messages, ask(messages, 2), 3);
    QCOMPARE(messages.insights(), 1U); // The type was known as a request.
}

QTEST_GUILESS_MAIN(PairedMessagesTest)
#include "tst_pairedmessages.moc"
