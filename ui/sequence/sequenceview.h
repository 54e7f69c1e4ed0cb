// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/sequence/sequencepainter.h"

#include <QtWidgets/QAbstractScrollArea>

#include <optional>

namespace broadcaster {

class SequenceModel;

/// A sequence diagram: a lane for each client, a row for each message. Draws the rows in sight and
/// no others. Follows the newest message until the user scrolls up.
class SequenceView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    /// The model outlives it.
    explicit SequenceView(SequenceModel &model, QWidget *parent = nullptr);
    ~SequenceView() override;

    /// Does not emit chosen(). Scrolls there if it is among the rows.
    void select(std::optional<quint64> sequence);
    [[nodiscard]] std::optional<quint64> chosenSequence() const { return m_chosen; }
    void scrollToEnd();
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    /// The row at a point of the viewport; -1: none.
    [[nodiscard]] int rowAt(const QPoint &point) const;
    /// The lanes as they are drawn.
    [[nodiscard]] QList<SequenceLaneWords> laneWords() const;

Q_SIGNALS:
    void chosen(quint64 sequence);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void noteInserted(int first, int last);
    void noteRemoved(int first, int last);
    void fit();
    void fitLanes();
    void choose(int row);
    void reveal(int row);
    void describe(int row);
    [[nodiscard]] QString tipAt(const QPoint &point);
    [[nodiscard]] int laneAt(int x) const;

    SequenceModel &m_model;
    std::unique_ptr<SequencePainter> m_painter;
    QList<SequenceLaneWords> m_words;
    int m_laneWidth = 0;
    std::optional<quint64> m_chosen;
    bool m_isFollowing = true;
    bool m_isAdjusting = false; ///< Set while the view itself moves the scroll bar.
};

} // namespace broadcaster
