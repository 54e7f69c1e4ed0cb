// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/decimal.h"
#include "inspect/filter/filter.h"
#include "inspect/filter/regexfinder.h"
#include "inspect/filter/textfinder.h"
#include "tests/support/ownedrow.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class FilterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void kindsAndTargets_data();
    void kindsAndTargets();
    void readsHostileMessages_data();
    void readsHostileMessages();
    void comparesDecimals_data();
    void comparesDecimals();
    void findsText_data();
    void findsText();
    void findsTextAsASlowSearchDoes();
    void requiresText_data();
    void requiresText();
    void expressionsEnd();
    void readsConversations_data();
    void readsConversations();
    void conditionsAreRead_data();
    void conditionsAreRead();
    void joins_data();
    void joins();

private:
    [[nodiscard]] bool holds(const QString &text, const OwnedRow &row) const
    {
        const auto result = Filter::parse(text, m_now);
        if (const auto *error = std::get_if<FilterError>(&result)) {
            qWarning("%s: %s", qPrintable(text), qPrintable(error->arguments.join(u' ')));
            return false;
        }
        return std::get<Filter>(result).matches(row.row());
    }

    const QDateTime m_now { QDate(2026, 1, 28), QTime(12, 0), QTimeZone::utc() };
};

namespace {

constexpr QByteArrayView SenderId = "8f1c0000-0000-4000-8000-00000000002b";
constexpr QByteArrayView AgentId = "41d00000-0000-4000-8000-0000000003aa";

OwnedRow usualRow()
{
    OwnedRow row;
    row.message
        = R"({"id":"m-1","type":"graphql_query","to":{"type":"data-agent"},"payload":{)"
          R"("n":9007199254740993,"f":-1.50,"e":1e3,"s":"caf\u00e9 \"x\"","t":true,"z":null,)"
          R"("a b":{"c":[1,{"d":"deep"}]},"empty":"","text":"1","caf)"
          "\xc3\xa9"
          R"(":"STRA)"
          "\xc3\x9f"
          R"(E"},"from":{"id":"8f1c0000-0000-4000-8000-00000000002b","type":"runtime"}})";
    row.setSender(SenderId);
    row.target = "data-agent";
    row.record.kind = TrafficKind::ToType;
    row.record.hasTargetType = true;
    row.record.targetType = ClientType::DataAgent;
    row.record.addressed = 3;
    row.record.delivered = 2;
    row.record.timeMs
        = QDateTime(QDate(2026, 1, 28), QTime(11, 58), QTimeZone::utc()).toMSecsSinceEpoch();
    return row;
}

} // namespace

void FilterTest::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto yes = [](const char *text) {
        QTest::newRow(text) << QString::fromUtf8(text) << true;
    };
    const auto no = [](const char *text) {
        QTest::newRow(text) << QString::fromUtf8(text) << false;
    };

    yes("");
    yes("graphql");
    yes("GraphQL");
    no("graph ql_queries");
    yes("graphql deep");
    no("graphql missing");
    yes("'\"type\":\"graphql_query\"'");
    yes("\"\"");
    yes("straße");
    no("strasze");
    yes("type == graphql_query");
    no("type == graphql");
    no("type == Graphql_query");
    yes("type != graphql");
    yes("type contains GRAPH");
    yes("type ~ '^graph'");
    yes("type ~ graph");
    no("type ~ Graph");
    yes("type ~ '(?i)GRAPH'");
    no("type ~ '^query'");
    yes("type > graphql && type < h");
    yes("from.id == '8f1c0000-0000-4000-8000-00000000002b'");
    yes("from.id contains 8F1C");
    yes("from.type == runtime");
    no("from.type == system");
    yes("to.type == 'data-agent'");
    yes("to.type");
    no("to.id");
    yes("!to.id");
    no("to.id == x");
    yes("to.id != x");
    yes("kind == routed");
    no("kind == broadcast");
    yes("kind != error");
    yes("kind ~ '^rout'");
    yes("delivered == 2");
    yes("delivered == partly");
    no("delivered == nobody");
    yes("delivered != all");
    yes("delivered < 3 and delivered >= 2");
    no("delivered == queued");
    no("delivered == dropped");
    yes("delivered != dropped");
    yes("size > 100");
    no("size > 4KiB");
    yes("size < 0.5 KiB");
    yes("time > -5m");
    no("time > -1m");
    yes("time == 11:58");
    yes("time >= '2026-01-28 11:58:00Z' && time <= 2026-01-28T11:58:00.000Z");
    no("time > 11:58:00.0");
    yes("project == user123");
    no("project == User123");
    yes("project ~ '\\d+$'");
    yes("text contains 'DEEP'");
    yes("text ~ '\"n\":\\d{16},'");
    no("text ~ '\"n\":\\d{17}'");
    no("text == x");
    yes("message contains deep");
    yes("id == 'm-1'");
    yes("message.to.type == 'data-agent'");
    yes("message.from.id contains 8f1c");
    yes("payload");
    yes("payload.z");
    no("payload.missing");
    yes("payload.n == 9007199254740993");
    no("payload.n == 9007199254740992");
    yes("payload.n > 9007199254740992");
    no("payload.n > 9007199254740993");
    no("payload.n == '9007199254740993'");
    yes("payload.n contains 54740");
    yes("payload.n ~ '3$'");
    yes("payload.f == -1.5");
    yes("payload.f < -1.4");
    yes("payload.e == 1000.0");
    no("payload.e != 1000");
    yes("payload.s == 'café \"x\"'");
    yes("payload.s contains 'CAFÉ'");
    no("payload.s contains u00e9");
    yes("payload.s ~ '^café'");
    yes("payload.s > 'caf' && payload.s < cag");
    yes("text contains u00e9");
    yes("payload.t == true");
    no("payload.t == false");
    no("payload.t == 'true'");
    yes("payload.t != null");
    yes("payload.z == null");
    yes("payload.\"a b\".c[0] == 1");
    yes("payload['a b'].c[1].d == deep");
    no("payload.\"a b\".c[2]");
    no("payload.\"a b\".c.d");
    yes("payload.\"a b\" contains 'deep'");
    no("payload.\"a b\" == 'deep'");
    yes("payload.empty == ''");
    yes("payload.text == '1'");
    no("payload.text == 1");
    yes("payload.text != 1");
    no("payload.text > 0");
    yes("payload.café");
    yes("payload.café == 'STRAßE'");
    no("payload.missing == 1");
    no("payload.missing < 1");
    no("payload.missing contains ''");
    no("payload.missing ~ ''");
    yes("payload.missing != 1");
    yes("!(payload.missing == 1)");
    yes("type == x || deep");
    no("type == x || payload.missing");
    no("deep && type == x");
    yes("not (type == x) and not payload.missing");
}

void FilterTest::matches()
{
    QFETCH(QString, text);
    const auto result = Filter::parse(text, m_now);
    const auto *error = std::get_if<FilterError>(&result);
    QVERIFY2(error == nullptr, error == nullptr ? "" : qPrintable(error->arguments.join(u' ')));
    const OwnedRow row = usualRow();
    QTEST(std::get<Filter>(result).matches(row.row()), "expected");
}

void FilterTest::kindsAndTargets_data()
{
    QTest::addColumn<TrafficKind>("kind");
    QTest::addColumn<QString>("holding");
    QTest::newRow("client") << TrafficKind::ToClient
                            << u"kind == routed && to.id contains 41d0 && to.type == data-agent"_s;
    QTest::newRow("type") << TrafficKind::ToType
                          << u"kind == routed && !to.id && to.type contains 41"_s;
    QTest::newRow("broadcast") << TrafficKind::Broadcast << u"kind == broadcast"_s;
    QTest::newRow("ping") << TrafficKind::Ping
                          << u"kind == ping && !delivered && delivered != 0 && !(delivered == 0)"_s;
    QTest::newRow("rejected") << TrafficKind::Rejected
                              << u"kind == rejected && delivered == nobody"_s;
    QTest::newRow("to one") << TrafficKind::SystemToOne << u"kind == system && to.id"_s;
    QTest::newRow("to all") << TrafficKind::SystemToAll << u"kind == system"_s;
    QTest::newRow("error") << TrafficKind::Error << u"kind == error && to.id"_s;
}

void FilterTest::kindsAndTargets()
{
    QFETCH(TrafficKind, kind);
    QFETCH(QString, holding);
    OwnedRow row;
    row.message = "{}";
    row.record.kind = kind;
    row.target = AgentId.toByteArray();
    row.record.hasTargetType = true;
    row.record.targetType = ClientType::DataAgent;
    QVERIFY(holds(holding, row));
    QVERIFY(holds(u"from.type == system && !from.id && !type && type != x"_s, row));

    row.target.clear();
    row.record.hasTargetType = false;
    QVERIFY(holds(u"!to.id && !to.type"_s, row));
    row.record.addressed = TrafficRecord::UnknownCount;
    QVERIFY(holds(u"!delivered && delivered != nobody"_s, row));
}

void FilterTest::readsHostileMessages_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("cut off") << QByteArray(R"({"payload":{"a":"b)");
    QTest::newRow("cut off escape") << QByteArray(R"({"payload":{"a":"b\)");
    QTest::newRow("no UTF-8") << QByteArray("{\"payload\":{\"a\":\"\xff\xfe\"}}");
    QTest::newRow("deep") << QByteArray(200'000, '[');
    QTest::newRow("array") << QByteArray("[1,2,3]");
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("signs") << QByteArray(R"({"payload":{"a":"\ud800","n":--1}})");
}

void FilterTest::readsHostileMessages()
{
    QFETCH(QByteArray, message);
    OwnedRow row;
    row.message = message;
    for (const QString &text : { u"payload.a == b"_s, u"payload.a.b[3].c contains 'ä'"_s,
             u"payload.n < 1"_s, u"text ~ '[a-z]+é'"_s, u"payload ~ x"_s, u"ä"_s, u"message[5]"_s })
        QVERIFY(!holds(text, row));
    QVERIFY(holds(u"payload.a != 'no'"_s, row));
}

void FilterTest::comparesDecimals_data()
{
    QTest::addColumn<QByteArray>("less");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<bool>("equal");
    const auto order = [](const char *less, const char *more) {
        QTest::addRow("%s < %s", less, more) << QByteArray(less) << QByteArray(more) << false;
    };
    const auto equal = [](const char *a, const char *b) {
        QTest::addRow("%s == %s", a, b) << QByteArray(a) << QByteArray(b) << true;
    };
    order("1", "2");
    order("9", "10");
    order("-1", "0");
    order("-2", "-1");
    order("-10", "-9");
    order("-1", "1");
    order("0.1", "0.11");
    order("0.09", "0.1");
    order("99.9", "100");
    order("1e-5", "1e-4");
    order("9e9", "1e10");
    order("9007199254740992", "9007199254740993");
    order("12345678901234567890.09", "12345678901234567890.1");
    order("0", "1e-99999999999999999999");
    order("1", "1e99999999999999999999");
    order("-1e99999999999999999999", "1");
    equal("0", "-0");
    equal("0", "0.000e5");
    equal("1", "1.0");
    equal("1", "10e-1");
    equal("1500", "1.5E+3");
    equal("0.05", "5e-2");
    equal("-1.50", "-1.5");
}

void FilterTest::comparesDecimals()
{
    QFETCH(QByteArray, less);
    QFETCH(QByteArray, more);
    QFETCH(bool, equal);
    QVERIFY(Decimal::isNumber(less));
    QVERIFY(Decimal::isNumber(more));
    const auto order = Decimal(less) <=> Decimal(more);
    QVERIFY(equal ? order == 0 : order < 0);
    const auto reverse = Decimal(more) <=> Decimal(less);
    QVERIFY(equal ? reverse == 0 : reverse > 0);
    QVERIFY(Decimal(less) == Decimal(less));
    for (const char *text : { "", "-", "01", "1.", ".5", "1e", "1e+", "+1", "0x1", "1 ", "NaN" })
        QVERIFY2(!Decimal::isNumber(text), text);
}

void FilterTest::findsText_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QString>("haystack");
    QTest::addColumn<bool>("expected");
    QTest::newRow("at the start") << u"abc"_s << u"ABCdef"_s << true;
    QTest::newRow("at the end") << u"DEF"_s << u"abcdef"_s << true;
    QTest::newRow("not quite") << u"abcd"_s << u"abcabcabc"_s << false;
    QTest::newRow("longer than all") << u"abcd"_s << u"abc"_s << false;
    QTest::newRow("one letter") << u"x"_s << u"aaaX"_s << true;
    QTest::newRow("signs are no letters") << u"[{"_s << u"{["_s << false;
    QTest::newRow("@ is no `") << u"@"_s << u"`"_s << false;
    QTest::newRow("other letters around") << u"abc"_s << u"äöüABCß"_s << true;
    QTest::newRow("other letters") << u"ÄÖ"_s << u"xäöy"_s << true;
    QTest::newRow("none of them") << u"Ä"_s << u"a"_s << false;
    QTest::newRow("empty") << u""_s << u""_s << true;
    QTest::newRow("long") << QString(1000, u'a') << QString(2000, u'A') << true;
}

void FilterTest::findsText()
{
    QFETCH(QString, needle);
    QFETCH(QString, haystack);
    QTEST(TextFinder(needle).isIn(haystack.toUtf8()), "expected");
}

void FilterTest::findsTextAsASlowSearchDoes()
{
    QRandomGenerator random(7);
    const auto letters = [&](int count) {
        QString text;
        for (int i = 0; i < count; ++i)
            text += u"aAbB{"_s.at(random.bounded(5));
        return text;
    };
    for (int i = 0; i < 5000; ++i) {
        const QString needle = letters(random.bounded(1, 6));
        const QString haystack = letters(random.bounded(40));
        QCOMPARE(TextFinder(needle).isIn(haystack.toUtf8()),
            haystack.contains(needle, Qt::CaseInsensitive));
    }
}

void FilterTest::requiresText_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << u"graph"_s << u"graph"_s;
    QTest::newRow("anchors") << u"^graph$"_s << u"graph"_s;
    QTest::newRow("longest") << u"a\\d+bcd\\w"_s << u"bcd"_s;
    QTest::newRow("optional letter") << u"abc?"_s << u"ab"_s;
    QTest::newRow("starred letter") << u"abc*d"_s << u"ab"_s;
    QTest::newRow("repeated letter") << u"abc+d"_s << u"abc"_s;
    QTest::newRow("counted letter") << u"abc{0,2}d"_s << u"ab"_s;
    QTest::newRow("lazy") << u"ab.*?cde"_s << u"cde"_s;
    QTest::newRow("class") << u"ab[xyz]cde"_s << u"cde"_s;
    QTest::newRow("group") << u"abcd(x)?ef"_s << u"abcd"_s;
    QTest::newRow("escaped signs") << u"a\\.b\\[0\\]"_s << u"a.b[0]"_s;
    QTest::newRow("choice") << u"abc|d"_s << u""_s;
    QTest::newRow("flag") << u"(?i)abc"_s << u""_s;
    QTest::newRow("nested") << u"abc((d)?)"_s << u""_s;
    QTest::newRow("class with a bracket") << u"abc[]]d"_s << u""_s;
    QTest::newRow("code") << u"abc\\x41bcdefg"_s << u""_s;
    QTest::newRow("quoted") << u"\\Qa.b\\Eccccccc"_s << u""_s;
    QTest::newRow("beyond the first plane") << u"abc\U0001F600?"_s << u""_s;
}

void FilterTest::requiresText()
{
    QFETCH(QString, pattern);
    QTEST(requiredText(pattern), "expected");
    QVERIFY(RegexFinder(pattern).isValid());
}

void FilterTest::expressionsEnd()
{
    const RegexFinder finder(u"^(a+)+$"_s);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!finder.isIn(QByteArray(100, 'a').append('b')));
    constexpr qint64 FarTooLong = 5000;
    QVERIFY(timer.elapsed() < FarTooLong);
    QVERIFY(finder.isIn(QByteArray(100, 'a')));
}

void FilterTest::readsConversations_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("states"); // The messages for which it holds.
    const auto add = [](const QString &filter, const QString &states) {
        QTest::addRow("%s", qPrintable(filter)) << filter << states;
    };
    add(u"reply.state"_s, u"waiting answered reply error gone"_s);
    add(u"!reply.state"_s, u"none unknown"_s);
    add(u"reply.state == answered"_s, u"answered reply error"_s);
    add(u"reply.state != answered"_s, u"none unknown waiting gone"_s);
    add(u"reply.state == unanswered"_s, u"waiting gone"_s);
    add(u"reply.state == error"_s, u"error"_s);
    add(u"reply.state != error"_s, u"none unknown waiting answered reply gone"_s);
    add(u"reply.time"_s, u"answered reply error"_s);
    add(u"reply.time == 312"_s, u"answered reply"_s);
    add(u"reply.time > 0.312s"_s, u"error"_s);
    add(u"reply.time <= 312 ms"_s, u"answered reply"_s);
    add(u"reply.time < 2m"_s, u"answered reply error"_s);
    add(u"reply.time != 312"_s, u"none unknown waiting error gone"_s);
    add(u"request.type == \"caf\u00e9\""_s, u"waiting answered reply error gone"_s);
    add(u"request.type contains CAF"_s, u"waiting answered reply error gone"_s);
    add(u"reply.from == broker"_s, u"error"_s);
    add(u"reply.from ~ \"^41d0\" && reply.state == answered"_s, u"answered reply"_s);
    add(u"reply.from"_s, u"answered reply error"_s);
}

void FilterTest::readsConversations()
{
    using State = ConversationPart::State;
    QFETCH(QString, filter);
    const QByteArrayView type = R"(caf\u00e9)";
    const std::vector<std::pair<QString, ConversationFacts>> messages {
        { u"none"_s, {} },
        { u"waiting"_s, { { State::Waiting }, type } },
        { u"answered"_s, { { State::Answered, false, 0, 312, 1 }, type, AgentId } },
        { u"reply"_s, { { State::Reply, false, 0, 312 }, type, AgentId } },
        { u"error"_s, { { State::Reply, true, 0, 1'500 }, type, "broker" } },
        { u"gone"_s, { { State::ReceiverLeft }, type } },
    };
    const auto parsed = Filter::parse(filter, m_now);
    QVERIFY(std::holds_alternative<Filter>(parsed));
    QVERIFY(std::get<Filter>(parsed).asksForReplies());
    const OwnedRow owned = usualRow();
    QStringList found;
    for (const auto &[name, facts] : messages) {
        TrafficRow row = owned.row();
        row.conversation = &facts;
        if (std::get<Filter>(parsed).matches(row))
            found.append(name);
        if (name == u"none"_s && holds(filter, owned)) // Nobody has paired the messages.
            found.append(u"unknown"_s);
    }
    QTEST(found.join(u' '), "states");
}

void FilterTest::conditionsAreRead_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("type") << u"type"_s << u"graphql_query"_s;
    QTest::newRow("quotes") << u"payload.s"_s << u"café \"x\""_s;
    QTest::newRow("quoted path") << u"payload.\"a b\".c[1].d"_s << u"deep"_s;
    QTest::newRow("top of the message") << u"to.type"_s << u"data-agent"_s;
    QTest::newRow("no field") << u"from.name"_s << u"Ann"_s;
    QTest::newRow("hostile name") << u"\"x\\\"y\".z"_s << u"\\ \n \u2028 ' \""_s;
    QTest::newRow("time") << u"time"_s << u"2026-01-28T11:58:00.000Z"_s;
    QTest::newRow("kind") << u"kind"_s << u"routed"_s;
}

void FilterTest::conditionsAreRead()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    OwnedRow row = usualRow();
    if (row.message.endsWith("}}"))
        row.message.insert(row.message.size() - 2, R"(,"name":"Ann")");
    row.message.insert(row.message.size() - 1, R"(,"x\"y":{"z":"\\ \n \u2028 ' \""})");
    const QString condition = filterCondition(field, value);
    QVERIFY2(holds(condition, row), qPrintable(condition));
    QVERIFY(!holds(filterAndNot(QString(), condition), row));
    QVERIFY(!filterAndNot(QString(), condition).contains(u'(')); // `!=` is enough.
}

void FilterTest::joins_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("both");
    QTest::addColumn<QString>("without");
    QTest::newRow("no filter") << u""_s << u"type == a"_s << u"type == a"_s << u"type != a"_s;
    QTest::newRow("only space") << u"  "_s << u"a"_s << u"a"_s << u"!a"_s;
    QTest::newRow("simple") << u"a"_s << u"b"_s << u"a && b"_s << u"a && !b"_s;
    QTest::newRow("or") << u"a || b"_s << u"c || d"_s << u"(a || b) && (c || d)"_s
                        << u"(a || b) && !(c || d)"_s;
    QTest::newRow("or in words") << u"a or b"_s << u"c"_s << u"(a or b) && c"_s
                                 << u"(a or b) && !c"_s;
    QTest::newRow("words") << u"a b"_s << u"c d"_s << u"a b && c d"_s << u"a b && !(c d)"_s;
    QTest::newRow("or in parentheses")
        << u"(a || b)"_s << u"c"_s << u"((a || b)) && c"_s << u"((a || b)) && !c"_s;
    QTest::newRow("existence") << u"a"_s << u"payload.x"_s << u"a && payload.x"_s
                               << u"a && !payload.x"_s;
    QTest::newRow("not equal") << u""_s << u"payload.b != 1"_s << u"payload.b != 1"_s
                               << u"payload.b == 1"_s;
    QTest::newRow("other operator") << u""_s << u"size > 1"_s << u"size > 1"_s << u"!(size > 1)"_s;
    QTest::newRow("wrong filter") << u"a &&"_s << u"b"_s << u"b"_s << u"!b"_s;
}

void FilterTest::joins()
{
    QFETCH(QString, filter);
    QFETCH(QString, condition);
    QTEST(filterAnd(filter, condition), "both");
    QTEST(filterAndNot(filter, condition), "without");

    // The condition has its meaning for every row.
    if (!std::holds_alternative<Filter>(Filter::parse(filter, m_now)))
        return;
    for (const char *message : { "a b", "b", "a c", "c d", "a b c d", "a", "" }) {
        OwnedRow row;
        row.message = message;
        const bool first = holds(filter, row);
        const bool second = holds(condition, row);
        QCOMPARE(holds(filterAnd(filter, condition), row), first && second);
        QCOMPARE(holds(filterAndNot(filter, condition), row), first && !second);
    }
}

QTEST_GUILESS_MAIN(FilterTest)
#include "tst_filter.moc"
