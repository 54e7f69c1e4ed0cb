// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationpairer.h"

#include "tests/inspect/talk.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using State = ConversationPart::State;

class ConversationPairerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void tellsTheState_data();
    void tellsTheState();
    void measuresTheTime_data();
    void measuresTheTime();
    void aReplyBeforeItsRequestAsksNothing();
    void tellsAllReplies();
    void awaitsNoReplyThatItCannotFind();
    void laterMessagesAreNoReplies();
    void noticesErrors_data();
    void noticesErrors();
    void tellsWhatHasChanged();
    void noticesDepartures();
    void countsTheUnanswered();
    void forgetsRows();
    void dropsAndCounts();
    void detectsTheRule_data();
    void detectsTheRule();
    void detectsItAnew();
    void keepsProjectsApart();
    void aMillionRowsAreBounded();
};

namespace {

constexpr qint64 StartMs = 1'738'060'200'000;

ConversationRule ruleFrom(const QString &text)
{
    return std::get<ConversationRule>(ConversationRule::parse(text));
}

/// A talk whose messages a pairer has taken.
struct Paired {
    explicit Paired(const QString &rule = u"auto"_s, ConversationLimits limits = {})
        : pairer(ruleFrom(rule), limits)
    {
    }

    std::optional<quint64> say(const Said &said)
    {
        const quint64 sequence = talk.say(said);
        return pairer.add(sequence, talk.store().at(sequence));
    }
    /// The replies and their requests: "1>0 3>2".
    [[nodiscard]] QByteArray pairs() const
    {
        QByteArrayList all;
        for (quint64 at = 0; at < talk.end(); ++at) {
            const ConversationPart part = pairer.part(at);
            if (part.state == State::Reply)
                all.append(
                    QByteArray::number(at) + '>' + QByteArray::number(part.partner.value_or(999)));
        }
        return all.join(' ');
    }

    Talk talk;
    ConversationPairer pairer;
};

QByteArray requestId(const QByteArray &value)
{
    return R"({"requestId":)" + value + '}';
}

const ReplyFigures *figuresOf(const ConversationPairer &pairer, const QByteArray &type,
    Answerer::Kind kind, const QByteArray &id = {})
{
    for (const ReplyFigures *one : pairer.statistics().figures()) {
        if (pairer.types().at(one->type).name == type && one->answerer.kind == kind
            && one->answerer.id == id)
            return one;
    }
    return nullptr;
}

} // namespace

void ConversationPairerTest::pairs_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QList<Said>>("messages");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QString &rule, const QList<Said> &messages,
                         const QByteArray &expected) {
        QTest::newRow(name) << rule << messages << expected;
    };
    const QByteArray one = requestId("1");
    const QByteArray two = requestId("2");
    const QList<Said> twoRequests { { "r1", "data-agent", 0, "query", one },
        { "r1", "data-agent", 1, "query", two }, { "d1", "r1", 2, "answer", two },
        { "d1", "r1", 3, "answer", one } };
    const QList<Said> sameId { { "r1", "d1", 0, "query", "{}", "\"x\"" },
        { "d1", "r1", 2, "answer", "{}", "\"x\"" } };
    const QList<Said> asReply { { "r1", "d1", 0, "query", "{}", "\"x\"" },
        { "d1", "r1", 2, "answer", R"({"inReplyTo":"x"})", "\"y\"" } };

    row("same id", u"id"_s, sameId, "1>0");
    row("same id, detected", u"auto"_s, sameId, "1>0");
    row("same id, another rule", u"payload.requestId"_s, sameId, "");
    row("request id", u"payload.requestId"_s, twoRequests, "2>1 3>0");
    row("request id, detected", u"auto"_s, twoRequests, "2>1 3>0");
    row("id in the payload", u"id -> payload.inReplyTo"_s, asReply, "1>0");
    row("id in the payload, detected", u"auto"_s, asReply, "1>0");
    row("id in the payload, another rule", u"id"_s, asReply, "");
    row("any path", u"payload.meta.ids[1] -> payload.of"_s,
        { { "r1", "d1", 0, "query", R"({"meta":{"ids":[1,2]}})" },
            { "d1", "r1", 1, "answer", R"({"of":1})" },
            { "d1", "r1", 2, "answer", R"({"of":2})" } },
        "2>0");
    row("text and number", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", requestId("7") },
            { "d1", "r1", 1, "answer", requestId(R"("7")") } },
        "1>0");
    row("escapes", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", requestId(R"("caf\u00e9")") },
            { "d1", "r1", 1, "answer", requestId("\"café\"") } },
        "1>0");
    row("no value", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", requestId("null") },
            { "d1", "r1", 1, "answer", requestId("null") },
            { "r1", "d1", 2, "query", requestId("\"\"") },
            { "d1", "r1", 3, "answer", requestId("\"\"") },
            { "r1", "d1", 4, "query", requestId("{}") },
            { "d1", "r1", 5, "answer", requestId("{}") } },
        "");
    row("another value", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", one }, { "d1", "r1", 1, "answer", two } }, "");
    row("for another client", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", one }, { "d1", "r2", 1, "answer", one } }, "");
    row("from the sender itself", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", one }, { "r1", "r1", 1, "answer", one } }, "");
    row("to a type", u"payload.requestId"_s,
        { { "r1", "data-agent", 0, "query", one }, { "d1", "runtime", 1, "answer", one } }, "1>0");
    row("to another type", u"payload.requestId"_s,
        { { "r1", "data-agent", 0, "query", one }, { "d1", "admin", 1, "answer", one } }, "");
    row("to everybody", u"payload.requestId"_s,
        { { "r1", "data-agent", 0, "query", one }, { "d1", "", 1, "answer", one } }, "1>0");
    row("to admins", u"payload.requestId"_s,
        { { "a1", "data-agent", 0, "query", one }, { "d1", "admin", 1, "answer", one },
            { "d1", "", 2, "answer", one } }, // Admins get no broadcasts.
        "1>0");
    row("the same counter at two clients", u"payload.requestId"_s,
        { { "r1", "data-agent", 0, "query", one }, { "d1", "runtime", 1, "query", one } }, "");
    row("several replies", u"payload.requestId"_s,
        { { "r1", "", 0, "query", one }, { "d1", "r1", 1, "answer", one },
            { "d2", "r1", 2, "answer", one }, { "d1", "r1", 3, "answer", one } },
        "1>0 2>0 3>0");
    row("the same value again", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", one }, { "d1", "r1", 1, "answer", one },
            { "r1", "d1", 2, "query", one }, { "d1", "r1", 3, "answer", one } },
        "1>0 3>2");
    row("sent again after no reply", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", one }, { "r1", "d1", 2, "query", one },
            { "d1", "r1", 3, "answer", one }, { "d1", "r1", 4, "answer", one } },
        "2>1 3>0");
    row("the same value in a forwarded request", u"payload.requestId"_s,
        { { "r1", "d1", 0, "query", one }, { "d1", "d2", 1, "query", one },
            { "d2", "d1", 2, "answer", one }, { "d1", "r1", 3, "answer", one } },
        "2>1 3>0");
    row("no request", u"payload.requestId"_s, { { "d1", "r1", 0, "answer", one } }, "");
    row("explicit value before equal ids", u"auto"_s,
        { { "r1", "d1", 0, "query", one, "5" }, { "r1", "d1", 1, "query", two, "6" },
            { "d1", "r1", 2, "answer", one, "6" } },
        "2>0");
    row("next", u"next"_s, { { "r1", "d1", 0 }, { "d1", "r1", 1, "answer" } }, "1>0");
    row("next, detected", u"auto"_s, { { "r1", "d1", 0 }, { "d1", "r1", 1, "answer" } }, "1>0");
    row("next, to a type", u"next"_s,
        { { "r1", "data-agent", 0 }, { "r2", "data-agent", 1 }, { "d1", "r1", 2, "answer" },
            { "d2", "r2", 3, "answer" }, { "d2", "r1", 4, "answer" } },
        "2>0 3>1 4>0");
    row("next, from another client", u"next"_s, { { "r1", "d1", 0 }, { "d2", "r1", 1, "answer" } },
        "");
    row("next, from another type", u"next"_s,
        { { "r1", "data-agent", 0 }, { "r2", "r1", 1, "answer" } }, "");
    row("next, not direct", u"next"_s,
        { { "r1", "d1", 0 }, { "d1", "runtime", 1, "answer" }, { "d1", "", 2, "answer" } }, "");
    row("next, an admin gets no broadcast", u"next"_s,
        { { "r1", "", 0 }, { "a1", "r1", 1, "answer" }, { "r2", "r1", 2, "answer" } }, "2>0");
    row("next, only one", u"next"_s,
        { { "r1", "d1", 0 }, { "d1", "r1", 1, "answer" }, { "d1", "r1", 2, "news" } }, "1>0");
    row("next, the newest", u"next"_s,
        { { "r1", "d1", 0, "log" }, { "r1", "d1", 1 }, { "d1", "r1", 2, "answer" } }, "2>1");
    row("next, too late", u"next"_s, { { "r1", "d1", 0 }, { "d1", "r1", 300'001, "news" } }, "");
    row("next beside a match", u"id, next"_s,
        { { "r1", "d1", 0, "query", "{}", "1" }, { "r1", "d1", 1, "query", "{}", "2" },
            { "d1", "r1", 2, "answer", "{}", "1" }, { "d1", "r1", 3, "answer" } },
        "2>0 3>1");
    row("no next where values are used", u"auto"_s,
        { { "r1", "d1", 0, "query", one }, { "d1", "r1", 1, "answer", one },
            { "r1", "d1", 2, "log" }, { "d1", "r1", 3, "news" } },
        "1>0");
    row("rejected", u"payload.requestId"_s,
        { { "r1", "", 0, "query", one, {}, "demo", TrafficKind::Rejected },
            { "r2", "", 1, "query", one, {}, "demo", TrafficKind::Rejected },
            { "*", "r1", 2, "error", "{}", {}, "demo", TrafficKind::Error },
            { "*", "r2", 3, "error", "{}", {}, "demo", TrafficKind::Error },
            { "*", "r2", 4, "error", "{}", {}, "demo", TrafficKind::Error } },
        "2>0 3>1");
    row("the broker's own", u"id"_s,
        { { "r1", "d1", 0, "query", "{}", "1" },
            { "*", "r1", 1, "connected", "{}", "1", "demo", TrafficKind::SystemToOne },
            { "*", "", 2, "x", "{}", "1", "demo", TrafficKind::SystemToAll },
            { "d1", "", 3, "PING", "{}", "1", "demo", TrafficKind::Ping } },
        "");
}

void ConversationPairerTest::pairs()
{
    QFETCH(QString, rule);
    QFETCH(QList<Said>, messages);
    QFETCH(QByteArray, expected);
    Paired paired(rule);
    for (const Said &said : messages)
        paired.say(said);
    QCOMPARE(paired.pairs(), expected);
}

void ConversationPairerTest::tellsTheState_data()
{
    QTest::addColumn<QList<Said>>("messages");
    QTest::addColumn<int>("state"); // The state of the last one.
    const auto row = [](const char *name, const QList<Said> &messages, State state) {
        QTest::newRow(name) << messages << static_cast<int>(state);
    };
    const QByteArray one = requestId("1");
    const QByteArray two = requestId("2");
    Said toNobody { "r1", "d9", 5, "query", one };
    toNobody.addressed = 0;
    const QList<Said> exchange { { "r1", "d1", 0, "query", one, "10" },
        { "d1", "r1", 1, "answer", one, "11" } };
    row("asks for a reply", { { "r1", "data-agent", 0, "query", one } }, State::Waiting);
    row("does not ask", { { "r1", "data-agent", 0, "log", "{}", "5" } }, State::None);
    row("an id of something", { { "r1", "", 0, "moved", R"({"id":4})", "5" } }, State::None);
    row("is a reply", exchange, State::Reply);
    row("to nobody", { toNobody }, State::NobodyThere);
    row("such messages get replies",
        { { "r1", "d1", 0, "query" }, { "d1", "r1", 1, "answer" }, { "r1", "d1", 2, "query" } },
        State::Waiting);
    row("such messages are replies", exchange + QList<Said> { { "d1", "r1", 2, "answer", two } },
        State::None);
    row("a broadcast", { { "r1", "", 0, "query", one } }, State::Waiting);
    row("rejected", { { "r1", "", 0, "", "{}", {}, "demo", TrafficKind::Rejected } },
        State::Waiting);
}

void ConversationPairerTest::tellsTheState()
{
    QFETCH(QList<Said>, messages);
    QFETCH(int, state);
    Paired paired;
    for (const Said &said : messages)
        paired.say(said);
    const ConversationPart part = paired.pairer.part(paired.talk.end() - 1);
    QCOMPARE(static_cast<int>(part.state), state);
    if (part.isRequest())
        QCOMPARE(part.requestMs, StartMs + messages.last().atMs);
    QVERIFY(paired.pairer.part(paired.talk.end()) == ConversationPart());
}

void ConversationPairerTest::measuresTheTime_data()
{
    QTest::addColumn<QList<Said>>("messages");
    QTest::addColumn<QByteArray>("pairs");
    QTest::addColumn<qint64>("replyMs");
    const auto fromFile = [](Said said) {
        said.isLive = false;
        return said;
    };
    const QByteArray one = requestId("1");
    const Said query { "r1", "d1", 100, "query", one };
    const auto answer = [&](qint64 atMs) { return Said { "d1", "r1", atMs, "answer", one }; };
    QTest::newRow("later") << QList<Said> { query, answer(412) } << QByteArray("1>0")
                           << qint64 { 312 };
    QTest::newRow("in the same ms")
        << QList<Said> { query, answer(100) } << QByteArray("1>0") << qint64 { 0 };
    QTest::newRow("the clock was set back")
        << QList<Said> { query, answer(40) } << QByteArray("1>0") << qint64 { 0 };
    QTest::newRow("a file in another order")
        << QList<Said> { fromFile(answer(412)), fromFile(query) } << QByteArray("0>1")
        << qint64 { 312 };
    QTest::newRow("a file in order") << QList<Said> { fromFile(query), fromFile(answer(412)) }
                                     << QByteArray("1>0") << qint64 { 312 };
}

void ConversationPairerTest::measuresTheTime()
{
    QFETCH(QList<Said>, messages);
    QFETCH(QByteArray, pairs);
    QFETCH(qint64, replyMs);
    Paired paired(u"payload.requestId"_s);
    for (const Said &said : messages)
        paired.say(said);
    QCOMPARE(paired.pairs(), pairs);
    for (const quint64 sequence : { 0, 1 })
        QCOMPARE(paired.pairer.part(sequence).replyMs, std::optional(replyMs));
    const auto *figures = figuresOf(paired.pairer, "query", Answerer::Kind::Client, clientId("d1"));
    QVERIFY(figures != nullptr);
    QCOMPARE(figures->times.longest(), replyMs);
}

void ConversationPairerTest::aReplyBeforeItsRequestAsksNothing()
{
    Paired paired(u"payload.requestId"_s);
    for (Said said : { Said { "d1", "r1", 412, "answer", requestId("1") },
             Said { "r1", "d1", 100, "query", requestId("1") },
             Said { "r1", "d1", 500, "query", requestId("1") } }) {
        said.isLive = false;
        paired.say(said);
    }
    QCOMPARE(paired.pairs(), "0>1");
    QCOMPARE(paired.pairer.part(2).state, State::Waiting);
}

void ConversationPairerTest::tellsAllReplies()
{
    Paired paired;
    paired.say({ "r1", "", 0, "query", requestId("1") });
    paired.say({ "r2", "", 1, "query", requestId("2") });
    for (int i = 0; i < 3; ++i)
        paired.say({ i == 1 ? "d2" : "d1", "r1", 10 + i, "answer", requestId("1") });
    const ConversationPart part = paired.pairer.part(0);
    QCOMPARE(part.state, State::Answered);
    QCOMPARE(part.replies, 3U);
    QCOMPARE(part.replyMs, std::optional<qint64>(10));
    QCOMPARE(part.partner, std::optional<quint64>(2));
    const std::vector<quint64> all { 0, 2, 3, 4 };
    QCOMPARE(paired.pairer.conversation(0), all);
    QCOMPARE(paired.pairer.conversation(3), all);
    QCOMPARE(paired.pairer.part(4).replyMs, std::optional<qint64>(12));
    QCOMPARE(paired.pairer.conversation(1), std::vector<quint64> { 1 });
    // Statistics have the first reply of each client.
    QCOMPARE(
        figuresOf(paired.pairer, "query", Answerer::Kind::Client, clientId("d1"))->times.count(),
        1U);
    QCOMPARE(
        figuresOf(paired.pairer, "query", Answerer::Kind::Client, clientId("d2"))->times.longest(),
        11);

    // The newest of very many replies are listed, and all are counted.
    for (int i = 0; i < 1'000; ++i)
        paired.say({ "d1", "r2", 20, "answer", requestId("2") });
    QCOMPARE(paired.pairer.part(1).replies, 1'000U);
    QCOMPARE(paired.pairer.conversation(1).size(), size_t { ConversationRows::MaxListed + 1 });
}

/// Replies by `next` are guesses, until the project shows values.
void ConversationPairerTest::awaitsNoReplyThatItCannotFind()
{
    Paired paired;
    const auto ask = [&](qint64 atMs, const QByteArray &id) {
        paired.say({ "r1", "d1", atMs, "ask", "{}", id });
        return paired.talk.end() - 1;
    };
    const quint64 guessed = ask(0, R"("a")");
    paired.say({ "d1", "r1", 1, "told" });
    QCOMPARE(paired.pairer.part(guessed).state, State::Answered);
    const quint64 early = ask(10, R"("b")");
    QCOMPARE(paired.pairer.part(early).state, State::Waiting);
    paired.say({ "r1", "d1", 20, "query", R"({"requestId":1})" });
    paired.say({ "d1", "r1", 21, "answer", R"({"requestId":1})" });
    const quint64 late = ask(30, R"("c")");
    paired.say({ "d1", "r1", 31, "told" });
    QCOMPARE(paired.pairer.part(late).state, State::None);
    paired.say({ "r1", "d1", 40, "query", R"({"requestId":2})" });
    QCOMPARE(paired.pairer.part(paired.talk.end() - 1).state, State::Waiting);
}

void ConversationPairerTest::laterMessagesAreNoReplies()
{
    Paired paired(u"next"_s);
    paired.say({ "r1", "data-agent", 0, "query" });
    for (int i = 0; i < 1'000; ++i) {
        const QByteArray agent = 'd' + QByteArray::number(i % 40);
        paired.say({ agent.constData(), "r1", i, "event" });
    }
    QCOMPARE(paired.pairer.part(0).replies, quint32 { ConversationRows::MaxLookedAt });
    QCOMPARE(paired.pairs().count('>'), qsizetype { ConversationRows::MaxLookedAt });
}

void ConversationPairerTest::noticesErrors_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<bool>("isError");
    const auto row = [](const QByteArray &type, const QByteArray &members, bool isError) {
        QTest::addRow("%s %s", type.constData(), members.constData()) << type << members << isError;
    };
    row("error", "", true);
    row("answer", "", false);
    row("answer", R"("error":"gone",)", true);
    row("answer", R"("error":{"code":1},)", true);
    row("answer", R"("error":true,)", true);
    row("answer", R"("error":7,)", true);
    row("answer", R"("error":0,)", false);
    row("answer", R"("error":null,)", false);
    row("answer", R"("error":false,)", false);
    row("answer", R"("error":"",)", false);
    row("answer", R"("error":{ },)", false);
    row("answer", R"("errors":[],)", false);
    row("answer", R"("errors":[{"message":"x"}],)", true);
    row("answer", R"("data":{"error":"in the data"},)", false);
    row("answer", R"("data":"\"error\":1",)", false);
}

void ConversationPairerTest::noticesErrors()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, members);
    QFETCH(bool, isError);
    Paired paired;
    paired.say({ "r1", "d1", 0, "query", requestId("1") });
    paired.say({ "d1", "r1", 5, type, '{' + members + R"("requestId":1})" });
    QCOMPARE(paired.pairs(), "1>0");
    QCOMPARE(paired.pairer.part(0).isError, isError);
    QCOMPARE(paired.pairer.part(1).isError, isError);
    QCOMPARE(
        figuresOf(paired.pairer, "query", Answerer::Kind::Client, clientId("d1"))->errors, isError);
}

void ConversationPairerTest::tellsWhatHasChanged()
{
    Paired paired;
    QCOMPARE(paired.say({ "r1", "d1", 0, "query", requestId("1") }), std::nullopt);
    QCOMPARE(paired.say({ "r1", "d1", 0, "log" }), std::nullopt);
    QCOMPARE(paired.say({ "d1", "r1", 1, "answer", requestId("1") }), std::optional<quint64>(0));
    Said late { "d1", "r1", 9, "answer", requestId("2") };
    late.isLive = false;
    QCOMPARE(paired.say(late), std::nullopt);
    Said query { "r1", "d1", 5, "query", requestId("2") };
    query.isLive = false;
    QCOMPARE(paired.say(query), std::optional<quint64>(3));
}

void ConversationPairerTest::noticesDepartures()
{
    Paired paired;
    for (const char *to : { "d1", "d2", "data-agent" })
        paired.say({ "r1", to, 10, "query", requestId("1") });
    paired.say({ "r2", "d3", 10, "query", requestId("2") });
    const QByteArray left = R"({"clientId":")" + clientId("d1") + R"("})";
    paired.say({ "*", "", 20, "client_left", left, {}, "demo", TrafficKind::SystemToAll });
    ClientEvent event;
    event.client = ClientId::fromText(clientId("r2"));
    event.timeMs = StartMs + 20;
    paired.pairer.noteEvent(event); // It has joined.
    QCOMPARE(paired.pairer.part(3).state, State::Waiting);
    event.kind = ClientEvent::Kind::Left;
    paired.pairer.noteEvent(event);
    QCOMPARE(paired.pairer.part(0).state, State::ReceiverLeft);
    QCOMPARE(paired.pairer.part(1).state, State::Waiting);
    QCOMPARE(paired.pairer.part(2).state, State::Waiting); // Another agent may still reply.
    QCOMPARE(paired.pairer.part(3).state, State::SenderLeft);
}

void ConversationPairerTest::countsTheUnanswered()
{
    Paired paired;
    paired.say({ "r1", "data-agent", 0, "query", requestId("1") });
    paired.say({ "r1", "d1", 1'000, "query", requestId("2") });
    paired.say({ "r1", "d1", 1'000, "log" });
    const auto unanswered = [&](Answerer::Kind kind, const QByteArray &id = {}) {
        const ReplyFigures *one = figuresOf(paired.pairer, "query", kind, id);
        return one ? one->unanswered : 0;
    };
    paired.pairer.advance(StartMs + 4'999);
    QCOMPARE(unanswered(Answerer::Kind::Anybody), 0U);
    paired.pairer.advance(StartMs + 5'000);
    QCOMPARE(unanswered(Answerer::Kind::Anybody), 1U);
    QCOMPARE(unanswered(Answerer::Kind::Client, clientId("d1")), 0U);
    paired.pairer.advance(StartMs + 60'000);
    QCOMPARE(unanswered(Answerer::Kind::Client, clientId("d1")), 1U);
    paired.say({ "r1", "admin", 2'000, "audit", requestId("3") });
    paired.pairer.advance(StartMs + 60'000);
    QCOMPARE(paired.pairer.statistics().figures().size(), 3U); // The log entry expects nothing.
    for (const char *gone : { "d7", "d8", "d9" }) {
        Said said { "r1", gone, 3'000, "query", requestId("4") };
        said.addressed = 0;
        paired.say(said);
    }
    paired.pairer.advance(StartMs + 60'000);
    QCOMPARE(unanswered(Answerer::Kind::Nobody), 3U);
    const auto isForAdmins = [](const ReplyFigures *figures) {
        return figures->answerer.type == ClientType::Admin && figures->unanswered == 1;
    };
    const auto figures = paired.pairer.statistics().figures();
    QCOMPARE(std::count_if(figures.begin(), figures.end(), isForAdmins), 1);
    // Replies that come after all.
    paired.say({ "d2", "r1", 61'000, "answer", requestId("1") });
    paired.say({ "d1", "r1", 61'000, "answer", requestId("2") });
    QCOMPARE(unanswered(Answerer::Kind::Anybody), 0U);
    QCOMPARE(unanswered(Answerer::Kind::Client, clientId("d1")), 0U);
    QCOMPARE(
        figuresOf(paired.pairer, "query", Answerer::Kind::Client, clientId("d2"))->times.longest(),
        61'000);
}

void ConversationPairerTest::forgetsRows()
{
    Paired paired;
    paired.say({ "r1", "d1", 0, "query", requestId("1") });
    paired.say({ "r1", "d1", 1, "query", requestId("2") });
    paired.say({ "d1", "r1", 2, "answer", requestId("1") });
    paired.pairer.forgetBefore(1);
    QVERIFY(paired.pairer.part(0) == ConversationPart());
    const ConversationPart reply = paired.pairer.part(2);
    QCOMPARE(reply.state, State::Reply);
    QCOMPARE(reply.replyMs, std::optional<qint64>(2));
    QCOMPARE(reply.partner, std::nullopt);
    QCOMPARE(paired.pairer.conversation(2), std::vector<quint64> { 2 });
    paired.pairer.forgetBefore(2);
    paired.say({ "d1", "r1", 3, "answer", requestId("2") }); // Its request is forgotten.
    QCOMPARE(paired.pairs(), "2>999");
    // A request that goes without a reply was unanswered.
    QCOMPARE(
        figuresOf(paired.pairer, "query", Answerer::Kind::Client, clientId("d1"))->unanswered, 1U);
    paired.pairer.forgetBefore(100);
    QCOMPARE(paired.pairer.count(), 0);
    QCOMPARE(paired.pairer.losses(), ConversationLosses());
}

void ConversationPairerTest::dropsAndCounts()
{
    ConversationLimits limits;
    limits.rows = 1'000;
    limits.keys = 1'500;
    limits.types = 10;
    limits.clients = 100;
    limits.projects = 5;
    limits.statisticsBytes = 20'000;
    Paired paired(u"auto"_s, limits);
    qsizetype largest = 0;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray name = 'r' + number;
        Said said { name.constData(), "data-agent", i, "type" + number, requestId(number), number };
        said.project = "project" + number;
        paired.say(said);
        QVERIFY(paired.pairer.count() <= limits.rows);
        if (i == 10'000)
            largest = paired.pairer.bytes();
    }
    QCOMPARE(paired.pairer.count(), limits.rows);
    QVERIFY(paired.pairer.bytes() <= largest * 11 / 10);
    const ConversationLosses losses = paired.pairer.losses();
    QCOMPARE(losses.rows, 19'000U);
    QVERIFY(losses.keys > 0);
    QCOMPARE(losses.types, 19'990U);
    // The newest requests are still found.
    Said answer { "d1", "r19999", 30'000, "answer", requestId("19999") };
    answer.project = "project19999";
    QCOMPARE(paired.say(answer), std::optional<quint64>(19'999));
}

void ConversationPairerTest::detectsTheRule_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("rule");
    // %1 is the number of the exchange, and %2 that of the message.
    QTest::newRow("request id") << QByteArray(R"({"requestId":"%1"},"id":"q%2")")
                                << QByteArray(R"({"requestId":"%1"},"id":"a%2")")
                                << u"payload.requestId"_s;
    QTest::newRow("id") << QByteArray(R"({},"id":"%1")") << QByteArray(R"({},"id":"%1")")
                        << u"id"_s;
    QTest::newRow("in reply to") << QByteArray(R"({},"id":"%1")")
                                 << QByteArray(R"({"inReplyTo":"%1"},"id":"a%2")")
                                 << u"id -> payload.inReplyTo"_s;
    QTest::newRow("next") << QByteArray("{}") << QByteArray("{}") << u"next"_s;
}

void ConversationPairerTest::detectsTheRule()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, answer);
    QFETCH(QString, rule);
    Paired paired;
    const auto filled = [](QByteArray text, int exchange, int message) {
        return text.replace("%1", QByteArray::number(exchange))
            .replace("%2", QByteArray::number(message));
    };
    for (int i = 0; i < 700; ++i) {
        paired.say({ "r1", "d1", 10 * i, "query", filled(query, i, 2 * i) });
        paired.say({ "d1", "r1", 10 * i + 3, "answer", filled(answer, i, 2 * i + 1) });
    }
    QCOMPARE(paired.pairs().count('>'), 700);
    QCOMPARE(paired.pairer.ruleOf(*ProjectId::fromUtf8("demo")).text(), rule);
    QCOMPARE(paired.pairer.ruleOf(*ProjectId::fromUtf8("other")).text(), u"auto"_s);
    QCOMPARE(paired.pairer.rule().text(), u"auto"_s);
    QCOMPARE(
        figuresOf(paired.pairer, "query", Answerer::Kind::Client, clientId("d1"))->times.longest(),
        3);
}

void ConversationPairerTest::detectsItAnew()
{
    Paired paired;
    const auto exchange = [&](int i, const QByteArray &query, const QByteArray &answer) {
        paired.say({ "r1", "d1", 10 * i, "query", query, QByteArray::number(2 * i) });
        paired.say({ "d1", "r1", 10 * i + 3, "answer", answer, QByteArray::number(2 * i + 1) });
    };
    for (int i = 0; i < 100; ++i)
        exchange(i, requestId(QByteArray::number(i)), requestId(QByteArray::number(i)));
    QCOMPARE(paired.pairs().count('>'), 100);
    for (int i = 100; i < 4'000; ++i)
        exchange(i, "{}", R"({"inReplyTo":)" + QByteArray::number(2 * i) + '}');
    QVERIFY(paired.pairs().count('>') > 1'000);
    QCOMPARE(
        paired.pairer.ruleOf(*ProjectId::fromUtf8("demo")).text(), u"id -> payload.inReplyTo"_s);
}

void ConversationPairerTest::keepsProjectsApart()
{
    Paired paired;
    Said query { "r1", "data-agent", 0, "query", requestId("1") };
    query.project = "a";
    Said answer { "d1", "r1", 1, "answer", requestId("1") };
    answer.project = "b";
    paired.say(query);
    paired.say(answer);
    QCOMPARE(paired.pairs(), "");
    answer.project = "a";
    paired.say(answer);
    QCOMPARE(paired.pairs(), "2>0");
}

void ConversationPairerTest::aMillionRowsAreBounded()
{
    // Rows without a store. All are requests with as many keys as the table holds.
    constexpr quint64 Million = 1'000'000;
    ConversationPairer pairer(ruleFrom(u"payload.requestId, id"_s));
    const ProjectId project = *ProjectId::fromUtf8("demo");
    TrafficRecord record;
    record.kind = TrafficKind::ToType;
    record.hasTargetType = true;
    record.addressed = record.delivered = 1;
    const QByteArray sender = clientId("r1");
    std::copy(sender.begin(), sender.end(), record.sender.begin());
    for (quint64 i = 0; i < Million + 200'000; ++i) {
        record.timeMs = static_cast<qint64>(i / 20);
        const QByteArray number = QByteArray::number(i);
        const QByteArray message = R"({"id":")" + number + R"(","type":"query","payload":)"
            + requestId(number) + '}';
        pairer.add(i, { &record, &project, message, "query", "data-agent" });
    }
    QCOMPARE(pairer.count(), qsizetype { Million });
    QCOMPARE(pairer.losses().rows, 200'000U);
    QVERIFY(pairer.bytes() < 128 * 1024 * 1024);
    QVERIFY(pairer.bytes() > qsizetype { Million } * 64);

    // Nothing that concerns them all is done at once.
    int calls = 1;
    while (pairer.advance(record.timeMs + 60'000))
        ++calls;
    QCOMPARE(calls, static_cast<int>(Million) / ConversationPairer::MaxRowsPerCall);
    for (calls = 1; pairer.forgetBefore(2 * Million); ++calls)
        QVERIFY(pairer.count() > 0);
    QCOMPARE(calls, static_cast<int>(Million) / ConversationPairer::MaxRowsPerCall);
    QCOMPARE(pairer.count(), 0);
    const auto *figures = figuresOf(pairer, "query", Answerer::Kind::Anybody);
    QVERIFY(figures != nullptr);
    QCOMPARE(figures->unanswered, Million + 200'000);
}

QTEST_GUILESS_MAIN(ConversationPairerTest)
#include "tst_conversationpairer.moc"
