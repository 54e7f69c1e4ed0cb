// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/ownedrow.h"
#include "ui/base/uisettings.h"
#include "ui/filter/filterbox.h"
#include "ui/filter/filtercompleter.h"
#include "ui/filter/filteredit.h"
#include "ui/theme/style.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class FilterBoxTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void suggests_data();
    void suggests();
    void looksAtFewMessages();
    void appliesWhatIsTyped();
    void appliesAtOnceOnReturn();
    void keepsTheLastValidFilter();
    void showsTheBeginningOfALongFilter();
    void escapeClears();
    void clearButtonClears();
    void joinsConditions();
    void dropsAWrongFilterForACondition();
    void completesByTab();
    void completesByChoice();
    void returnMeansWhatIsWritten();
    void escapeClosesThePopupFirst();
    void remembers();
    void offersHistory();
    void countsAgainOnReturn();
    void isAccessible();

private:
    [[nodiscard]] FilterEdit *edit() const { return m_box->findChild<FilterEdit *>(u"filter"_s); }
    [[nodiscard]] QLabel *reason() const { return m_box->findChild<QLabel *>(u"filterError"_s); }
    [[nodiscard]] QAbstractItemView *popup() const
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->objectName() == u"filterPopup"_s)
                return qobject_cast<QAbstractItemView *>(widget);
        }
        return nullptr;
    }
    [[nodiscard]] QStringList offered() const
    {
        QStringList texts;
        for (int row = 0; row < popup()->model()->rowCount(); ++row)
            texts.append(popup()->model()->index(row, 0).data().toString());
        return texts;
    }
    void type(const QString &text) { QTest::keyClicks(edit(), text); }

    std::unique_ptr<FilterBox> m_box;
};

namespace {

/// Three messages; the last has another type.
RecentRows someRows()
{
    return [](const std::function<bool(const TrafficRow &)> &visit) {
        OwnedRow row;
        row.setSender("8f1c0000-0000-4000-8000-00000000002b");
        for (const char *message : {
                 R"({"type":"get_docs","payload":{"count":7,"a b":"x","list":[{"deep":true}]}})",
                 R"({"type":"get_docs","payload":{"count":8,"name":"ann"}})",
                 R"({"type":"graphql","payload":5})",
             }) {
            row.message = message;
            if (!visit(row.row()))
                return;
        }
    };
}

} // namespace

void FilterBoxTest::init()
{
    m_box = std::make_unique<FilterBox>();
    m_box->setRecentRows(someRows());
    m_box->resize(600, 80);
    m_box->show();
    m_box->activateWindow();
    m_box->setFocus();
    QTRY_VERIFY(edit()->hasFocus());
}

void FilterBoxTest::suggests_data()
{
    QTest::addColumn<QString>("text"); // Up to the cursor; a | marks text behind it.
    QTest::addColumn<QStringList>("some"); // The first suggestions, in this order.
    QTest::addColumn<qsizetype>("position");

    QTest::newRow("nothing typed") << u"|"_s << QStringList() << qsizetype { 0 };
    QTest::newRow("fields") << u"ty|"_s << QStringList { u"type"_s, u"from.type"_s, u"to.type"_s }
                            << qsizetype { 0 };
    QTest::newRow("after &&") << u"a && siz|"_s << QStringList { u"size"_s } << qsizetype { 5 };
    QTest::newRow("in parentheses")
        << u"(proj|"_s << QStringList { u"project"_s } << qsizetype { 1 };
    QTest::newRow("operators") << u"type |"_s
                               << QStringList { u"=="_s, u"!="_s, u"contains"_s, u"~"_s, u"&&"_s }
                               << qsizetype { 5 };
    QTest::newRow("operators of a size")
        << u"size |"_s << QStringList { u"=="_s, u"!="_s, u">"_s } << qsizetype { 5 };
    QTest::newRow("an operator in part")
        << u"type cont|"_s << QStringList { u"contains"_s } << qsizetype { 5 };
    QTest::newRow("values") << u"type == |"_s << QStringList { u"\"get_docs\""_s, u"\"graphql\""_s }
                            << qsizetype { 8 };
    QTest::newRow("values in part")
        << u"type == gr|"_s << QStringList { u"\"graphql\""_s } << qsizetype { 8 };
    QTest::newRow("values in quotes")
        << u"type == \"gr|"_s << QStringList { u"\"graphql\""_s } << qsizetype { 8 };
    QTest::newRow("kinds") << u"kind != |"_s << QStringList { u"routed"_s, u"broadcast"_s }
                           << qsizetype { 8 };
    QTest::newRow("roles") << u"from.type == sys|"_s << QStringList { u"\"system\""_s }
                           << qsizetype { 13 };
    QTest::newRow("senders") << u"from.id == |"_s
                             << QStringList { u"\"8f1c0000-0000-4000-8000-00000000002b\""_s }
                             << qsizetype { 11 };
    QTest::newRow("receivers") << u"delivered == |"_s << QStringList { u"nobody"_s }
                               << qsizetype { 13 };
    QTest::newRow("members") << u"payload.|"_s
                             << QStringList { u"payload.count"_s, u"payload.\"a b\""_s,
                                    u"payload.list"_s, u"payload.name"_s }
                             << qsizetype { 0 };
    QTest::newRow("members in part")
        << u"payload.na|"_s << QStringList { u"payload.name"_s } << qsizetype { 0 };
    QTest::newRow("elements") << u"payload.list[0].|"_s << QStringList { u"payload.list[0].deep"_s }
                              << qsizetype { 0 };
    QTest::newRow("members of the message")
        << u"message.|"_s << QStringList { u"message.type"_s, u"message.payload"_s }
        << qsizetype { 0 };
    QTest::newRow("values of members")
        << u"payload.count == |"_s << QStringList { u"7"_s, u"8"_s } << qsizetype { 17 };
    QTest::newRow("after a condition")
        << u"type == a |"_s << QStringList { u"&&"_s, u"||"_s } << qsizetype { 10 };
    QTest::newRow("after a word") << u"graphql |"_s << QStringList { u"&&"_s, u"||"_s }
                                  << qsizetype { 8 };
    QTest::newRow("behind a string") << u"type == \"a\"|"_s << QStringList() << qsizetype { 0 };
    QTest::newRow("complete") << u"project|"_s << QStringList() << qsizetype { 0 };
    QTest::newRow("inside of a word") << u"ty|pe"_s << QStringList() << qsizetype { 0 };
    QTest::newRow("inside of a search") << u"\"ty|"_s << QStringList() << qsizetype { 0 };
}

void FilterBoxTest::suggests()
{
    QFETCH(QString, text);
    QFETCH(QStringList, some);
    FilterCompleter completer;
    completer.setRecentRows(someRows());
    const qsizetype cursor = text.indexOf(u'|');
    const FilterSuggestions found = completer.at(text.remove(cursor, 1), cursor, false);
    QStringList texts;
    for (const FilterSuggestions::Item &item : found.items)
        texts.append(item.text);
    if (some.isEmpty()) {
        QCOMPARE(texts, some);
        return;
    }
    QCOMPARE(texts.mid(0, some.size()), some);
    QTEST(found.position, "position");
    QCOMPARE(found.position + found.length, cursor);
}

void FilterBoxTest::looksAtFewMessages()
{
    FilterCompleter completer;
    int visited = 0;
    completer.setRecentRows([&](const std::function<bool(const TrafficRow &)> &visit) {
        OwnedRow row;
        row.message = R"({"type":"same"})";
        while (visit(row.row()))
            ++visited;
    });
    QCOMPARE(completer.at(u"type == "_s, 8, false).items.size(), 1);
    QVERIFY(visited < FilterCompleter::MaxRows);
}

void FilterBoxTest::appliesWhatIsTyped()
{
    QSignalSpy changed(m_box.get(), &FilterBox::filterChanged);
    type(u"graphql"_s);
    QCOMPARE(changed.size(), 0); // Not at every letter.
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_box->filter().text(), u"graphql"_s);
}

void FilterBoxTest::appliesAtOnceOnReturn()
{
    QSignalSpy changed(m_box.get(), &FilterBox::filterChanged);
    type(u"abc"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_box->filter().text(), u"abc"_s);
}

void FilterBoxTest::keepsTheLastValidFilter()
{
    m_box->setFilterText(u"type == a"_s);
    QSignalSpy changed(m_box.get(), &FilterBox::filterChanged);
    m_box->setFilterText(u"  type == a && "_s);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(m_box->filter().text(), u"type == a"_s);
    QVERIFY(reason()->isVisible());
    QCOMPARE(reason()->text(), u"After && a condition must follow."_s);
    QCOMPARE(edit()->toolTip(), reason()->text());
    QCOMPARE(edit()->accessibleDescription(), reason()->text());
    QVERIFY(edit()->property(InvalidProperty).toBool());

    m_box->setFilterText(u"type == a && b"_s);
    QCOMPARE(changed.size(), 1);
    QVERIFY(!reason()->isVisible());
    QVERIFY(!edit()->property(InvalidProperty).toBool());
    QVERIFY(edit()->toolTip().isEmpty());
}

void FilterBoxTest::showsTheBeginningOfALongFilter()
{
    const QString text = u"from.id == \"8f1c\""_s
        + QString(u" || from.id == \"720c\""_s).repeated(30);
    edit()->clearFocus();
    m_box->setFilterText(text);
    QCOMPARE(edit()->cursorPosition(), 0);
    edit()->setFocus();
    m_box->setFilterText(text + u" || a"_s);
    QCOMPARE(edit()->cursorPosition(), edit()->text().size());
}

void FilterBoxTest::escapeClears()
{
    m_box->setFilterText(u"a &&"_s);
    QSignalSpy changed(m_box.get(), &FilterBox::filterChanged);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(m_box->filterText(), QString());
    QVERIFY(!reason()->isVisible());
    m_box->setFilterText(u"a"_s);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(changed.size(), 2);
    QVERIFY(m_box->filter().isEmpty());
}

void FilterBoxTest::clearButtonClears()
{
    auto *button = m_box->findChild<QToolButton *>(u"filterClear"_s);
    QVERIFY(!button->isVisible());
    m_box->setFilterText(u"a"_s);
    QVERIFY(button->isVisible());
    button->click();
    QVERIFY(m_box->filter().isEmpty());
    QVERIFY(!button->isVisible());
}

void FilterBoxTest::joinsConditions()
{
    QSignalSpy changed(m_box.get(), &FilterBox::filterChanged);
    m_box->setFilterText(u"a || b"_s);
    m_box->addCondition(u"type == \"x\""_s);
    QCOMPARE(m_box->filterText(), u"(a || b) && type == \"x\""_s);
    m_box->excludeCondition(u"kind == ping"_s);
    QCOMPARE(m_box->filterText(), u"(a || b) && type == \"x\" && kind != ping"_s);
    QCOMPARE(changed.size(), 3);
    QCOMPARE(m_box->history().size(), 2);
}

void FilterBoxTest::dropsAWrongFilterForACondition()
{
    m_box->setFilterText(u"good"_s);
    m_box->setFilterText(u"good && ("_s);
    m_box->addCondition(u"b"_s);
    QCOMPARE(m_box->filterText(), u"good && b"_s);
}

void FilterBoxTest::completesByTab()
{
    type(u"del"_s);
    QVERIFY(popup()->isVisible());
    QTest::keyClick(edit(), Qt::Key_Tab);
    QCOMPARE(m_box->filterText(), u"delivered"_s);
    QVERIFY(!popup()->isVisible());
    QVERIFY(edit()->hasFocus());
    type(u" == par"_s);
    QTest::keyClick(edit(), Qt::Key_Tab);
    QCOMPARE(m_box->filterText(), u"delivered == partly"_s);
    QTRY_COMPARE(m_box->filter().text(), u"delivered == partly"_s);
}

void FilterBoxTest::completesByChoice()
{
    type(u"type == "_s);
    QCOMPARE(offered(), (QStringList { u"\"get_docs\""_s, u"\"graphql\""_s }));
    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Return);
    QCOMPARE(m_box->filterText(), u"type == \"graphql\""_s);
    QVERIFY(!popup()->isVisible());
}

void FilterBoxTest::returnMeansWhatIsWritten()
{
    type(u"si"_s);
    QVERIFY(popup()->isVisible());
    QTest::keyClick(popup(), Qt::Key_Return);
    QCOMPARE(m_box->filter().text(), u"si"_s);
    QVERIFY(!popup()->isVisible());
}

void FilterBoxTest::escapeClosesThePopupFirst()
{
    type(u"si"_s);
    QTest::keyClick(popup(), Qt::Key_Escape);
    QVERIFY(!popup()->isVisible());
    QCOMPARE(m_box->filterText(), u"si"_s);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(m_box->filterText(), QString());
}

void FilterBoxTest::remembers()
{
    QSignalSpy remembered(m_box.get(), &FilterBox::historyChanged);
    const auto use = [this](const QString &text) {
        m_box->setFilterText(text);
        QTest::keyClick(edit(), Qt::Key_Return);
    };
    use(u"a"_s);
    use(u"b"_s);
    use(u"b &&"_s); // Wrong filters are not kept.
    use(u"a"_s);
    QCOMPARE(m_box->history(), (QStringList { u"a"_s, u"b"_s }));
    QCOMPARE(remembered.size(), 3);
    for (int i = 0; i < 2 * MaxFilterHistory; ++i)
        use(u"n%1"_s.arg(i));
    QCOMPARE(m_box->history().size(), MaxFilterHistory);
    QCOMPARE(m_box->history().constFirst(), u"n%1"_s.arg(2 * MaxFilterHistory - 1));
}

void FilterBoxTest::offersHistory()
{
    QTest::keyClick(edit(), Qt::Key_Down); // There is no history yet.
    QVERIFY(popup() == nullptr || !popup()->isVisible());
    m_box->setHistory({ u"type == a"_s, u"b"_s });
    QSignalSpy changed(m_box.get(), &FilterBox::filterChanged);
    QTest::keyClick(edit(), Qt::Key_Down);
    QCOMPARE(offered(), m_box->history());
    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_box->filter().text(), u"type == a"_s);

    m_box->findChild<QToolButton *>(u"filterHistory"_s)->click();
    QCOMPARE(offered(), m_box->history());
    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Return);
    QCOMPARE(m_box->filterText(), u"b"_s); // Replaces the present text.
}

void FilterBoxTest::countsAgainOnReturn()
{
    m_box->setFilterText(u"time > -5m"_s);
    QSignalSpy changed(m_box.get(), &FilterBox::filterChanged);
    m_box->setFilterText(u"time > -5m "_s);
    QCOMPARE(changed.size(), 0);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
}

void FilterBoxTest::isAccessible()
{
    for (const QWidget *widget : m_box->findChildren<QWidget *>()) {
        if (qobject_cast<const FilterEdit *>(widget) || qobject_cast<const QToolButton *>(widget))
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(FilterBoxTest)
#include "tst_filterbox.moc"
