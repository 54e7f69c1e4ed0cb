// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

namespace broadcaster {

/// A chart over slots of time with one figure each. Draws the axes, and describes in words the slot
/// under the mouse, or the one chosen by keyboard: Left, Right, Page Up and Down, Home and End.
class Chart : public QWidget {
    Q_OBJECT

public:
    Chart(const QString &name, QWidget *parent);

    /// Written in the middle while there is no figure to draw. Empty: the figures are drawn.
    void setMessage(const QString &message);
    [[nodiscard]] const QString &message() const { return m_message; }

    /// The slot of the mouse, else of the keyboard while the chart has the focus; -1: none.
    [[nodiscard]] int activeSlot() const;
    /// The whole height of the plot, as wide as one slot.
    [[nodiscard]] QRectF slotArea(int slot) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    /// The layout of the drawing; the same while neither size, font nor figures change.
    struct Plot {
        QRectF area;
        QList<double> ticks;
        [[nodiscard]] double y(double value) const;
    };
    struct Words {
        QString when;
        QString figure;
    };

    [[nodiscard]] virtual int slotCount() const = 0;
    /// Earlier slots are unknown and cannot be chosen.
    [[nodiscard]] virtual int firstSlot() const { return 0; }
    [[nodiscard]] virtual int largeStep() const = 0; ///< Slots of Page Up and Page Down.
    [[nodiscard]] virtual double value(int slot) const = 0;
    /// A figure of the axis, with its unit if it has one.
    [[nodiscard]] virtual QString tickText(double value) const;
    [[nodiscard]] virtual Words words(int slot) const = 0;
    /// The slot that is described while none is active; -1: none.
    [[nodiscard]] virtual int restingSlot() const { return -1; }
    virtual void paintTimes(QPainter &painter, const Plot &plot) const = 0;
    virtual void paintFigures(QPainter &painter, const Plot &plot) const = 0;

    [[nodiscard]] Plot plot() const;
    /// Between two labels: more than between two words.
    [[nodiscard]] int labelGap() const;
    /// One label under the plot, centred on `x` as far as it fits into the widget.
    void paintTime(QPainter &painter, const Plot &plot, double x, const QString &text) const;
    /// Tells screen readers the chosen slot. Call it when its figure changes, too.
    void announce();

    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] int slotAt(QPointF position) const;
    void choose(int slot);
    void hover(int slot);
    void paintAxis(QPainter &painter, const Plot &plot) const;
    void paintCallout(QPainter &painter, const Plot &plot, int slot) const;

    QString m_message;
    int m_chosen = -1;
    int m_hovered = -1;
};

} // namespace broadcaster
