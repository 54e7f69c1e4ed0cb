// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsondiff.h"
#include "ui/json/compareview.h"

#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTreeWidget>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class JsonDiffTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void stopsAtTheBound();
    void comparesDeepText();
    void viewShowsDifferences();
    void viewNamesTheRemedy();
};

namespace {

QString described(const JsonDifferences &differences)
{
    QStringList lines;
    for (const JsonDifference &one : differences.list) {
        const QString path = jsonPathText(one.path);
        const QString left = QString::fromUtf8(one.left);
        const QString right = QString::fromUtf8(one.right);
        switch (one.kind) {
        case JsonDifference::Kind::Added:
            lines += u"+"_s + path + u"="_s + right;
            break;
        case JsonDifference::Kind::Removed:
            lines += u"-"_s + path + u"="_s + left;
            break;
        case JsonDifference::Kind::Changed:
            lines += path + u": "_s + left + u" > "_s + right;
            break;
        }
    }
    return lines.join(u'|');
}

} // namespace

void JsonDiffTest::finds_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QString>("found");

    QTest::newRow("same") << R"({"a":[1,{}]})"_ba
                          << R"({"a":[1,{}]})"_ba << u""_s;
    QTest::newRow("space") << R"({"a":[1,{}]})"_ba
                           << R"({ "a" : [ 1 , { } ] })"_ba << u""_s;
    QTest::newRow("order") << R"({"a":1,"b":2})"_ba
                           << R"({"b":2,"a":1})"_ba << u""_s;
    QTest::newRow("escapes") << R"({"\u0061":"\u00e4"})"_ba
                             << "{\"a\":\"\xc3\xa4\"}"_ba << u""_s;
    QTest::newRow("number") << "[1.0]"_ba
                            << "[1.00]"_ba << u"[0]: 1.0 > 1.00"_s;
    QTest::newRow("kind") << R"({"a":1})"_ba
                          << R"({"a":"1"})"_ba << u"a: 1 > \"1\""_s;
    QTest::newRow("members") << R"({"a":1,"b":2})"_ba
                             << R"({"b":3,"c":4})"_ba << u"-a=1|b: 2 > 3|+c=4"_s;
    QTest::newRow("elements") << "[1,2]"_ba
                              << "[1,3,4]"_ba << u"[1]: 2 > 3|+[2]=4"_s;
    QTest::newRow("fewer elements") << "[1,2]"_ba
                                    << "[]"_ba << u"-[0]=1|-[1]=2"_s;
    QTest::newRow("inner") << R"({"p":{"a":[{"x":1},{"y":2}]}})"_ba
                           << R"({"p":{"a":[{"x":2},{"y":2,"z":[]}]}})"_ba
                           << u"p.a[0].x: 1 > 2|+p.a[1].z=[]"_s;
    QTest::newRow("repeated name") << R"({"a":1,"a":2})"_ba
                                   << R"({"a":1,"a":3})"_ba << u""_s;
    QTest::newRow("root") << "1"_ba
                          << "[1]"_ba << u": 1 > [1]"_s;
}

void JsonDiffTest::finds()
{
    QFETCH(const QByteArray, left);
    QFETCH(const QByteArray, right);
    QFETCH(const QString, found);
    const JsonDifferences differences = jsonDifferences(left, right);
    QCOMPARE(described(differences), found);
    QVERIFY(!differences.isCut);
}

void JsonDiffTest::stopsAtTheBound()
{
    constexpr auto Bound = static_cast<int>(JsonDifferences::MaxCount);
    const auto list = [](int count, const QByteArray &element) {
        return QByteArray('[' + QByteArray(element + ',').repeated(count - 1) + element + ']');
    };
    const JsonDifferences most = jsonDifferences(list(Bound, "1"), list(Bound, "2"));
    QCOMPARE(most.list.size(), JsonDifferences::MaxCount);
    QVERIFY(!most.isCut);
    const JsonDifferences more = jsonDifferences(list(Bound + 1, "1"), list(Bound + 1, "2"));
    QCOMPARE(more.list.size(), JsonDifferences::MaxCount);
    QVERIFY(more.isCut);
}

void JsonDiffTest::comparesDeepText()
{
    constexpr int Depth = 1'000;
    const auto deep = [](const QByteArray &inner) {
        return QByteArray(QByteArray(Depth, '[') + inner + QByteArray(Depth, ']'));
    };
    const QByteArray left = deep("1");
    const QByteArray right = deep("2");
    const JsonDifferences differences = jsonDifferences(left, right);
    QCOMPARE(differences.list.size(), 1);
    QCOMPARE(differences.list[0].path.size(), Depth);
}

void JsonDiffTest::viewShowsDifferences()
{
    CompareView view;
    view.show();
    view.setMarked(R"({"a":1,"b":2})", u"first"_s);
    view.setCurrent(R"({"a":1,"b":3,"c":4})", u"second"_s);
    auto *table = view.findChild<QTreeWidget *>(u"compareTable"_s);
    QVERIFY(table->isVisible());
    QCOMPARE(table->topLevelItemCount(), 2);
    QStringList row;
    for (int column = 0; column < table->columnCount(); ++column)
        row += table->topLevelItem(0)->text(column);
    QCOMPARE(row, QStringList({ u"b"_s, u"changed"_s, u"2"_s, u"3"_s }));
    const QString summary = view.findChild<QLabel *>(u"compareSummary"_s)->text();
    QVERIFY2(summary.contains(u"first"_s) && summary.contains(u"second"_s), qPrintable(summary));
}

void JsonDiffTest::viewNamesTheRemedy()
{
    CompareView view;
    view.show();
    auto *hint = view.findChild<QLabel *>(u"compareHint"_s);
    const auto says = [hint](const QString &words) {
        return hint->isVisible() && hint->text().contains(words);
    };
    QVERIFY(says(u"Mark a message first"_s));
    view.setMarked("{\"a\":1}", u"100 % of %1"_s);
    QVERIFY(says(u"100 % of %1"_s));
    view.setCurrent("{ \"a\": 1 }", u"%2 again"_s);
    QVERIFY(says(u"No differences"_s) && says(u"100 % of %1"_s) && says(u"%2 again"_s));
    view.setCurrent("{\"a\":", u"broken"_s);
    QVERIFY(says(u"not JSON"_s));
    view.setCurrent(
        '"' + QByteArray(static_cast<int>(CompareView::MaxComparedBytes), 'x') + '"', u"big"_s);
    QVERIFY(says(u"too large"_s));
    view.clear();
    QVERIFY(says(u"Mark a message first"_s));
}

QTEST_MAIN(JsonDiffTest)
#include "tst_jsondiff.moc"
