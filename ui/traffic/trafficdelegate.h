// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/traffictext.h"

#include <QtGui/QFontMetrics>
#include <QtWidgets/QStyledItemDelegate>

namespace broadcaster {

struct Theme;
class TrafficModel;

/// Left and right of the text of a cell and of its header.
inline constexpr int TrafficCellPadding = 8;

/// Paints the cells of a TrafficModel, and the parts of a whole row.
class TrafficDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TrafficDelegate(QObject *parent = nullptr);

    /// Measures the present fonts: call it when the application's font changes.
    void fitFonts();
    /// Width of a column with usual contents.
    [[nodiscard]] int usualWidth(int column) const;

    /// Widens the column Delivered if a long text of the row needs it. True if it got wider.
    bool growFor(const TrafficRow &row);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The bar at its left that shows its kind, and the line for messages missing above.
    void paintRow(QPainter &painter, const QRect &row, const TrafficModel &model, int number) const;

private:
    struct Face {
        QFont font;
        QFontMetrics metrics;
    };
    struct Cell;

    [[nodiscard]] int deliveredWidth(const QString &text) const;
    void paintColumn(const Cell &cell, const QModelIndex &index) const;
    void paintTime(const Cell &cell) const;
    void paintDelta(const Cell &cell) const;
    void paintParty(const Cell &cell, const Party &party) const;
    void paintType(const Cell &cell) const;
    void paintDelivered(const Cell &cell) const;
    void paintReply(const Cell &cell) const;
    [[nodiscard]] QRect paintNote(const Cell &cell) const;
    void paintPreview(const Cell &cell) const;
    /// Cut off with an ellipsis where it does not fit.
    static void paintText(const Cell &cell, const Face &face, const QRect &rect,
        const QString &text, const QColor &colour, Qt::AlignmentFlag align = Qt::AlignLeft);

    Face m_words;
    Face m_strong;
    Face m_quiet; ///< Italic.
    Face m_fixed;
    int m_grownDelivered = 0; ///< Widest text of the column Delivered so far, in pixels.
    qsizetype m_longestDelivered = 0; ///< Characters of the longest text that was measured.
};

} // namespace broadcaster
