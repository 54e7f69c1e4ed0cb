// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsoneditor.h"
#include "ui/json/jsonerrortext.h"
#include "ui/theme/theme.h"

#include <QtGui/QAction>
#include <QtGui/QTextBlock>
#include <QtGui/QTextLayout>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class JsonEditorTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhereTheErrorIs_data();
    void saysWhereTheErrorIs();
    void marksWhileTyping();
    void keepsTextAsItIs();
    void formats();
    void breaksLinesWithIndentation();
    void indentsLines();
    void tabLeaves();
    void colours();
};

namespace {

/// The colour of the first line's character at the position.
QColor colourAt(const JsonEditor &editor, int position)
{
    const QList<QTextLayout::FormatRange> formats
        = editor.document()->firstBlock().layout()->formats();
    for (const QTextLayout::FormatRange &range : formats) {
        if (position >= range.start && position < range.start + range.length)
            return range.format.foreground().color();
    }
    return {};
}

} // namespace

void JsonEditorTest::saysWhereTheErrorIs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");

    QTest::newRow("first line") << "{\"a\":1,}"_ba << u"Line 1, column 8: a name"_s;
    QTest::newRow("third line") << "{\n\"a\":1\n  \"b\":2}"_ba << u"Line 3, column 3: a comma"_s;
    QTest::newRow("behind letters")
        << "[\"\xc3\xa4\xf0\x9f\x98\x80\" x]"_ba << u"Line 1, column 8: a comma"_s;
    QTest::newRow("end") << "[1,\n"_ba << u"Line 2, column 1: the text ends"_s;
    QTest::newRow("empty") << ""_ba << u"Line 1, column 1: there is no text"_s;
}

void JsonEditorTest::saysWhereTheErrorIs()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, words);
    JsonEditor editor;
    editor.setJson(text);
    QVERIFY(editor.error());
    QVERIFY2(editor.errorText().startsWith(words), qPrintable(editor.errorText()));
}

void JsonEditorTest::marksWhileTyping()
{
    JsonEditor editor;
    QSignalSpy checked(&editor, &JsonEditor::checked);
    editor.setJson("{\"a\": 1}");
    QVERIFY(!editor.error());
    QVERIFY(editor.extraSelections().isEmpty());
    editor.moveCursor(QTextCursor::End);
    checked.clear();
    QTest::keyClicks(&editor, u" x"_s);
    QVERIFY(!editor.error());
    QTRY_COMPARE(checked.size(), 1);
    QVERIFY(editor.error());
    QCOMPARE(editor.extraSelections().size(), 1);
    const QTextEdit::ExtraSelection mark = editor.extraSelections().constFirst();
    QCOMPARE(mark.cursor.selectedText(), u"x"_s);
    QCOMPARE(mark.format.underlineStyle(), QTextCharFormat::WaveUnderline);
    QTest::keyClick(&editor, Qt::Key_Backspace);
    QTRY_VERIFY(!editor.error());
    QVERIFY(editor.extraSelections().isEmpty());
}

void JsonEditorTest::keepsTextAsItIs()
{
    JsonEditor editor;
    const QByteArray text = "{\n  \"a\" : \"\xc2\xa0\\u00e4\xe4\xbd\xa0\",\t\"n\":1.00 }\n";
    editor.setJson(text);
    QCOMPARE(editor.json(), text);
    // The document would make these line ends, and the text invalid.
    editor.setJson("\"a\xe2\x80\xa8\xe2\x80\xa9z\"");
    QCOMPARE(editor.json(), "\"a\\u2028\\u2029z\""_ba);
    QVERIFY(!editor.error());
}

void JsonEditorTest::formats()
{
    JsonEditor editor;
    editor.setJson("{\"a\":[1.00]}");
    editor.show();
    editor.activateWindow();
    editor.setFocus();
    QTRY_VERIFY(editor.hasFocus());
    QTest::keyClick(&editor, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(editor.json(), "{\n  \"a\": [\n    1.00\n  ]\n}"_ba);
    editor.undo();
    QCOMPARE(editor.json(), "{\"a\":[1.00]}"_ba);
    editor.setJson("{\"a\":");
    editor.formatAction()->trigger();
    QCOMPARE(editor.json(), "{\"a\":"_ba);
}

void JsonEditorTest::breaksLinesWithIndentation()
{
    JsonEditor editor;
    QTest::keyClicks(&editor, u"{"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, u"\"a\": 1"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, u"x"_s);
    QCOMPARE(editor.json(), "{\n  \"a\": 1\n  x"_ba);
}

void JsonEditorTest::indentsLines()
{
    JsonEditor editor;
    editor.setJson("a\n b\nc");
    QTextCursor cursor = editor.textCursor();
    cursor.movePosition(QTextCursor::Down, QTextCursor::KeepAnchor);
    editor.setTextCursor(cursor);
    QTest::keyClick(&editor, Qt::Key_BracketRight, Qt::ControlModifier);
    QCOMPARE(editor.json(), "  a\n   b\nc"_ba);
    QTest::keyClick(&editor, Qt::Key_BracketLeft, Qt::ControlModifier);
    QTest::keyClick(&editor, Qt::Key_BracketLeft, Qt::ControlModifier);
    QCOMPARE(editor.json(), "a\nb\nc"_ba);
}

void JsonEditorTest::tabLeaves()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *editor = new JsonEditor;
    auto *next = new QLineEdit;
    layout->addWidget(editor);
    layout->addWidget(next);
    window.show();
    window.activateWindow();
    editor->setFocus();
    QTRY_VERIFY(editor->hasFocus());
    QTest::keyClick(editor, Qt::Key_Tab);
    QVERIFY(next->hasFocus());
    QCOMPARE(editor->json(), ""_ba);
}

void JsonEditorTest::colours()
{
    JsonEditor editor;
    editor.show();
    editor.setJson("{\"a\\\"\": \"b\", \"n\": -1.5e3, \"t\": true}");
    const Theme &theme = Theme::of(editor.palette());
    QTRY_COMPARE(colourAt(editor, 1), theme.runtime);
    QCOMPARE(colourAt(editor, 5), theme.runtime);
    QCOMPARE(colourAt(editor, 9), theme.ok);
    const auto place = [&editor](const QString &text) {
        return static_cast<int>(editor.toPlainText().indexOf(text));
    };
    QCOMPARE(colourAt(editor, place(u"-1.5"_s)), theme.warning);
    QCOMPARE(colourAt(editor, place(u"true"_s)), theme.admin);
    QCOMPARE(colourAt(editor, 0), theme.dim);
}

QTEST_MAIN(JsonEditorTest)
#include "tst_jsoneditor.moc"
