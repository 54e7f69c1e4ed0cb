// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filter.h"
#include "ui/json/jsontreemodel.h"
#include "ui/json/jsontreeplaces.h"
#include "ui/json/jsontreeview.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QScrollBar>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class JsonTreeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsValuesAsWritten();
    void isEmptyWithoutText();
    void findsChildrenInBatches();
    void staysAtItsPlace();
    void showsAScalar();
    void cutsLongValuesBetweenCharacters();
    void countsWhatIsCheapToCount();
    void namesFields_data();
    void namesFields();
    void filtersOnAValue_data();
    void filtersOnAValue();
    void copiesPathAndValue();
    void saysWhyItIsNoJson();
    void keepsWhatIsExpanded();
    void fetchesWhenScrolledToTheEnd();
    void expandsAllBelowWithinBounds();
    void putsThePayloadFirst();
    void keepsTheOrderWithoutAPayload_data();
    void keepsTheOrderWithoutAPayload();
    void remembersTheEnvelope();
    void collapsesAll();
    void findsOffsets();
    void finds();
};

namespace {

// Made after a text is set: a tester fetches while it still handles the reset, and trips over that.
constexpr auto Failing = QAbstractItemModelTester::FailureReportingMode::QtTest;

/// Finds an index along names and indexes; fetches everything on the way.
QModelIndex find(QAbstractItemModel &model, const QStringList &names)
{
    QModelIndex at;
    for (const QString &name : names) {
        model.fetchMore(at);
        QModelIndex next;
        for (int row = 0; row < model.rowCount(at); ++row) {
            if (model.index(row, JsonTreeModel::NameColumn, at).data().toString() == name)
                next = model.index(row, JsonTreeModel::NameColumn, at);
        }
        if (!next.isValid())
            return {};
        at = next;
    }
    return at;
}

QString valueAt(QAbstractItemModel &model, const QStringList &names)
{
    return find(model, names).siblingAtColumn(JsonTreeModel::ValueColumn).data().toString();
}

QByteArray arrayOf(int count, const QByteArray &element)
{
    return QByteArray('[' + QByteArray(element + ',').repeated(count - 1) + element + ']');
}

QAction *actionOf(const JsonTreeView &view, const QString &text)
{
    for (QAction *action : view.actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

void JsonTreeTest::showsValuesAsWritten()
{
    JsonTreeModel model;
    model.setText(R"({"id" : "a\u00e4\n", "n": 12345678901234567890.10,
        "o": {"x": [true, {}, []]}, "k\"ey": null})");
    const QAbstractItemModelTester tester(&model, Failing);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(valueAt(model, { u"id"_s }), uR"("a\u00e4\n")"_s);
    QCOMPARE(valueAt(model, { u"n"_s }), u"12345678901234567890.10"_s);
    QCOMPARE(valueAt(model, { uR"(k\"ey)"_s }), u"null"_s);
    QCOMPARE(valueAt(model, { u"o"_s }), u"{ 1 }"_s);
    QCOMPARE(valueAt(model, { u"o"_s, u"x"_s }), u"[ 3 ]"_s);
    QCOMPARE(valueAt(model, { u"o"_s, u"x"_s, u"0"_s }), u"true"_s);
    QCOMPARE(valueAt(model, { u"o"_s, u"x"_s, u"2"_s }), u"[ 0 ]"_s);
    QVERIFY(!model.hasChildren(find(model, { u"o"_s, u"x"_s, u"1"_s })));

    const QModelIndex id = find(model, { u"id"_s });
    QCOMPARE(id.data(JsonTreeModel::TextRole).toString(), u"a\u00e4\n"_s);
    QCOMPARE(id.data(JsonTreeModel::RawRole).toByteArray(), R"("a\u00e4\n")"_ba);
    QCOMPARE(jsonPathText(model.path(find(model, { u"o"_s, u"x"_s, u"2"_s }))), u"o.x[2]"_s);
}

void JsonTreeTest::isEmptyWithoutText()
{
    JsonTreeModel model;
    QVERIFY(!model.hasChildren());
    model.setText("[1]");
    QVERIFY(model.hasChildren());
    model.setText({});
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.hasChildren());
}

void JsonTreeTest::findsChildrenInBatches()
{
    JsonTreeModel model;
    constexpr int Count = 2 * JsonTreeModel::BatchSize + 5;
    model.setText("{\"a\":" + arrayOf(Count, R"({"b":1})") + '}');
    const QModelIndex array = find(model, { u"a"_s });
    QCOMPARE(model.rowCount(array), 0);
    QVERIFY(model.hasChildren(array));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QList<int> counts;
    while (model.hasMore(array)) {
        model.findMore(array);
        counts.append(model.rowCount(array));
    }
    QCOMPARE(counts, QList<int>({ JsonTreeModel::BatchSize, 2 * JsonTreeModel::BatchSize, Count }));
    QCOMPARE(inserted.size(), 3);
    const QModelIndex last = model.index(Count - 1, 0, array);
    QCOMPARE(jsonPathText(model.path(last)), u"a[2004]"_s);
    QCOMPARE(last.parent(), array);
    const QAbstractItemModelTester tester(&model, Failing);
}

void JsonTreeTest::showsAScalar()
{
    JsonTreeModel model;
    model.setText(" 1.50 ");
    const QAbstractItemModelTester tester(&model, Failing);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, JsonTreeModel::ValueColumn).data().toString(), u"1.50"_s);
    QVERIFY(model.path(model.index(0, 0)).isEmpty());
}

void JsonTreeTest::cutsLongValuesBetweenCharacters()
{
    JsonTreeModel model;
    const QByteArray letters = QByteArray("\xe2\x82\xac").repeated(1'000);
    model.setText("[\"" + letters + "\"]");
    const QString shown = model.index(0, JsonTreeModel::ValueColumn).data().toString();
    QVERIFY(shown.size() < JsonTreeModel::MaxShownBytes);
    QVERIFY(shown.endsWith(u"\u20ac\u2026"_s));
    QVERIFY(!shown.contains(QChar::ReplacementCharacter));
    QCOMPARE(
        model.index(0, 0).data(JsonTreeModel::TextRole).toString(), QString::fromUtf8(letters));
}

void JsonTreeTest::countsWhatIsCheapToCount()
{
    JsonTreeModel model;
    // Each level holds all levels below it: counting one by one would take quadratic time.
    constexpr int Levels = 100;
    const QByteArray large = '"' + QByteArray(1'000'000, 'x') + '"';
    model.setText(QByteArray("[1,").repeated(Levels) + large + QByteArray(Levels, ']'));
    int counted = 0;
    QModelIndex at;
    for (int level = 1; level < Levels; ++level) {
        model.fetchMore(at);
        at = model.index(1, 0, at);
        const QString shown = at.siblingAtColumn(JsonTreeModel::ValueColumn).data().toString();
        QVERIFY(shown == u"[ 2 ]"_s || shown == u"[ \u2026 ]"_s);
        counted += shown == u"[ 2 ]"_s ? 1 : 0;
    }
    QVERIFY(counted > 0 && counted < Levels / 2);
    // The matches found so far are known.
    model.setText(arrayOf(3, "[1,2]"));
    QCOMPARE(valueAt(model, { u"2"_s }), u"[ 2 ]"_s);
}

void JsonTreeTest::namesFields_data()
{
    QTest::addColumn<JsonPath>("path");
    QTest::addColumn<QString>("field");

    QTest::newRow("type") << JsonPath { "type"_ba } << u"type"_s;
    QTest::newRow("id") << JsonPath { "id"_ba } << u"id"_s;
    QTest::newRow("sender") << JsonPath { "from"_ba, "id"_ba } << u"from.id"_s;
    QTest::newRow("target") << JsonPath { "to"_ba, "type"_ba } << u"to.type"_s;
    QTest::newRow("payload") << JsonPath { "payload"_ba, "a b"_ba, qsizetype(1) }
                             << u"payload.\"a b\"[1]"_s;
    QTest::newRow("another member") << JsonPath { "from"_ba, "name"_ba } << u"message.from.name"_s;
    QTest::newRow("named like a field") << JsonPath { "size"_ba } << u"message.size"_s;
    QTest::newRow("element of the root") << JsonPath { qsizetype(2) } << u"message[2]"_s;
}

void JsonTreeTest::namesFields()
{
    QFETCH(const JsonPath, path);
    QFETCH(const QString, field);
    QCOMPARE(filterFieldOf(path), field);
}

void JsonTreeTest::filtersOnAValue_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("condition"); // Null: not offered

    QTest::newRow("string") << QStringList { u"Envelope"_s, u"type"_s } << u"type == \"a\\\"b\""_s;
    QTest::newRow("number") << QStringList { u"payload"_s, u"n"_s, u"1"_s }
                            << u"payload.n[1] == 2.50"_s;
    QTest::newRow("word") << QStringList { u"payload"_s, u"w"_s } << u"payload.w == null"_s;
    QTest::newRow("object") << QStringList { u"payload"_s } << QString();
}

void JsonTreeTest::filtersOnAValue()
{
    QFETCH(const QStringList, names);
    QFETCH(const QString, condition);
    JsonTreeView view;
    view.setText(R"({"type":"a\"b","payload":{"n":[1,2.50],"w":null}})");
    view.setCurrentIndex(find(*view.model(), names));
    QAction *filter = actionOf(view, u"Filter on this"_s);
    QAction *exclude = actionOf(view, u"Exclude this"_s);
    QCOMPARE(filter->isEnabled(), !condition.isNull());
    QSignalSpy filtered(&view, &JsonTreeView::filterRequested);
    QSignalSpy excluded(&view, &JsonTreeView::excludeRequested);
    filter->trigger();
    exclude->trigger();
    QCOMPARE(filtered.size(), condition.isNull() ? 0 : 1);
    QCOMPARE(excluded.size(), condition.isNull() ? 0 : 1);
    if (!condition.isNull()) {
        QCOMPARE(filtered[0][0].toString(), condition);
        QCOMPARE(excluded[0][0].toString(), condition);
    }
}

void JsonTreeTest::copiesPathAndValue()
{
    JsonTreeView view;
    view.setText(R"({"payload":{"b c":"x\ny"}})");
    view.setCurrentIndex(find(*view.model(), { u"payload"_s, u"b c"_s }));
    actionOf(view, u"Copy path"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"payload.\"b c\""_s);
    actionOf(view, u"Copy value"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"x\ny"_s);
}

void JsonTreeTest::saysWhyItIsNoJson()
{
    JsonTreeView view;
    view.setText("{\"a\":1,}");
    QCOMPARE(view.model()->rowCount(), 0);
    QVERIFY2(view.hint().contains(u"Line 1, column 8"_s), qPrintable(view.hint()));
    view.setText("{\"a\":1}");
    QCOMPARE(view.model()->rowCount(), 1);
}

void JsonTreeTest::keepsWhatIsExpanded()
{
    JsonTreeView view;
    view.resize(400, 400);
    view.show();
    view.setText(R"({"payload":{"a":{"x":1},"b":{"x":1}}})");
    QAbstractItemModel &model = *view.model();
    QVERIFY(view.isExpanded(find(model, { u"payload"_s, u"a"_s })));
    view.collapse(find(model, { u"payload"_s, u"a"_s }));
    view.setText(R"({"id":"2","payload":{"a":{"x":2},"b":{"x":2}}})");
    QVERIFY(!view.isExpanded(find(model, { u"payload"_s, u"a"_s })));
    QVERIFY(view.isExpanded(find(model, { u"payload"_s, u"b"_s })));

    // Large containers stay closed by themselves, and open where they were opened before.
    const QByteArray large = "{\"payload\":" + arrayOf(200, R"({"x":1})") + '}';
    view.setText(large);
    QVERIFY(!view.isExpanded(find(model, { u"payload"_s, u"150"_s })));
    view.expand(find(model, { u"payload"_s, u"150"_s }));
    view.setText(large + ' ');
    QVERIFY(view.isExpanded(find(model, { u"payload"_s, u"150"_s })));
    QVERIFY(!view.isExpanded(find(model, { u"payload"_s, u"149"_s })));
}

void JsonTreeTest::staysAtItsPlace()
{
    JsonTreeView view;
    view.resize(400, 200);
    view.show();
    const auto message = [](const QByteArray &value) {
        return QByteArray("{\"payload\":{\"list\":" + arrayOf(30, "1") + ",\"z\":" + value + "}}");
    };
    view.setText(message("1"));
    QAbstractItemModel &model = *view.model();
    view.setCurrentIndex(find(model, { u"payload"_s, u"z"_s }));
    const int scrolled = view.verticalScrollBar()->value();
    QVERIFY(scrolled > 0);
    view.setText(message("2"));
    QCOMPARE(view.currentIndex().siblingAtColumn(0), find(model, { u"payload"_s, u"z"_s }));
    QCOMPARE(view.verticalScrollBar()->value(), scrolled);
    view.setText("{");
    view.setText({});
    QVERIFY(view.hint().contains(u"No message"_s));
}

void JsonTreeTest::fetchesWhenScrolledToTheEnd()
{
    JsonTreeView view;
    view.resize(400, 300);
    view.show();
    constexpr int Count = 3 * JsonTreeModel::BatchSize;
    view.setText("{\"payload\":" + arrayOf(Count, "1") + '}');
    const QPersistentModelIndex payload = find(*view.model(), { u"payload"_s });
    QCOMPARE(view.model()->rowCount(payload), JsonTreeModel::BatchSize);
    for (int batch = 2; batch <= 3; ++batch) {
        view.scrollToBottom();
        QTRY_COMPARE(view.model()->rowCount(payload), batch * JsonTreeModel::BatchSize);
    }
}

void JsonTreeTest::expandsAllBelowWithinBounds()
{
    JsonTreeView view;
    view.resize(400, 300);
    view.show();
    QByteArray text = "1";
    for (int level = 0; level < 4; ++level)
        text = arrayOf(20, text);
    view.setText("{\"a\":{\"b\":{\"c\":[1]}},\"payload\":" + text + '}');
    QAbstractItemModel &model = *view.model();
    view.collapse(find(model, { u"Envelope"_s, u"a"_s, u"b"_s, u"c"_s }));
    view.setCurrentIndex(find(model, { u"Envelope"_s, u"a"_s }));
    actionOf(view, u"Expand all below"_s)->trigger();
    QVERIFY(view.isExpanded(find(model, { u"Envelope"_s, u"a"_s, u"b"_s, u"c"_s })));

    view.setCurrentIndex(find(model, { u"payload"_s }));
    actionOf(view, u"Expand all below"_s)->trigger();
    QVERIFY(view.isExpanded(find(model, { u"payload"_s, u"0"_s, u"0"_s })));
    QVERIFY(!view.isExpanded(find(model, { u"payload"_s, u"19"_s, u"19"_s, u"19"_s })));
}

void JsonTreeTest::putsThePayloadFirst()
{
    JsonTreeModel model;
    model.setFoldsEnvelope(true);
    model.setText(R"({"from":{"id":"a"},"payload":{"x":[1]},"type":"docs"})");
    const QAbstractItemModelTester tester(&model, Failing);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), u"payload"_s);
    const QModelIndex envelope = model.envelope();
    QCOMPARE(envelope.row(), 1);
    QVERIFY(envelope.data(JsonTreeModel::EnvelopeRole).toBool());
    QCOMPARE(envelope.siblingAtColumn(1).data().toString(), u"from, type"_s);
    QCOMPARE(model.rowCount(envelope), 2);
    QVERIFY(model.path(envelope).isEmpty());
    const QModelIndex id = find(model, { u"Envelope"_s, u"from"_s, u"id"_s });
    QCOMPARE(jsonPathText(model.path(id)), u"from.id"_s);
    QCOMPARE(nearestIndex(model, model.path(id)), id);
    const QModelIndex x = find(model, { u"payload"_s, u"x"_s, u"0"_s });
    QCOMPARE(jsonPathText(model.path(x)), u"payload.x[0]"_s);
    QCOMPARE(nearestIndex(model, model.path(x)), x);
}

void JsonTreeTest::keepsTheOrderWithoutAPayload_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("first");

    QByteArray many = "{";
    for (int i = 0; i < JsonTreeModel::BatchSize + 1; ++i)
        many += "\"m" + QByteArray::number(i) + "\":1,";
    QTest::newRow("no payload") << R"({"type":"a","to":{}})"_ba << u"type"_s;
    QTest::newRow("only a payload") << R"({"payload":1})"_ba << u"payload"_s;
    QTest::newRow("an array") << R"(["payload","b"])"_ba << u"0"_s;
    QTest::newRow("very many members") << many + R"("payload":1})" << u"m0"_s;
}

void JsonTreeTest::keepsTheOrderWithoutAPayload()
{
    QFETCH(const QByteArray, text);
    JsonTreeModel model;
    model.setFoldsEnvelope(true);
    model.setText(text);
    QTEST(model.index(0, 0).data().toString(), "first");
    QVERIFY(!model.envelope().isValid());
}

void JsonTreeTest::remembersTheEnvelope()
{
    JsonTreeView view;
    QSignalSpy toggled(&view, &JsonTreeView::envelopeToggled);
    const auto isOpen = [&view] { return view.isExpanded(view.model()->index(1, 0)); };
    view.setText(R"({"payload":{"a":1},"type":"docs"})");
    QVERIFY(view.isExpanded(view.model()->index(0, 0)));
    QVERIFY(!isOpen());
    view.expand(view.model()->index(1, 0));
    QCOMPARE(toggled.size(), 1);
    QVERIFY(view.isEnvelopeExpanded());
    view.setText(R"({"type":"other","payload":{"a":1}})");
    QVERIFY(isOpen());
    view.setEnvelopeExpanded(false);
    QVERIFY(!isOpen());
}

void JsonTreeTest::collapsesAll()
{
    JsonTreeView view;
    view.setText(R"({"payload":{"a":{"b":1}},"type":"docs"})");
    QVERIFY(view.isExpanded(view.model()->index(0, 0)));
    actionOf(view, u"Collapse all"_s)->trigger();
    QVERIFY(!view.isExpanded(view.model()->index(0, 0)));
    view.setText(R"({"payload":{"a":{"b":2}},"type":"docs"})");
    QVERIFY(!view.isExpanded(view.model()->index(0, 0)));
    view.expandAllRows();
    const QModelIndex payload = view.model()->index(0, 0);
    QVERIFY(view.isExpanded(payload));
    QVERIFY(view.isExpanded(view.model()->index(0, 0, payload)));
}

void JsonTreeTest::findsOffsets()
{
    const QByteArray text = R"({ "from": {"id":"a"}, "payload": {"list": [)"
        + QByteArray("1,").repeated(2 * JsonTreeModel::BatchSize) + R"("end"]} })";
    JsonTreeModel model;
    model.setFoldsEnvelope(true);
    model.setText(text);
    const auto pathAt = [&](const QByteArray &piece) {
        return jsonPathText(model.path(indexAtOffset(model, text.indexOf(piece))));
    };
    QCOMPARE(pathAt("\"id"), u"from.id"_s);
    QCOMPARE(pathAt("\"a\""), u"from.id"_s);
    QCOMPARE(pathAt("\"end"), u"payload.list[2000]"_s);
    QCOMPARE(pathAt("[1"), u"payload.list"_s);
    QCOMPARE(indexAtOffset(model, text.indexOf("\"id")).column(), int(JsonTreeModel::NameColumn));
    QCOMPARE(indexAtOffset(model, text.indexOf("\"a\"")).column(), int(JsonTreeModel::ValueColumn));
    QVERIFY(model.path(indexAtOffset(model, 0)).isEmpty());
    for (const QByteArray piece : { "\"id", "\"a\"", "\"end" })
        QCOMPARE(model.offset(indexAtOffset(model, text.indexOf(piece))), text.indexOf(piece));
}

void JsonTreeTest::finds()
{
    JsonTreeView view;
    view.resize(400, 200);
    view.show();
    view.setText(R"({"type":"Anna","payload":{"deep":{"er":["x","anna","b"]},"anna":1}})");
    QList<QString> paths;
    for (const FindStep step :
        { FindStep::Here, FindStep::Next, FindStep::Next, FindStep::Previous }) {
        const FindTarget::Result result = view.find("anna", step);
        QCOMPARE(result.count, 3);
        paths.append(QString::number(result.number) + u' '
            + jsonPathText(view.currentIndex().data(JsonTreeModel::PathRole).value<JsonPath>()));
    }
    // The payload is chosen at first, although the envelope is before it on the wire.
    QCOMPARE(paths,
        (QStringList {
            u"2 payload.deep.er[1]"_s, u"3 payload.anna"_s, u"1 type"_s, u"3 payload.anna"_s }));
    QVERIFY(!view.isEnvelopeExpanded()); // It was opened for this place only.
    QCOMPARE(view.find("nothing", FindStep::Here).count, 0);
}

QTEST_MAIN(JsonTreeTest)
#include "tst_jsontree.moc"
