// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/rawtext.h"
#include "ui/json/rawview.h"
#include "ui/theme/theme.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>

#include <cmath>
#include <ctime>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class RawViewTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsRows_data();
    void cutsRows();
    void rowsCoverEveryByte();
    void showsEveryCharacter();
    void copiesExactBytes();
    void selectsByKeys();
    void selectsByMouse();
    void finds();
    void colours();
    void paintsLargeTextsSoon();
    void indents();
    void staysAtItsPlaceWhenResized();
};

namespace {

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

void RawViewTest::cutsRows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("rows");

    QTest::newRow("empty") << ""_ba << QByteArrayList { "" };
    QTest::newRow("short") << "abc"_ba << QByteArrayList { "abc" };
    QTest::newRow("breaks") << "a\n\nb\n"_ba << QByteArrayList { "a", "", "b", "" };
    QTest::newRow("full") << QByteArray(20, 'x') << QByteArrayList { QByteArray(20, 'x') };
    QTest::newRow("one more") << QByteArray(21, 'x') << QByteArrayList { QByteArray(20, 'x'), "x" };
    QTest::newRow("break after a full row")
        << QByteArray(20, 'x') + "\ny" << QByteArrayList { QByteArray(20, 'x'), "y" };
    QTest::newRow("wide letters") << QByteArray("\xe2\x82\xac").repeated(11)
                                  << QByteArrayList { QByteArray("\xe2\x82\xac").repeated(10),
                                         "\xe2\x82\xac" };
    QTest::newRow("no utf-8") << QByteArray(5, '\x80') << QByteArrayList { QByteArray(5, '\x80') };
}

void RawViewTest::cutsRows()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArrayList, rows);
    const TextRows cut(text, TextRows::MinColumns);
    QByteArrayList found;
    for (int row = 0; row < cut.count(); ++row)
        found += text.mid(cut.begin(row), cut.end(row) - cut.begin(row));
    QCOMPARE(found, rows);
}

void RawViewTest::rowsCoverEveryByte()
{
    QByteArray text;
    for (int i = 0; i < 5'000; ++i)
        text += static_cast<char>(i * 7 + i / 256);
    const TextRows rows(text, TextRows::MinColumns);
    QByteArray joined;
    for (int row = 0; row < rows.count(); ++row) {
        joined += text.mid(rows.begin(row), rows.end(row) - rows.begin(row));
        if (row + 1 < rows.count() && rows.end(row) < rows.begin(row + 1))
            joined += '\n';
        QCOMPARE(rows.rowOf(rows.begin(row)), row);
        const ShownRow shown(text, rows.begin(row), rows.end(row));
        QCOMPARE(static_cast<qsizetype>(shown.offsets.size()), shown.text.size() + 1);
    }
    QCOMPARE(joined, text);
}

void RawViewTest::showsEveryCharacter()
{
    const QByteArray text = "a\tb\r\x01\xf0\x9f\x98\x80z";
    const ShownRow row(text, 0, text.size());
    QCOMPARE(row.text, u"a    b\u240d\u2401\U0001F600z"_s);
    QCOMPARE(row.unitOf(text.indexOf('z')), static_cast<int>(row.text.size()) - 1);
    QCOMPARE(nextCharacter(text, 5), qsizetype(9));
    QCOMPARE(previousCharacter(text, 9), qsizetype(5));
}

void RawViewTest::copiesExactBytes()
{
    RawView view;
    const QByteArray wire = "{ \"a\":1.00,\t\"b\":\"\\u00e4\xc2\xa0\xe2\x80\xa8\" }\r\n";
    view.setText(wire);
    view.findChild<QPushButton *>(u"rawCopy"_s)->click();
    QCOMPARE(clipboard().toUtf8(), wire);
    QCOMPARE(view.textWidget()->text(), wire);
}

void RawViewTest::selectsByKeys()
{
    RawText text;
    text.resize(400, 200);
    text.show();
    text.setText("{\"a\":\"\xc3\xa4\xc3\xb6\"}\nnext");
    QTest::keyClick(&text, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(text.selectedText(), "{"_ba);
    QTest::keyClick(&text, Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(text.selectedText(), "{\"a\":\"\xc3\xa4\xc3\xb6\"}"_ba);
    QTest::keyClick(&text, Qt::Key_Down);
    QTest::keyClick(&text, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(text.selectedText(), "t"_ba);
    QTest::keyClick(&text, Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(&text, Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(text.selectedText(), text.text());
    QTest::keyClick(&text, Qt::Key_Up);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&text, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(!text.selectedText().contains('\n'));
    QTest::keySequence(&text, QKeySequence::SelectAll);
    QTest::keySequence(&text, QKeySequence::Copy);
    QCOMPARE(clipboard().toUtf8(), text.text());
}

void RawViewTest::selectsByMouse()
{
    RawText text;
    text.resize(400, 200);
    text.show();
    text.setText("{\"first\":\"second\"}");
    QTest::mouseDClick(text.viewport(), Qt::LeftButton, {}, QPoint(40, 14));
    QCOMPARE(text.selectedText(), "first"_ba);
    QTest::mousePress(text.viewport(), Qt::LeftButton, {}, QPoint(0, 14));
    QTest::mouseMove(text.viewport(), QPoint(390, 14));
    QTest::mouseRelease(text.viewport(), Qt::LeftButton, {}, QPoint(390, 14));
    QCOMPARE(text.selectedText(), text.text());
    QTest::mouseClick(text.viewport(), Qt::LeftButton, {}, QPoint(390, 190));
    QVERIFY(text.selectedText().isEmpty());
}

void RawViewTest::finds()
{
    RawView view;
    view.resize(400, 200);
    view.show();
    const QByteArray wire = "one Two " + QByteArray(20'000, '-') + " two "
        + QByteArray(20'000, '-');
    view.setText(wire);
    RawText &text = *view.textWidget();
    QCOMPARE(view.find("tw", FindStep::Here).number, 1);
    QCOMPARE(text.selectedText(), "Tw"_ba);
    QCOMPARE(view.find("two", FindStep::Here).number, 1);
    QCOMPARE(text.selectedText(), "Two"_ba);
    QCOMPARE(view.find("two", FindStep::Next).number, 2);
    QCOMPARE(text.selectedText(), "two"_ba);
    QVERIFY(text.verticalScrollBar()->value() > 0);
    QCOMPARE(view.find("two", FindStep::Next).number, 1);
    QCOMPARE(view.find("two", FindStep::Previous).number, 2);
    QCOMPARE(view.find("two", FindStep::Previous).count, 2);
    QCOMPARE(view.find("twox", FindStep::Here).count, 0);
    view.setText("two two two");
    QCOMPARE(view.find("two", FindStep::Here).count, 3);
}

void RawViewTest::colours()
{
    RawView view;
    view.resize(400, 200);
    view.show();
    view.setText(R"({"name":"text","number":12,"word":true})");
    // Letters are smoothed, which keeps their hue.
    const auto has = [&view](const QColor &colour, bool isExact) {
        constexpr int HueBlur = 20;
        constexpr int LeastSaturation = 40;
        const QImage image = view.grab().toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                const bool isHue = pixel.hsvSaturation() >= LeastSaturation
                    && std::abs(pixel.hsvHue() - colour.hsvHue()) <= HueBlur;
                if (isExact ? pixel == colour : isHue)
                    return true;
            }
        }
        return false;
    };
    const Theme &theme = Theme::of(view.palette());
    for (const QColor &colour : { theme.runtime, theme.ok, theme.warning, theme.admin })
        QVERIFY2(has(colour, false), qPrintable(colour.name()));
    const QColor mark = blended(theme.warning, theme.surface, 0.28);
    QVERIFY(!has(mark, true));
    view.find("name", FindStep::Here);
    view.find("number", FindStep::Here);
    view.textWidget()->select(0, 0);
    QVERIFY(has(mark, true));
    view.endFind();
    QVERIFY(!has(mark, true));
}

// Colouring reads a part of a large text, not all of it, whenever it is painted.
void RawViewTest::paintsLargeTextsSoon()
{
    RawText text;
    text.resize(800, 600);
    const QByteArray message = "[\"" + QByteArray("x\\\"").repeated(800'000) + "\","
        + QByteArray(R"({"name":"value","n":12},)").repeated(100'000) + "1]";
    text.setText(message);
    const std::clock_t begin = std::clock();
    constexpr int Paints = 20;
    for (int i = 0; i < Paints; ++i) {
        text.verticalScrollBar()->setValue(text.verticalScrollBar()->maximum() * i / Paints);
        text.grab();
    }
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
#ifdef __SANITIZE_ADDRESS__
    constexpr double MostForOne = 0.2; // Every access is checked.
#else
    constexpr double MostForOne = 0.05;
#endif
    QVERIFY2(seconds < Paints * MostForOne, qPrintable(QString::number(seconds)));
}

void RawViewTest::indents()
{
    RawView view;
    auto *box = view.findChild<QCheckBox *>(u"rawIndented"_s);
    view.setText("{\"a\":1.00}");
    box->setChecked(true);
    QCOMPARE(view.textWidget()->text(), "{\n  \"a\": 1.00\n}"_ba);
    view.setText("[1]");
    QCOMPARE(view.textWidget()->text(), "[\n  1\n]"_ba);
    view.setText("{\"a\":");
    QVERIFY(!box->isEnabled());
    QCOMPARE(view.textWidget()->text(), "{\"a\":"_ba);
    box->setChecked(false);
    view.setText("[1]");
    QCOMPARE(view.textWidget()->text(), "[1]"_ba);
}

void RawViewTest::staysAtItsPlaceWhenResized()
{
    RawText text;
    text.resize(400, 200);
    text.show();
    text.setText(QByteArray("0123456789").repeated(10'000));
    QScrollBar &bar = *text.verticalScrollBar();
    const double before = static_cast<double>(bar.maximum()) / 2;
    bar.setValue(bar.maximum() / 2);
    text.resize(800, 200);
    QVERIFY(bar.maximum() < before * 1.5);
    QVERIFY(std::abs(bar.value() - bar.maximum() / 2) < 20);
}

QTEST_MAIN(RawViewTest)
#include "tst_rawview.moc"
