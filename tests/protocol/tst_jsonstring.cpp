// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/jsonstring.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

/// Tests beyond tst_json, tst_systemmessages and tst_jsontext: all functions of the codec agree.
class JsonStringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escapeSizes_data();
    void escapeSizes();
    void keepsOtherBackslashes_data();
    void keepsOtherBackslashes();
    void readsWhatItWrites();
};

namespace {

std::string_view view(const QByteArray &bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

/// Letters, escapes, halves of pairs, in any neighbourhood.
QString randomText(QRandomGenerator &random)
{
    static constexpr std::array<char16_t, 16> Units { u'a', u'"', u'\\', u'/', u'u', u'\b', u'\f',
        u'\n', u'\r', u'\t', u'\0', u'\x1f', u'\x7f', u'\xe9', 0xd83d, 0xde00 };
    QString text;
    for (int left = random.bounded(12); left > 0; --left)
        text += QChar(Units.at(static_cast<std::size_t>(random.bounded(int(Units.size())))));
    return text;
}

} // namespace

void JsonStringTest::escapeSizes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("size");
    const auto row = [](const char *text, int size) {
        QTest::newRow(text) << QByteArray(text) << size;
    };
    for (const char *two :
        { "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\nabcdef" })
        row(two, 2);
    for (const char *six : { "\\u0000", "\\uFfFf", "\\ud83d\\ude00" })
        row(six, 6);
    for (const char *none : { "", "\\", "a", "n\\n", "\\a", "\\x41", "\\u", "\\u00", "\\u00g0 ",
             "\\U0041", "\\ u0041", "\\u 041" })
        row(none, 0);
}

void JsonStringTest::escapeSizes()
{
    QFETCH(const QByteArray, text);
    QTEST(jsonEscapeSize(view(text)), "size");
}

void JsonStringTest::keepsOtherBackslashes_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("backslash alone") << QByteArray("\\") << QByteArray("\\");
    QTest::newRow("backslash at the end") << QByteArray("a\\n\\") << QByteArray("a\n\\");
    QTest::newRow("no letter") << QByteArray("\\d\\n") << QByteArray("\\d\n");
    QTest::newRow("cut off") << QByteArray("\\u12") << QByteArray("\\u12");
    QTest::newRow("no digits") << QByteArray("\\u12x4\\t") << QByteArray("\\u12x4\t");
    QTest::newRow("half and a cut off one")
        << QByteArray("\\ud83d\\ude0") << QByteArray("\xef\xbf\xbd\\ude0");
}

void JsonStringTest::keepsOtherBackslashes()
{
    QFETCH(const QByteArray, raw);
    QTEST(jsonUnescaped(raw), "text");
    std::string out;
    appendUnescaped(out, view(raw));
    QTEST(QByteArray::fromStdString(out), "text");
}

void JsonStringTest::readsWhatItWrites()
{
    QRandomGenerator random(3);
    for (int i = 0; i < 20'000; ++i) {
        const QString text = randomText(random);
        const QByteArray quoted = jsonQuoted(text);
        const QByteArray utf8 = text.toUtf8(); // Halves of pairs become U+FFFD.
        const QByteArray context = quoted.toHex();
        QVERIFY2(jsonUnescaped(quoted.sliced(1).chopped(1)) == QString::fromUtf8(utf8).toUtf8()
                || !text.isValidUtf16(),
            context.constData());
        const QJsonDocument read = QJsonDocument::fromJson('[' + quoted + ']');
        QVERIFY2(
            read.array().at(0).toString() == text || !text.isValidUtf16(), context.constData());
        const QByteArray padded = quoted + QByteArray(16, '\0');
        QVERIFY2(areEscapesValid(view(padded).substr(0, view(quoted).size())), context.constData());
        for (const ControlEscapes escapes : { ControlEscapes::Numeric, ControlEscapes::Short }) {
            QByteArray json;
            appendJsonString(json, view(utf8), escapes);
            QVERIFY2(jsonUnescaped(json.sliced(1).chopped(1)) == utf8, context.constData());
        }
    }
}

QTEST_GUILESS_MAIN(JsonStringTest)
#include "tst_jsonstring.moc"
