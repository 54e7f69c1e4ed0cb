// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterlexer.h"

#include <QtTest/QTest>

Q_DECLARE_METATYPE(broadcaster::FilterError::Code)

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class FilterLexerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cuts_data();
    void cuts();
    void findsFaults_data();
    void findsFaults();
    void tellsPlaces();
    void quotesAndBack_data();
    void quotesAndBack();
};

namespace {

/// One letter or sign per kind, and the content of words and strings.
QString shown(const QList<FilterToken> &tokens)
{
    static const QStringList Signs { u"$"_s, u"w"_s, u"s"_s, u"&&"_s, u"||"_s, u"!"_s, u"("_s,
        u")"_s, u"=="_s, u"!="_s, u"<"_s, u"<="_s, u">"_s, u">="_s, u"~"_s, u"has"_s };
    QStringList parts;
    for (const FilterToken &token : tokens) {
        const QString sign = Signs.at(static_cast<int>(token.kind));
        parts.append(token.isText() ? sign + u':' + token.text : sign);
    }
    return parts.join(u' ');
}

} // namespace

void FilterLexerTest::cuts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    QTest::newRow("nothing") << QString() << u"$"_s;
    QTest::newRow("space") << u" \t\n "_s << u"$"_s;
    QTest::newRow("word") << u" graph-ql_1 "_s << u"w:graph-ql_1 $"_s;
    QTest::newRow("comparison") << u"type==\"docs\""_s << u"w:type == s:docs $"_s;
    QTest::newRow("all operators") << u"a<b<=c>d>=e!=f~g contains h"_s
                                   << u"w:a < w:b <= w:c > w:d >= w:e != w:f ~ w:g has w:h $"_s;
    QTest::newRow("logic") << u"!(a&&b||c)"_s << u"! ( w:a && w:b || w:c ) $"_s;
    QTest::newRow("logic in words") << u"not a AND b Or c"_s << u"! w:a && w:b || w:c $"_s;
    QTest::newRow("quoted and") << u"\"and\""_s << u"s:and $"_s;
    QTest::newRow("path") << u"payload.a.\"b c\"[0].d"_s << u"w:payload.a.\"b c\"[0].d $"_s;
    QTest::newRow("path with quotes in brackets")
        << u"payload['a b']==1"_s << u"w:payload['a b'] == w:1 $"_s;
    QTest::newRow("quote in a quoted name")
        << u"payload.\"a\\\"b\" == 1"_s << u"w:payload.\"a\\\"b\" == w:1 $"_s;
    QTest::newRow("time") << u"time>-5m"_s << u"w:time > w:-5m $"_s;
    QTest::newRow("apostrophe") << u"don't"_s << u"w:don't $"_s;
    QTest::newRow("other quotes") << u"'it is \"so\"'"_s << u"s:it is \"so\" $"_s;
    QTest::newRow("escapes") << u"\"\\\"\\\\\\n\\r\\t\\u00e9\\'\""_s << u"s:\"\\\n\r\t\u00e9' $"_s;
    QTest::newRow("regular expression") << u"\"^\\d+\\.\\w$\""_s << u"s:^\\d+\\.\\w$ $"_s;
    QTest::newRow("broken code") << u"\"\\u12\\uzzzz\""_s << u"s:\\u12\\uzzzz $"_s;
    QTest::newRow("beyond the first plane")
        << u"\U0001F600 '\U0001F600'"_s << u"w:\U0001F600 s:\U0001F600 $"_s;
}

void FilterLexerTest::cuts()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const FilterLexer lexer(text);
    QVERIFY(!lexer.error());
    QCOMPARE(shown(lexer.tokens()), expected);
}

void FilterLexerTest::findsFaults_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<qsizetype>("length");
    QTest::addColumn<FilterError::Code>("code");
    using Code = FilterError::Code;

    QTest::newRow("assignment") << u"type = 1"_s << qsizetype { 5 } << qsizetype { 1 }
                                << Code::SingleEqual;
    QTest::newRow("one &") << u"a & b"_s << qsizetype { 2 } << qsizetype { 1 } << Code::SingleAnd;
    QTest::newRow("one |") << u"a|b"_s << qsizetype { 1 } << qsizetype { 1 } << Code::SingleOr;
    QTest::newRow("open quote") << u"a \"bc"_s << qsizetype { 2 } << qsizetype { 3 }
                                << Code::UnclosedQuote;
    QTest::newRow("quote behind a backslash")
        << u"'a\\'"_s << qsizetype { 0 } << qsizetype { 4 } << Code::UnclosedQuote;
    QTest::newRow("only a backslash")
        << u"'\\"_s << qsizetype { 0 } << qsizetype { 2 } << Code::UnclosedQuote;
    QTest::newRow("open name") << u"payload.\"a"_s << qsizetype { 8 } << qsizetype { 2 }
                               << Code::UnclosedQuote;
}

void FilterLexerTest::findsFaults()
{
    QFETCH(QString, text);
    const FilterLexer lexer(text);
    QVERIFY(lexer.error());
    QTEST(lexer.error()->position, "position");
    QTEST(lexer.error()->length, "length");
    QTEST(lexer.error()->code, "code");
    QCOMPARE(lexer.tokens().constLast().kind, FilterToken::Kind::End);
}

void FilterLexerTest::tellsPlaces()
{
    const FilterLexer lexer(u"  type == \"a\\nb\" "_s);
    const QList<FilterToken> &tokens = lexer.tokens();
    QCOMPARE(tokens.size(), 4);
    QCOMPARE(tokens[0].position, 2);
    QCOMPARE(tokens[0].end(), 6);
    QCOMPARE(tokens[1].position, 7);
    QCOMPARE(tokens[2].position, 10);
    QCOMPARE(tokens[2].length, 6);
    QCOMPARE(tokens[3].position, 17);
}

void FilterLexerTest::quotesAndBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString(u""_s);
    QTest::newRow("quotes") << u"\"'\\"_s;
    QTest::newRow("what looks escaped") << u"\\n\\u0041\\\\\\d"_s;
    QTest::newRow("controls") << QString(u"\0\x01\n\r\t\x1f\x7f"_s);
    QTest::newRow("spaces of other kinds") << u"a\u2028b\u00a0c"_s;
    QTest::newRow("letters") << u"äß\U0001F600 \u4e2d"_s;
    QTest::newRow("half a letter") << QString(QChar(0xd83d));
}

void FilterLexerTest::quotesAndBack()
{
    QFETCH(QString, text);
    const QString quoted = filterQuoted(text);
    const FilterLexer lexer(quoted);
    QVERIFY(!lexer.error());
    QCOMPARE(lexer.tokens().size(), 2);
    QCOMPARE(lexer.tokens()[0].text, text);
}

QTEST_GUILESS_MAIN(FilterLexerTest)
#include "tst_filterlexer.moc"
