// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsoneditor.h"

#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsonindent.h"
#include "ui/json/jsonerrortext.h"
#include "ui/json/jsonhighlighter.h"
#include "ui/theme/theme.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QTextBlock>

#include <algorithm>
#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int IndentColumns = 2;
constexpr std::chrono::milliseconds CheckDelay = 150ms;
constexpr std::chrono::milliseconds LargeCheckDelay = 500ms;
constexpr int LargeText = 200'000; ///< Characters.

JsonDialect plainJson()
{
    const auto fault = [](const QByteArray &text) -> std::optional<JsonFault> {
        const std::optional<JsonError> error = findJsonError(text);
        if (!error)
            return std::nullopt;
        return JsonFault { error->offset, jsonErrorText(*error, text) };
    };
    return { fault, [](const QByteArray &text) { return jsonIndented(text); } };
}

} // namespace

JsonEditor::JsonEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new JsonHighlighter(document(), palette()))
    , m_format(new QAction(tr("Format"), this))
    , m_dialect(plainJson())
{
    setObjectName(u"jsonEditor"_s);
    setAccessibleName(tr("Message to send"));
    setTabChangesFocus(true);
    setFont(fixedFont());
    setLineWrapMode(WidgetWidth);
    m_format->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_format->setShortcutContext(Qt::WidgetShortcut);
    m_format->setToolTip(tr("Indent the text anew (%1)")
                             .arg(m_format->shortcut().toString(QKeySequence::NativeText)));
    addAction(m_format);
    m_checkTimer.setSingleShot(true);
    connect(m_format, &QAction::triggered, this, &JsonEditor::format);
    connect(&m_checkTimer, &QTimer::timeout, this, &JsonEditor::check);
    connect(document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        // Colouring is reported as a change of no characters.
        if (removed == 0 && added == 0)
            return;
        m_checkTimer.start(document()->characterCount() > LargeText ? LargeCheckDelay : CheckDelay);
    });
    check();
}

void JsonEditor::setDialect(JsonDialect dialect)
{
    m_dialect = std::move(dialect);
    check();
}

void JsonEditor::setJson(const QByteArray &text)
{
    QString shown = QString::fromUtf8(text);
    // To the document these are line ends, and in a JSON string they must not become line ends.
    shown.replace(QChar::LineSeparator, u"\\u2028"_s);
    shown.replace(QChar::ParagraphSeparator, u"\\u2029"_s);
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(shown);
    moveCursor(QTextCursor::Start);
    check();
}

QByteArray JsonEditor::json() const
{
    // toPlainText() would turn no-break spaces into spaces.
    QString text = document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    text.replace(QChar::LineSeparator, u'\n');
    return text.toUtf8();
}

void JsonEditor::format()
{
    const QByteArray text = json();
    if (!m_dialect.fault(text))
        setJson(m_dialect.indented(text));
}

void JsonEditor::check()
{
    m_checkTimer.stop();
    const QByteArray text = json();
    m_error = m_dialect.fault(text);
    m_errorPosition = m_error
        ? static_cast<int>(QString::fromUtf8(text.first(m_error->offset)).size())
        : -1;
    markError();
    Q_EMIT checked();
}

void JsonEditor::markError()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_errorPosition >= 0 && document()->characterCount() > 1) {
        const int last = document()->characterCount() - 1;
        const int begin = std::min(m_errorPosition, last - 1);
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(begin);
        mark.cursor.setPosition(begin + 1, QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(Theme::of(palette()).bad);
        // A squiggle below one letter is easily overlooked.
        mark.format.setBackground(
            blended(Theme::of(palette()).bad, Theme::of(palette()).surface, 0.2));
        marks.append(mark);
    }
    setExtraSelections(marks);
}

void JsonEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier;
    if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return breakLine();
    if (event->modifiers() == Qt::ControlModifier) {
        if (event->key() == Qt::Key_BracketRight)
            return indentLines(true);
        if (event->key() == Qt::Key_BracketLeft)
            return indentLines(false);
    }
    QPlainTextEdit::keyPressEvent(event);
}

void JsonEditor::breakLine()
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    qsizetype indent = 0;
    while (indent < before.size() && before[indent] == u' ')
        ++indent;
    const QString trimmed = before.trimmed();
    if (trimmed.endsWith(u'{') || trimmed.endsWith(u'['))
        indent += IndentColumns;
    cursor.insertText(u'\n' + QString(indent, u' '));
    setTextCursor(cursor);
    ensureCursorVisible();
}

void JsonEditor::indentLines(bool deeper)
{
    QTextCursor cursor = textCursor();
    const QTextBlock last = document()->findBlock(std::max(cursor.position(), cursor.anchor()));
    QTextBlock block = document()->findBlock(std::min(cursor.position(), cursor.anchor()));
    QTextCursor edit(document());
    edit.beginEditBlock();
    for (; block.isValid() && block.blockNumber() <= last.blockNumber(); block = block.next()) {
        edit.setPosition(block.position());
        if (deeper) {
            edit.insertText(QString(IndentColumns, u' '));
            continue;
        }
        for (int i = 0; i < IndentColumns && block.text().startsWith(u' '); ++i)
            edit.deleteChar();
    }
    edit.endEditBlock();
}

void JsonEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter) {
        m_highlighter->setPalette(palette());
        markError();
    }
}

} // namespace broadcaster
