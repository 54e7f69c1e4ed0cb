// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsoncheck.h"
#include "ui/composer/placeholders.h"

#include "inspect/json/jsontext.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class PlaceholdersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fills_data();
    void fills();
    void unknown_data();
    void unknown();
    void findsThePlaceInTheTemplate();
    void literalMeansTheSame_data();
    void literalMeansTheSame();
    void indents_data();
    void indents();
};

namespace {

const placeholders::Values Given { 1'738'060'200'123, "c1" };

} // namespace

void PlaceholdersTest::fills_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("pattern");
    const QString uuid = u"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"_s;
    QTest::newRow("nothing") << R"({"a":{"b":{}}})"_ba
                             << QRegularExpression::escape(u"{\"a\":{\"b\":{}}}"_s);
    QTest::newRow("uuid") << R"({"id":"{{uuid}}"})"_ba << u"\\{\"id\":\"%1\"\\}"_s.arg(uuid);
    QTest::newRow("as a value") << R"({"id":{{uuid}}})"_ba << u"\\{\"id\":\"%1\"\\}"_s.arg(uuid);
    QTest::newRow("two") << R"(["{{uuid}}","{{uuid}}"])"_ba
                         << u"\\[\"(%1)\",\"(?!\\1)%1\"\\]"_s.arg(uuid);
    QTest::newRow("now") << R"("at {{now}}")"_ba << u"\"at 2025-01-28T10:30:00\\.123Z\""_s;
    QTest::newRow("timestamp") << R"([{{timestamp}},"{{timestamp}}"])"_ba
                               << u"\\[1738060200123,\"1738060200123\"\\]"_s;
    QTest::newRow("client") << R"(["{{ clientId }}",{{clientId}}])"_ba << u"\\[\"c1\",\"c1\"\\]"_s;
    QTest::newRow("escaped") << R"("\u007b{uuid}}")"_ba << u"\"\\\\u007b\\{uuid\\}\\}\""_s;
    QTest::newRow("quote before") << R"("\"{{clientId}}\"")"_ba << u"\"\\\\\"c1\\\\\"\""_s;
    QTest::newRow("third brace") << R"("{{{clientId}}}")"_ba << u"\"\\{c1\\}\""_s;
    QTest::newRow("not a word") << R"("{{\"a\"}}")"_ba << u"\"\\{\\{\\\\\"a\\\\\"\\}\\}\""_s;
    QTest::newRow("open") << R"("{{uuid}")"_ba << u"\"\\{\\{uuid\\}\""_s;
    QTest::newRow("cut") << "\"{{"_ba << u"\"\\{\\{"_s;
    QTest::newRow("not JSON") << "{{clientId}} hello"_ba << u"\"c1\" hello"_s;
}

void PlaceholdersTest::fills()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, pattern);
    const placeholders::Filled filled = placeholders::fill(text, Given);
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(pattern))
                 .match(QString::fromUtf8(filled.text))
                 .hasMatch(),
        filled.text.constData());
    QVERIFY(!filled.unknown);
}

void PlaceholdersTest::unknown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("offset");
    QTest::newRow("word") << R"({"id":"{{uid}}"})"_ba
                          << "uid"_ba << 7;
    QTest::newRow("letter case") << R"("{{UUID}}")"_ba
                                 << "UUID"_ba << 1;
    QTest::newRow("empty") << R"("{{}}")"_ba
                           << ""_ba << 1;
    QTest::newRow("words") << R"("{{user name}}")"_ba
                           << "user name"_ba << 1;
    QTest::newRow("the first") << R"("{{uuid}} {{a}} {{b}}")"_ba
                               << "a"_ba << 10;
}

void PlaceholdersTest::unknown()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, name);
    QFETCH(const int, offset);
    const placeholders::Filled filled = placeholders::fill(text, Given);
    QVERIFY(filled.unknown);
    QCOMPARE(filled.unknown->name, name);
    QCOMPARE(filled.unknown->offset, offset);
    QVERIFY(filled.text.contains(QByteArray("{{" + name + "}}"))); // Left as it stands.
}

void PlaceholdersTest::findsThePlaceInTheTemplate()
{
    const QByteArray text = R"({"id":"{{uuid}}","a":{{timestamp}} x})";
    const placeholders::Filled filled = placeholders::fill(text, Given);
    const std::optional<JsonError> error = findJsonError(filled.text);
    QVERIFY(error);
    QCOMPARE(filled.templateOffset(error->offset), text.indexOf('x'));
    QCOMPARE(filled.templateOffset(3), 3);
    // Inside of a value, its placeholder.
    QCOMPARE(filled.templateOffset(12), text.indexOf("{{uuid"));
    QCOMPARE(filled.templateOffset(filled.text.size()), text.size());
}

void PlaceholdersTest::literalMeansTheSame_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << R"({"a":{"b":"{ }"}})"_ba;
    QTest::newRow("placeholder") << R"({"a":"{{uuid}}"})"_ba;
    QTest::newRow("unknown") << R"({"a":"Dear {{name}}, {{{user.id}}}"})"_ba;
    QTest::newRow("escapes") << R"({"a\"{{b}}":"\\{{c}}\\\"{{d}}"})"_ba;
}

void PlaceholdersTest::literalMeansTheSame()
{
    QFETCH(const QByteArray, json);
    const QByteArray text = placeholders::literal(json);
    const placeholders::Filled filled = placeholders::fill(text, Given);
    QVERIFY(!filled.unknown);
    QCOMPARE(filled.text, text);
    QVERIFY(!findJsonError(text));
    JsonCursor before(jsonRoot(json));
    JsonCursor after(jsonRoot(text));
    while (before.next()) {
        QVERIFY(after.next());
        QCOMPARE(jsonText(after.value()), jsonText(before.value()));
    }
}

void PlaceholdersTest::indents_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("indented");
    QTest::newRow("in strings") << R"({"id":"{{uuid}}"})"_ba
                                << "{\n  \"id\": \"{{uuid}}\"\n}"_ba;
    QTest::newRow("as values") << R"({"n":{{timestamp}},"a":[{{uuid}}]})"_ba
                               << "{\n  \"n\": {{timestamp}},\n  \"a\": [\n    {{uuid}}\n  ]\n}"_ba;
}

void PlaceholdersTest::indents()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, indented);
    QCOMPARE(placeholders::indented(text), indented);
}

QTEST_GUILESS_MAIN(PlaceholdersTest)
#include "tst_placeholders.moc"
