// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/colourrulesdialog.h"

#include "tests/support/contrast.h"
#include "tests/support/trafficbatches.h"
#include "ui/theme/theme.h"
#include "ui/traffic/rowcolours.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ColourRulesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreLegible_data();
    void textsAreLegible();
    void settingsKeepThem_data();
    void settingsKeepThem();
    void theFirstRuleWins();
    void looksAtPaintedRowsOnly();
    void followsChangedDeliveries();
    void paintsRowsAndSelection();
    void dialogShowsFaultsAtTheField();
    void dialogOrdersAndRemoves();
    void dialogIsBounded();
};

namespace {

ColourRule rule(const QString &filter, RowColour colour = RowColour::Red, bool isEnabled = true)
{
    return { {}, filter, colour, isEnabled };
}

QString ruleNameAt(const RowColours &colours, int row)
{
    const ColourRule *found = colours.ruleAt(row);
    return found ? found->shownName() : QString();
}

} // namespace

void ColourRulesTest::textsAreLegible_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<int>("colour");
    for (const bool isDark : { false, true }) {
        for (int i = 0; i < RowColourCount; ++i)
            QTest::addRow(
                "%s, %s", rowColourKey(static_cast<RowColour>(i)), isDark ? "dark" : "light")
                << isDark << i;
    }
}

void ColourRulesTest::textsAreLegible()
{
    QFETCH(bool, isDark);
    QFETCH(int, colour);
    const Theme &theme = isDark ? Theme::dark() : Theme::light();
    const QColor ground = rowGround(static_cast<RowColour>(colour), theme);
    constexpr double Legible = 4.5;
    for (const QColor &text : { theme.text, theme.dim, theme.ok, theme.warning, theme.bad,
             theme.runtime, theme.dataAgent, theme.admin, theme.system }) {
        QVERIFY2(contrast(text, ground) >= Legible,
            qPrintable(
                u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(contrast(text, ground))));
    }
    constexpr double Visible = 1.1; // The strip tells the rule where tints look alike.
    QVERIFY(contrast(ground, theme.surface) >= Visible);
    constexpr double Strip = 2.0;
    QVERIFY(contrast(rowColour(static_cast<RowColour>(colour), theme), theme.surface) >= Strip);
    QVERIFY(contrast(rowColour(static_cast<RowColour>(colour), theme), theme.selection) >= Strip);
}

void ColourRulesTest::settingsKeepThem_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<int>("count");
    QList<ColourRule> many(MaxColourRules + 1, rule(u"a"_s));
    QTest::newRow("none") << QStringList() << 0;
    QTest::newRow("too many") << colourRuleLines(many) << int(MaxColourRules);
    QTest::newRow("odd lines") << QStringList { u"on"_s, u"on\tred\tname"_s, u"on\tred\tname\t"_s,
        u"x\tpink\t\ta"_s } << 1;
    QTest::newRow("long") << QStringList { u"on\tred\t\t"_s + QString(4001, u'x') } << 0;
}

void ColourRulesTest::settingsKeepThem()
{
    QFETCH(QStringList, lines);
    QFETCH(int, count);
    QCOMPARE(colourRulesOf(lines).size(), count);
    for (int i = 0; i < RowColourCount; ++i) {
        const ColourRule each { u"a name"_s, u"text ~ \"a\tb\""_s, static_cast<RowColour>(i),
            i % 2 == 0 };
        QCOMPARE(colourRulesOf(colourRuleLines({ each })), QList<ColourRule> { each });
    }
}

void ColourRulesTest::theFirstRuleWins()
{
    TrafficStore store({});
    TrafficModel model;
    model.setStore(&store);
    RowColours colours(model);
    store.append(*numberedBatch(0, 10));
    QVERIFY(!colours.ruleAt(0));
    colours.setRules({ rule(u"payload < 2"_s), rule(u"payload >"_s),
        rule(u"payload == 5"_s, RowColour::Blue, false), rule(u"payload < 6"_s) });
    QCOMPARE(ruleNameAt(colours, 1), u"payload < 2"_s);
    QCOMPARE(ruleNameAt(colours, 5), u"payload < 6"_s); // The one before is off.
    QVERIFY(!colours.ruleAt(6));
    QVERIFY(model.index(5, 0).data(Qt::ToolTipRole).toString().isEmpty()
        || !model.index(5, 0).data(Qt::ToolTipRole).toString().contains(u"rule"_s));
    model.setColours(&colours);
    QVERIFY(
        model.index(5, 0).data(Qt::ToolTipRole).toString().endsWith(u"Colour rule: payload < 6"_s));
    model.setColours(nullptr);
    model.setStore(nullptr);
}

void ColourRulesTest::looksAtPaintedRowsOnly()
{
    TrafficStore store({});
    TrafficModel model;
    model.setStore(&store);
    auto *colours = new RowColours(model);
    model.setColours(colours);
    colours->setRules({ rule(u"payload < 1000"_s) });
    TrafficView view(model);
    view.resize(900, 400);
    view.show();
    store.append(*numberedBatch(0, 50'000));
    QCoreApplication::processEvents();
    view.grab();
    const quint64 first = colours->lookedAt();
    QVERIFY2(first > 0 && first < 50, qPrintable(QString::number(first)));
    view.grab();
    QCOMPARE(colours->lookedAt(), first); // Once for each row.
    view.verticalScrollBar()->setValue(0);
    view.grab();
    QVERIFY(colours->lookedAt() < 100);
    model.setStore(nullptr);
}

void ColourRulesTest::followsChangedDeliveries()
{
    const ClientId slow = ClientId::fromText("41d00000-0000-4000-8000-000000000002");
    TrafficStore store({});
    TrafficModel model;
    model.setStore(&store);
    RowColours colours(model);
    colours.setRules({ rule(u"delivered == queued"_s) });
    store.append(*numberedBatch(0, 3));
    QVERIFY(!colours.ruleAt(1));
    store.append(*BatchMaker()
                      .change({ 2, slow, ClientType::DataAgent, DeliveryState::Queued, false })
                      .batch());
    QVERIFY(colours.ruleAt(1));
    model.setFilter(std::get<Filter>(Filter::parse(u"payload == 1"_s)));
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(colours.ruleAt(0)); // The same message in another row.
    model.setStore(nullptr);
}

void ColourRulesTest::paintsRowsAndSelection()
{
    TrafficStore store({});
    TrafficModel model;
    model.setStore(&store);
    auto *colours = new RowColours(model);
    model.setColours(colours);
    colours->setRules({ rule(u"payload == 1"_s, RowColour::Green) });
    TrafficView view(model);
    view.resize(900, 400);
    view.show();
    store.append(*numberedBatch(0, 3));
    QCoreApplication::processEvents();
    const Theme &theme = Theme::current();
    const auto colourAt = [&view](int row, int fromRight) {
        const QImage image = view.viewport()->grab().toImage();
        const int y = view.rowViewportPosition(row) + 2;
        return QColor(image.pixel(view.viewport()->width() - fromRight, y));
    };
    constexpr int InTheStrip = 3;
    constexpr int InTheRow = 12;
    QCOMPARE(colourAt(1, InTheRow), rowGround(RowColour::Green, theme));
    QCOMPARE(colourAt(1, InTheStrip), rowColour(RowColour::Green, theme));
    QCOMPARE(colourAt(0, InTheRow), theme.surface);
    view.select(1);
    QCOMPARE(colourAt(1, InTheRow), theme.selection);
    QCOMPARE(colourAt(1, InTheStrip), rowColour(RowColour::Green, theme));
    model.setStore(nullptr);
}

void ColourRulesTest::dialogShowsFaultsAtTheField()
{
    ColourRulesDialog dialog({ rule(u"a"_s) }, nullptr);
    dialog.show();
    auto *apply = dialog.findChild<QPushButton *>(u"applyRules"_s);
    auto *filter = dialog.findChild<QLineEdit *>(u"ruleFilter"_s);
    auto *fault = dialog.findChild<QLabel *>(u"ruleFault"_s);
    QVERIFY(apply->isEnabled());
    QVERIFY(fault->isHidden());
    filter->setText(u"size >"_s);
    QVERIFY(!apply->isEnabled());
    QVERIFY(fault->isVisible() && !fault->text().isEmpty());
    QCOMPARE(filter->accessibleDescription(), fault->text());
    filter->setText(u"size > 4KiB"_s);
    QVERIFY(apply->isEnabled());
    filter->clear();
    QVERIFY(!apply->isEnabled());
    dialog.findChild<QToolButton *>(u"ruleRemove"_s)->click();
    QVERIFY(apply->isEnabled());
    QVERIFY(dialog.rules().isEmpty());
    QVERIFY(dialog.findChild<QLabel *>(u"rulesNote"_s)->isVisible());
}

void ColourRulesTest::dialogOrdersAndRemoves()
{
    ColourRulesDialog dialog(
        { rule(u"a"_s), rule(u"b"_s, RowColour::Blue, false), rule(u"c"_s) }, nullptr);
    dialog.show();
    const auto filters = [&dialog] {
        QStringList all;
        for (const ColourRule &each : dialog.rules())
            all.append(each.filter);
        return all.join(u' ');
    };
    const QList<QToolButton *> up = dialog.findChildren<QToolButton *>(u"ruleUp"_s);
    const QList<QToolButton *> down = dialog.findChildren<QToolButton *>(u"ruleDown"_s);
    QVERIFY(!up[0]->isEnabled());
    QVERIFY(!down[2]->isEnabled());
    up[2]->click();
    QCOMPARE(filters(), u"a c b"_s);
    down[0]->click();
    QCOMPARE(filters(), u"c a b"_s);
    dialog.findChildren<QToolButton *>(u"ruleRemove"_s)[0]->click();
    QCOMPARE(filters(), u"c b"_s);
    QCOMPARE(dialog.rules()[1], rule(u"b"_s, RowColour::Blue, false));
    dialog.addRule(u"type == \"x\""_s);
    QCOMPARE(dialog.rules()[2], rule(u"type == \"x\""_s, RowColour::Orange));
    dialog.findChildren<QCheckBox *>(u"ruleEnabled"_s).constLast()->setChecked(false);
    QVERIFY(!dialog.rules()[2].isEnabled);
}

void ColourRulesTest::dialogIsBounded()
{
    ColourRulesDialog dialog(QList<ColourRule>(MaxColourRules - 1, rule(u"a"_s)), nullptr);
    dialog.show();
    auto *add = dialog.findChild<QPushButton *>(u"addRule"_s);
    QVERIFY(add->isEnabled());
    dialog.addRule(u"b"_s);
    QVERIFY(!add->isEnabled());
    QCOMPARE(dialog.findChild<QLabel *>(u"rulesNote"_s)->text(), u"There is room for 30 rules."_s);
    dialog.addRule(u"c"_s);
    QCOMPARE(dialog.rules().size(), MaxColourRules);
}

QTEST_MAIN(ColourRulesTest)
#include "tst_colourrules.moc"
