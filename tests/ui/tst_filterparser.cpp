// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterfield.h"
#include "inspect/filter/filterliterals.h"
#include "inspect/filter/filterparser.h"
#include "ui/filter/filtererrortext.h"
#include "ui/filter/filterhelp.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class FilterParserTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void hasLimits();
    void readsPaths_data();
    void readsPaths();
    void readsTimes_data();
    void readsTimes();
    void readsSizes_data();
    void readsSizes();
    void guessesFields();
    void documentIsRight();
    void helpIsRight();

private:
    const QDateTime m_now { QDate(2026, 1, 28), QTime(12, 0), QTimeZone::utc() };
};

namespace {

/// The parsed conditions, cheapest first.
QString shown(const Filter::Node &node)
{
    using Kind = Filter::Node::Kind;
    QStringList children;
    for (const Filter::Node &child : node.children)
        children.append(shown(child));
    switch (node.kind) {
    case Kind::All:
        return u"all(%1)"_s.arg(children.join(u' '));
    case Kind::Any:
        return u"any(%1)"_s.arg(children.join(u' '));
    case Kind::Not:
        return u"not(%1)"_s.arg(children.join(u' '));
    case Kind::Exists:
        return u"there"_s;
    case Kind::Compare:
        return node.finder ? u"has"_s : node.regex ? u"regex"_s : u"compare"_s;
    }
    return {};
}

} // namespace

void FilterParserTest::accepts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    QTest::newRow("word") << u"docs"_s << u"has"_s;
    QTest::newRow("two words") << u"docs query"_s << u"all(has has)"_s;
    QTest::newRow("word and string") << u"docs 'a b'"_s << u"all(has has)"_s;
    QTest::newRow("or binds less than words") << u"a b || c"_s << u"any(has all(has has))"_s;
    QTest::newRow("or binds less than and")
        << u"a && b || c && d"_s << u"any(all(has has) all(has has))"_s;
    QTest::newRow("parentheses") << u"a && (b || c)"_s << u"all(has any(has has))"_s;
    QTest::newRow("not binds most") << u"!a b"_s << u"all(has not(has))"_s;
    QTest::newRow("not a comparison") << u"!type == 1"_s << u"not(compare)"_s;
    QTest::newRow("not not") << u"!!a"_s << u"not(not(has))"_s;
    QTest::newRow("words for signs") << u"not a and b or c"_s << u"any(has all(has not(has)))"_s;
    QTest::newRow("existence") << u"payload.error"_s << u"there"_s;
    QTest::newRow("existence and more") << u"to.id && type == x"_s << u"all(there compare)"_s;
    QTest::newRow("cheap ones first") << u"docs && type == x"_s << u"all(compare has)"_s;
    QTest::newRow("regular expression") << u"type ~ 'a|b'"_s << u"regex"_s;
    QTest::newRow("contains") << u"type contains a"_s << u"has"_s;
    QTest::newRow("path with a unit") << u"size > 4 KiB"_s << u"compare"_s;
    QTest::newRow("many in a row") << (u"a && "_s.repeated(500) + u'a') << QString();
    QTest::newRow("word that looks like a path") << u"www.example.com"_s << u"has"_s;
    QTest::newRow("any member") << u"message.correlation.id == 7"_s << u"compare"_s;
    QTest::newRow("kind") << u"kind != error"_s << u"compare"_s;
    QTest::newRow("replies") << u"reply.state != answered && reply.time > 1.5 s"_s
                             << u"all(compare compare)"_s;
    QTest::newRow("delivered") << u"delivered == nobody || delivered >= 2"_s
                               << u"any(compare compare)"_s;
}

void FilterParserTest::accepts()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    FilterParser parser(text, m_now);
    const std::optional<Filter::Node> node = parser.parse();
    QVERIFY2(node, parser.error() ? qPrintable(filterErrorText(*parser.error())) : "");
    if (!expected.isEmpty())
        QCOMPARE(shown(*node), expected);
}

void FilterParserTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("message");

    QTest::newRow("nothing behind &&")
        << u"a && "_s << 5 << 0 << u"After && a condition must follow."_s;
    QTest::newRow("nothing behind ||")
        << u"a ||"_s << 4 << 0 << u"After || a condition must follow."_s;
    QTest::newRow("nothing behind not")
        << u"not"_s << 3 << 0 << u"After not a condition must follow."_s;
    QTest::newRow("nothing before &&")
        << u"&& a"_s << 0 << 2 << u"Before && a condition must stand."_s;
    QTest::newRow("two operators")
        << u"a && || b"_s << 5 << 2 << u"Before || a condition must stand."_s;
    QTest::newRow("empty parentheses")
        << u"a && ()"_s << 6 << 1 << u"Before ) a condition must stand."_s;
    QTest::newRow("open") << u"a && (b"_s << 5 << 1 << u"This ( is never closed."_s;
    QTest::newRow("closed") << u"a)"_s << 1 << 1 << u"There is no ( for this )."_s;
    QTest::newRow("no value") << u"type =="_s << 7 << 0
                              << u"After == a value must follow, such as \"docs\"."_s;
    QTest::newRow("no size") << u"size > && a"_s << 7 << 2
                             << u"After > a value must follow, such as 4KiB."_s;
    QTest::newRow("no field") << u"== 1"_s << 0 << 2
                              << u"Before == a field must stand, such as type or payload.name."_s;
    QTest::newRow("field in quotes")
        << u"\"type\" == 1"_s << 7 << 2
        << u"Before == a field must stand, such as type or payload.name."_s;
    QTest::newRow("two comparisons")
        << u"type == a == b"_s << 10 << 2
        << u"Before == a field must stand, such as type or payload.name."_s;
    QTest::newRow("unknown field")
        << u"typ == 1"_s << 0 << 3 << u"There is no field typ. Is type meant?"_s;
    QTest::newRow("far from any field")
        << u"correlation > 1"_s << 0 << 11
        << u"There is no field correlation. Members of the payload are written payload.correlation."_s;
    QTest::newRow("no operator between")
        << u"type == a size > 1"_s << 10 << 4 << u"Between two conditions write && or ||."_s;
    QTest::newRow("no operator before a group")
        << u"a (b)"_s << 2 << 1 << u"Between two conditions write && or ||."_s;
    QTest::newRow("no path")
        << u"payload.a[x] == 1"_s << 0 << 12
        << u"This is not a path. Write payload.name, payload.\"any name\" or payload.list[0]."_s;
    QTest::newRow("no size unit") << u"size > 4XiB"_s << 7 << 4
                                  << u"A size must follow, such as 200 or 4KiB."_s;
    QTest::newRow("no time")
        << u"time > yesterday"_s << 7 << 9
        << u"A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m."_s;
    QTest::newRow("no kind")
        << u"kind == routd"_s << 8 << 5
        << u"Kinds of messages are routed, broadcast, ping, rejected, system, error."_s;
    QTest::newRow("no number of receivers")
        << u"delivered == few"_s << 13 << 3
        << u"A number of receivers must follow, or nobody, partly, all, queued, dropped, too-slow "
           "or connection-lost."_s;
    QTest::newRow("order of receivers")
        << u"delivered > nobody"_s << 12 << 6 << u"nobody can be compared by == and != only."_s;
    QTest::newRow("order of true")
        << u"payload.a < true"_s << 12 << 4 << u"true can be compared by == and != only."_s;
    QTest::newRow("no reply state") << u"reply.state == late"_s << 15 << 4
                                    << u"One of answered, unanswered and error must follow."_s;
    QTest::newRow("reply state as text")
        << u"reply.state ~ an"_s << 12 << 1 << u"reply.state can be compared by == and != only."_s;
    QTest::newRow("order of reply states") << u"reply.state > error"_s << 12 << 1
                                           << u"reply.state can be compared by == and != only."_s;
    QTest::newRow("no duration") << u"reply.time > 5h"_s << 13 << 2
                                 << u"A duration must follow, such as 250, 250ms, 1.5s or 2m."_s;
    QTest::newRow("duration as text")
        << u"reply.time contains 5"_s << 11 << 8 << u"Here only == != < <= > >= can be used."_s;
    QTest::newRow("size as text") << u"size ~ 1"_s << 5 << 1
                                  << u"Here only == != < <= > >= can be used."_s;
    QTest::newRow("bad expression") << u"type ~ \"a(b\""_s << 11 << 1 << QString();
    QTest::newRow("bad expression in the middle")
        << u"type ~ \"a[b-a]c\""_s << 12 << 3 << QString();
    QTest::newRow("bad expression with escapes") << u"type ~ \"\\\\d(\""_s << 7 << 6 << QString();
}

void FilterParserTest::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const std::variant<Filter, FilterError> result = Filter::parse(text, m_now);
    QVERIFY(std::holds_alternative<FilterError>(result));
    const FilterError &error = std::get<FilterError>(result);
    if (!message.isEmpty())
        QCOMPARE(filterErrorText(error), message);
    QVERIFY(filterErrorText(error).endsWith(u'.') || filterErrorText(error).endsWith(u'?'));
    QTEST(int(error.position), "position");
    QTEST(int(error.length), "length");
}

void FilterParserTest::hasLimits()
{
    const auto isFilter = [this](const QString &text) {
        return std::holds_alternative<Filter>(Filter::parse(text, m_now));
    };
    QVERIFY(isFilter(QString(MaxFilterLength, u'a')));
    QVERIFY(!isFilter(QString(MaxFilterLength + 1, u'a')));
    QVERIFY(isFilter(QString(MaxFilterDepth, u'(') + u'a' + QString(MaxFilterDepth, u')')));
    QVERIFY(
        !isFilter(QString(MaxFilterDepth + 1, u'(') + u'a' + QString(MaxFilterDepth + 1, u')')));
    QVERIFY(!isFilter(QString(MaxFilterDepth + 1, u'!') + u'a'));
    QVERIFY(!isFilter(QString(MaxFilterLength, u'(')));
    // Depth counts nesting, not conditions.
    QVERIFY(isFilter(u"(a)&&!b&&"_s.repeated(400) + u'c'));
}

void FilterParserTest::readsPaths_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isPath");
    QTest::addColumn<QString>("written"); // By jsonPathText().

    QTest::newRow("name") << u"a"_s << true << u"a"_s;
    QTest::newRow("names") << u"a.b.c"_s << true << u"a.b.c"_s;
    QTest::newRow("index") << u"a[0][12].b"_s << true << u"a[0][12].b"_s;
    QTest::newRow("quoted") << u"a.\"b c\".'d'"_s << true << u"a.\"b c\".d"_s;
    QTest::newRow("quoted in brackets") << u"a[\"b.c\"]"_s << true << u"a.\"b.c\""_s;
    QTest::newRow("with a hyphen") << u"a.b-c"_s << true << u"a.\"b-c\""_s;
    QTest::newRow("nothing") << u""_s << false << QString();
    QTest::newRow("point at the end") << u"a."_s << false << QString();
    QTest::newRow("two points") << u"a..b"_s << false << QString();
    QTest::newRow("open bracket") << u"a[0"_s << false << QString();
    QTest::newRow("empty bracket") << u"a[]"_s << false << QString();
    QTest::newRow("no index") << u"a[-1]"_s << false << QString();
    QTest::newRow("huge index") << u"a[99999999999999999999]"_s << false << QString();
    QTest::newRow("something behind a bracket") << u"a[0]b"_s << false << QString();
    QTest::newRow("something behind a quote") << u"a.\"b\"c"_s << false << QString();
}

void FilterParserTest::readsPaths()
{
    QFETCH(QString, text);
    QFETCH(bool, isPath);
    const std::optional<JsonPath> path = filterPath(text);
    QCOMPARE(path.has_value(), isPath);
    if (!path)
        return;
    QTEST(jsonPathText(*path), "written");
    QCOMPARE(filterPath(jsonPathText(*path)), path);
}

void FilterParserTest::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // ISO 8601; empty: no time.

    QTest::newRow("clock") << u"12:01:02"_s << u"2026-01-28T12:01:02.000Z"_s;
    QTest::newRow("minutes") << u"9:30"_s << u"2026-01-28T09:30:00.000Z"_s;
    QTest::newRow("tenths") << u"12:01:02.5"_s << u"2026-01-28T12:01:02.500Z"_s;
    QTest::newRow("milliseconds") << u"12:01:02.005"_s << u"2026-01-28T12:01:02.005Z"_s;
    QTest::newRow("date and time")
        << u"2026-01-27T12:01:02.114Z"_s << u"2026-01-27T12:01:02.114Z"_s;
    QTest::newRow("with a space") << u"2026-01-27 12:01:02Z"_s << u"2026-01-27T12:01:02.000Z"_s;
    QTest::newRow("elsewhere") << u"2026-01-27T12:01:02+02:00"_s << u"2026-01-27T10:01:02.000Z"_s;
    QTest::newRow("minutes ago") << u"-5m"_s << u"2026-01-28T11:55:00.000Z"_s;
    QTest::newRow("hours ago") << u"-1.5h"_s << u"2026-01-28T10:30:00.000Z"_s;
    QTest::newRow("ms ago") << u"-250ms"_s << u"2026-01-28T11:59:59.750Z"_s;
    QTest::newRow("days ago") << u"-2d"_s << u"2026-01-26T12:00:00.000Z"_s;
    QTest::newRow("no unit") << u"-5"_s << QString();
    QTest::newRow("ahead") << u"5m"_s << QString();
    QTest::newRow("no time") << u"25:00"_s << QString();
    QTest::newRow("microseconds") << u"12:01:02.0005"_s << QString();
    QTest::newRow("point at the end") << u"12:01."_s << QString();
    QTest::newRow("nothing") << u""_s << QString();
}

void FilterParserTest::readsTimes()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const std::optional<qint64> time = filterTime(text, m_now);
    QCOMPARE(time.has_value(), !expected.isEmpty());
    if (time)
        QCOMPARE(*time, QDateTime::fromString(expected, Qt::ISODateWithMs).toMSecsSinceEpoch());
}

void FilterParserTest::readsSizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("expected"); // -1: not a size.

    QTest::newRow("bytes") << u"200"_s << qint64 { 200 };
    QTest::newRow("with a unit") << u"200B"_s << qint64 { 200 };
    QTest::newRow("KiB") << u"4KiB"_s << qint64 { 4096 };
    QTest::newRow("kB") << u"4kB"_s << qint64 { 4000 };
    QTest::newRow("fraction") << u"1.5 MiB"_s << qint64 { 1'572'864 };
    QTest::newRow("any case") << u"1gib"_s << qint64 { 1'073'741'824 };
    QTest::newRow("huge") << (QString(300, u'9') + u"GiB"_s) << qint64 { 1'000'000'000'000'000 };
    QTest::newRow("less than nothing") << u"-1"_s << qint64 { -1 };
    QTest::newRow("two points") << u"1.2.3"_s << qint64 { -1 };
    QTest::newRow("only a unit") << u"KiB"_s << qint64 { -1 };
    QTest::newRow("nothing") << u""_s << qint64 { -1 };
}

void FilterParserTest::readsSizes()
{
    QFETCH(QString, text);
    QTEST(filterSize(text).value_or(-1), "expected");
}

void FilterParserTest::guessesFields()
{
    QCOMPARE(nearestFieldName(u"form.id"_s), u"from.id"_s);
    QCOMPARE(nearestFieldName(u"Type"_s), u"type"_s);
    QCOMPARE(nearestFieldName(u"delivred"_s), u"delivered"_s);
    QCOMPARE(nearestFieldName(u"x"_s), QString());
    QCOMPARE(nearestFieldName(u"completely.other"_s), QString());
    for (const QString &name : filterFieldNames())
        QVERIFY2(filterField(name), qPrintable(name));
}

void FilterParserTest::documentIsRight()
{
    QFile file(QFINDTESTDATA("../../docs/filter.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString document = QString::fromUtf8(file.readAll());
    // Code that shows filters is marked so; tables of examples have them in their first column.
    static const QRegularExpression block(
        u"```filter\n(.*?)```"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression row(
        u"^\\| `` ?(.+?) ?`` \\|"_s, QRegularExpression::MultilineOption);
    QStringList examples;
    for (const QRegularExpressionMatch &match : block.globalMatch(document))
        examples += match.captured(1).split(u'\n', Qt::SkipEmptyParts);
    for (const QRegularExpressionMatch &match : row.globalMatch(document))
        examples += QString(match.captured(1)).replace(u"\\|"_s, u"|"_s);
    QVERIFY(examples.size() >= 20);
    for (const QString &example : std::as_const(examples)) {
        const auto result = Filter::parse(example, m_now);
        const auto *error = std::get_if<FilterError>(&result);
        QVERIFY2(error == nullptr,
            qPrintable(
                example + u": "_s + (error == nullptr ? QString() : filterErrorText(*error))));
        QVERIFY(!std::get<Filter>(result).isEmpty());
    }
    for (const QString &name : filterFieldNames())
        QVERIFY2(document.contains(u"| `%1"_s.arg(name)), qPrintable(name));
}

void FilterParserTest::helpIsRight()
{
    const QString help = filterHelpHtml();
    for (const QString &name : filterFieldNames())
        QVERIFY2(help.contains(name), qPrintable(name));
    static const QRegularExpression code(u"<code class=\"filter\">(.*?)</code>"_s);
    int count = 0;
    for (const QRegularExpressionMatch &match : code.globalMatch(help)) {
        const QString example = QString(match.captured(1))
                                    .replace(u"&lt;"_s, u"<"_s)
                                    .replace(u"&gt;"_s, u">"_s)
                                    .replace(u"&quot;"_s, u"\""_s)
                                    .replace(u"&amp;"_s, u"&"_s);
        QVERIFY2(
            std::holds_alternative<Filter>(Filter::parse(example, m_now)), qPrintable(example));
        ++count;
    }
    QVERIFY(count >= 10);
}

QTEST_GUILESS_MAIN(FilterParserTest)
#include "tst_filterparser.moc"
