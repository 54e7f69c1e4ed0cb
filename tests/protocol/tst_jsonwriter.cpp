// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonwriter.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class JsonWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesObjectsInArrays();
    void escapesText();
};

void JsonWriterTest::writesObjectsInArrays()
{
    JsonWriter json;
    json.beginObject();
    json.name("empty");
    json.beginArray();
    json.endArray();
    json.name("list");
    json.beginArray();
    for (int i = 0; i < 2; ++i) {
        json.beginObject();
        json.name("number");
        json.number(-i);
        json.name("flag");
        json.boolean(i == 0);
        json.endObject();
    }
    json.null();
    json.endArray();
    json.name("text");
    json.textOrNull(u"a"_s);
    json.name("none");
    json.textOrNull({});
    json.endObject();
    QCOMPARE(json.json(),
        R"({"empty":[],"list":[{"number":0,"flag":true},{"number":-1,"flag":false},null],"text":"a","none":null})"_ba);
}

void JsonWriterTest::escapesText()
{
    JsonWriter json;
    json.beginArray();
    json.text("\"\\\n\x7f\xc3\xa9"_ba);
    json.text("{["_ba); // Text that ends like an opening does not count as one.
    json.text(""_ba);
    json.endArray();
    QCOMPARE(json.json(), "[\"\\\"\\\\\\u000a\x7f\xc3\xa9\",\"{[\",\"\"]"_ba);
}

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "tst_jsonwriter.moc"
