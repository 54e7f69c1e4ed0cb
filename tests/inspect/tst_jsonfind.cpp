// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsonfind.h"
#include "inspect/json/jsontokens.h"

#include <QtCore/QList>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Places = QList<qsizetype>;

class JsonFindTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsPlaces_data();
    void findsPlaces();
    void findsTokens_data();
    void findsTokens();
    void stopsAtItsBound();
    void steps_data();
    void steps();
    void splitsTokens_data();
    void splitsTokens();
    void readsAnyPart();
};

namespace {

Places listOf(const FoundPlaces &found)
{
    return { found.offsets.begin(), found.offsets.end() };
}

QByteArray kindsOf(QByteArrayView text)
{
    constexpr char Letters[] = { 'n', 's', '0', 'w', '.' };
    QByteArray kinds;
    for (const JsonToken &token : JsonTokens(text).between(0, text.size()))
        kinds += Letters[static_cast<size_t>(token.kind)];
    return kinds;
}

} // namespace

void JsonFindTest::findsPlaces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<Places>("places");

    QTest::newRow("nothing wanted") << "abc"_ba
                                    << ""_ba << Places {};
    QTest::newRow("nothing there") << ""_ba
                                   << "a"_ba << Places {};
    QTest::newRow("longer than the text") << "ab"_ba
                                          << "abc"_ba << Places {};
    QTest::newRow("the whole text") << "abc"_ba
                                    << "abc"_ba << Places { 0 };
    QTest::newRow("several") << "one two one"_ba
                             << "one"_ba << Places { 0, 8 };
    QTest::newRow("case of letters") << "Ab aB AB"_ba
                                     << "aB"_ba << Places { 0, 3, 6 };
    QTest::newRow("no overlap") << "aaaaa"_ba
                                << "aa"_ba << Places { 0, 2 };
    QTest::newRow("a near miss") << "abababc"_ba
                                 << "ababc"_ba << Places { 2 };
    QTest::newRow("utf-8") << "x\xc3\xa4y\xc3\xa4"_ba
                           << "\xc3\xa4"_ba << Places { 1, 4 };
    QTest::newRow("no utf-8") << "\xff\xfe\xff"_ba
                              << "\xff"_ba << Places { 0, 2 };
    QTest::newRow("nul") << QByteArray("a\0b", 3) << QByteArray("\0b", 2) << Places { 1 };
}

void JsonFindTest::findsPlaces()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, wanted);
    const FoundPlaces found = findPlaces(text, wanted);
    QTEST(listOf(found), "places");
    QVERIFY(!found.isCut);
}

void JsonFindTest::findsTokens_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<Places>("places");

    QTest::newRow("name and value") << R"({"key":"key"})"_ba
                                    << "key"_ba << Places { 1, 7 };
    QTest::newRow("each token once") << R"(["aaaa","a"])"_ba
                                     << "a"_ba << Places { 1, 8 };
    QTest::newRow("number, literal") << "[12,true,212]"_ba
                                     << "12"_ba << Places { 1, 9 };
    QTest::newRow("signs") << R"({"a":[1,2]})"_ba
                           << ","_ba << Places {};
    QTest::newRow("a sign in a string") << R"([",", 1])"_ba
                                        << ","_ba << Places { 1 };
    QTest::newRow("across tokens") << R"({"a":"b"})"_ba
                                   << R"(":")"_ba << Places {};
    QTest::newRow("across, then inside") << R"(["a",true,"\",t"])"_ba
                                         << R"(",t)"_ba << Places { 10 };
    QTest::newRow("a string without an end") << R"(["ab)"_ba
                                             << "b"_ba << Places { 1 };
    QTest::newRow("text") << "no json at all"_ba
                          << "json"_ba << Places { 3 };
}

void JsonFindTest::findsTokens()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, wanted);
    QTEST(listOf(findTokens(json, wanted)), "places");
}

void JsonFindTest::stopsAtItsBound()
{
    const QByteArray exact = QByteArray("\"a\",").repeated(FoundPlaces::MaxPlaces);
    for (const auto &find : { findPlaces, findTokens }) {
        QCOMPARE(find(exact, "a").offsets.size(), FoundPlaces::MaxPlaces);
        QVERIFY(!find(exact, "a").isCut);
        const FoundPlaces found = find(QByteArray(exact + "\"a\""), "a");
        QCOMPARE(found.offsets.size(), FoundPlaces::MaxPlaces);
        QVERIFY(found.isCut);
    }
}

void JsonFindTest::steps_data()
{
    QTest::addColumn<FindStep>("step");
    QTest::addColumn<qsizetype>("offset");
    QTest::addColumn<int>("index");

    QTest::newRow("here, before") << FindStep::Here << qsizetype(0) << 0;
    QTest::newRow("here, on it") << FindStep::Here << qsizetype(20) << 1;
    QTest::newRow("here, behind all") << FindStep::Here << qsizetype(31) << 0;
    QTest::newRow("next") << FindStep::Next << qsizetype(10) << 1;
    QTest::newRow("next, around the end") << FindStep::Next << qsizetype(30) << 0;
    QTest::newRow("previous") << FindStep::Previous << qsizetype(20) << 0;
    QTest::newRow("previous, between") << FindStep::Previous << qsizetype(25) << 1;
    QTest::newRow("previous, around the begin") << FindStep::Previous << qsizetype(10) << 2;
}

void JsonFindTest::steps()
{
    QFETCH(const FindStep, step);
    QFETCH(const qsizetype, offset);
    QFETCH(const int, index);
    const FoundPlaces found { { 10, 20, 30 }, false };
    QCOMPARE(stepTo(found, step, offset), std::optional(static_cast<size_t>(index)));
    QCOMPARE(stepTo({}, step, offset), std::nullopt);
}

void JsonFindTest::splitsTokens_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("kinds");

    QTest::newRow("empty") << ""_ba
                           << ""_ba;
    QTest::newRow("space") << " \n\t"_ba
                           << ""_ba;
    QTest::newRow("object") << R"({ "a" : "b", "c":-1.5e+3 })"_ba
                            << ".n.s.n.0."_ba;
    QTest::newRow("literals") << "[true,false,null]"_ba
                              << ".w.w.w."_ba;
    QTest::newRow("escaped quotes") << R"(["a\"b\\","c"])"_ba
                                    << ".s.s."_ba;
    QTest::newRow("open string") << R"({"a":"b)"_ba
                                 << ".n.s"_ba;
    QTest::newRow("no json") << "{broken: 'x'}"_ba
                             << ".w..w.."_ba;
    QTest::newRow("letters beyond ascii") << "\xc3\xa4 1"_ba
                                          << "w0"_ba;
}

void JsonFindTest::splitsTokens()
{
    QFETCH(const QByteArray, text);
    QTEST(kindsOf(text), "kinds");
}

// Every part has the tokens that the whole text has there, wherever the part begins.
void JsonFindTest::readsAnyPart()
{
    const QByteArray text = '[' + QByteArray(R"({"name":"va\"lue","n":[1,22,true]},)").repeated(900)
        + '"' + QByteArray(9'000, 'x') + "\"]";
    const JsonTokens tokens(text);
    const std::vector<JsonToken> all = tokens.between(0, text.size());
    QVERIFY(all.size() > 10'000);
    for (qsizetype begin = 0; begin < text.size(); begin += 97) {
        const qsizetype end = begin + 60;
        std::vector<JsonToken> wanted;
        std::copy_if(all.begin(), all.end(), std::back_inserter(wanted),
            [&](const JsonToken &token) { return token.end > begin && token.begin < end; });
        QVERIFY(tokens.between(begin, end) == wanted);
    }
    QVERIFY(tokens.between(text.size(), text.size() + 100).empty());
    QVERIFY(JsonTokens().between(0, 100).empty());
}

QTEST_GUILESS_MAIN(JsonFindTest)
#include "tst_jsonfind.moc"
