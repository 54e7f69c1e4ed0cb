// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontokens.h"
#include "inspect/json/textrows.h"

#include <QtGui/QTextLayout>
#include <QtWidgets/QAbstractScrollArea>

#include <algorithm>
#include <vector>

namespace broadcaster {

/// Text of any size to read, select and copy; wrapped at the width of the widget. Only the visible
/// part is laid out and coloured, and copied text is exactly the text that was set.
class RawText final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit RawText(QWidget *parent = nullptr);

    void setText(const QByteArray &text);
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] QByteArray selectedText() const;

    void selectAll();
    void copy() const; ///< Copies the selection; without one, all text.
    /// Marks the places, each of `size` bytes, until the next setText().
    void setMarks(std::vector<qsizetype> offsets, qsizetype size);
    void select(qsizetype begin, qsizetype end); ///< And shows its begin.
    [[nodiscard]] qsizetype selectionBegin() const { return std::min(m_anchor, m_cursor); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void wrap();
    void updateScrollBar();
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int visibleRows() const;
    [[nodiscard]] qsizetype offsetAt(const QPoint &point) const;
    /// The same place some rows up or down.
    [[nodiscard]] qsizetype movedByRows(int rows) const;
    /// -1 for keys that do not move.
    [[nodiscard]] qsizetype moved(const QKeyEvent &event) const;
    void moveTo(qsizetype offset, bool keepAnchor);
    void ensureVisible(qsizetype offset);
    void paintRow(QPainter &painter, int row, int y, const std::vector<JsonToken> &tokens) const;
    [[nodiscard]] QList<QTextLayout::FormatRange> formats(
        const ShownRow &shown, int row, const std::vector<JsonToken> &tokens) const;
    [[nodiscard]] QFont textFont() const;

    QByteArray m_text;
    TextRows m_rows;
    JsonTokens m_tokens;
    std::vector<qsizetype> m_marks;
    qsizetype m_markSize = 0;
    int m_columns = TextRows::MinColumns;
    qsizetype m_anchor = 0; ///< The selection is between this
    qsizetype m_cursor = 0; ///< and this.
};

} // namespace broadcaster
