// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationrule.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Code = ConversationRuleError::Code;

class ConversationRuleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAndWrites_data();
    void readsAndWrites();
    void readsPaths();
    void explainsFaults_data();
    void explainsFaults();
};

namespace {

JsonPath path(std::initializer_list<JsonStep> steps)
{
    return steps;
}

} // namespace

void ConversationRuleTest::readsAndWrites_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    QTest::newRow("detected") << u"auto"_s << u"auto"_s;
    QTest::newRow("space around") << u"  auto "_s << u"auto"_s;
    QTest::newRow("id") << u"id"_s << u"id"_s;
    QTest::newRow("both sides") << u"payload.requestId"_s << u"payload.requestId"_s;
    QTest::newRow("same path twice") << u"id -> id"_s << u"id"_s;
    QTest::newRow("two paths") << u"id->payload.inReplyTo"_s << u"id -> payload.inReplyTo"_s;
    QTest::newRow("next") << u"next"_s << u"next"_s;
    QTest::newRow("several") << u"id,payload.a[0] , next"_s << u"id, payload.a[0], next"_s;
    QTest::newRow("comma in a name") << u"payload.\"a,b\", id"_s << u"payload.\"a,b\", id"_s;
    QTest::newRow("arrow in a name") << u"payload['a -> b']"_s << u"payload.\"a -> b\""_s;
    QTest::newRow("apostrophe in a word") << u"it's, don't"_s << u"\"it's\", \"don't\""_s;
    QTest::newRow("member named next") << u"\"next\", id"_s << u"\"next\", id"_s;
    QTest::newRow("member named auto") << u"'auto'"_s << u"\"auto\""_s;
}

void ConversationRuleTest::readsAndWrites()
{
    QFETCH(QString, text);
    QFETCH(QString, written);
    const auto parsed = ConversationRule::parse(text);
    const auto *rule = std::get_if<ConversationRule>(&parsed);
    QVERIFY(rule != nullptr);
    QCOMPARE(rule->text(), written);
    QCOMPARE(std::get<ConversationRule>(ConversationRule::parse(rule->text())), *rule);
    QCOMPARE(rule->isDetected(), written == "auto"_L1);
}

void ConversationRuleTest::readsPaths()
{
    const auto rule = std::get<ConversationRule>(
        ConversationRule::parse(u"id -> payload.list[2].\"a b\", next"_s));
    QCOMPARE(rule.matches().size(), 1);
    QCOMPARE(rule.matches()[0].request, path({ QByteArray("id") }));
    QCOMPARE(rule.matches()[0].reply,
        path({ QByteArray("payload"), QByteArray("list"), qsizetype { 2 }, QByteArray("a b") }));
    QVERIFY(rule.hasNext());
    QVERIFY(!std::get<ConversationRule>(ConversationRule::parse(u"id"_s)).hasNext());
    QVERIFY(ConversationRule().hasNext());
    QVERIFY(ConversationRule().matches().size() <= ConversationRule::MaxMatches);
}

void ConversationRuleTest::explainsFaults_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *name, const QString &text, Code code, int position, int length,
                         const QStringList &arguments = {}) {
        QTest::newRow(name) << text << static_cast<int>(code) << position << length << arguments;
    };
    row("empty", u""_s, Code::Nothing, 0, 0);
    row("between commas", u"id, ,next"_s, Code::Nothing, 3, 1);
    row("behind the last comma", u"id,"_s, Code::Nothing, 3, 0);
    row("before the arrow", u"-> id"_s, Code::Nothing, 0, 0);
    row("behind the arrow", u"id ->"_s, Code::Nothing, 5, 0);
    row("no path", u"id, payload..a"_s, Code::NotAPath, 4, 10, { u"payload..a"_s });
    row("no path behind the arrow", u"id -> [x] "_s, Code::NotAPath, 6, 3, { u"[x]"_s });
    row("twice", u"id, id->id"_s, Code::Twice, 4, 6, { u"id->id"_s });
    row("detected and more", u"id, auto"_s, Code::NotAlone, 4, 4);
    row("behind next", u"next, id"_s, Code::NotLast, 6, 2);
    row("next twice", u"next, next"_s, Code::NotLast, 6, 4);
    row("too many", u"a,b,c,d,e,f,g,h,i"_s, Code::TooMany, 16, 1, { u"8"_s });
    row("too long", QString(1'025, u'a'), Code::TooLong, 0, 1'025, { u"1024"_s });
}

void ConversationRuleTest::explainsFaults()
{
    QFETCH(QString, text);
    QFETCH(int, code);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QStringList, arguments);
    const auto parsed = ConversationRule::parse(text);
    const auto *error = std::get_if<ConversationRuleError>(&parsed);
    QVERIFY(error != nullptr);
    QCOMPARE(static_cast<int>(error->code), code);
    QCOMPARE(error->position, position);
    QCOMPARE(error->length, length);
    QCOMPARE(error->arguments, arguments);
}

QTEST_GUILESS_MAIN(ConversationRuleTest)
#include "tst_conversationrule.moc"
