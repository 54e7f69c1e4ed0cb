// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/sequence/sequenceline.h"
#include "ui/base/clienttext.h"

#include <QtGui/QFont>
#include <QtGui/QFontMetrics>

class QPainter;

namespace broadcaster {

struct Theme;

/// A lane as it is drawn.
struct SequenceLaneWords {
    ClientLabel label;
    QString below; ///< Type or project; may be empty.
    bool isBroker = false;
};

/// Draws the parts of a sequence diagram: for the window, and for the files. The left edge of the
/// lanes is at x = 0; whoever draws translates.
class SequencePainter final {
public:
    explicit SequencePainter(const Theme &theme);

    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    [[nodiscard]] int headerHeight() const { return m_headerHeight; }
    /// Width of the column with the times.
    [[nodiscard]] int timeWidth() const { return m_timeWidth; }
    /// Width of a lane so that they fill `room`, within bounds.
    [[nodiscard]] int laneWidth(int room, int lanes) const;

    /// Lanes that are outside of [first, end) are not drawn.
    struct Lanes {
        const QList<SequenceLaneWords> &words;
        int width = 0;
        int first = 0;
        int end = 0;
        int left = 0; ///< Labels stay between `left` and `right` where they can.
        int right = 0;
    };
    void paintHeader(QPainter &painter, const Lanes &lanes) const;
    void paintLifelines(QPainter &painter, const Lanes &lanes, int top, int bottom) const;
    void paintTime(QPainter &painter, const SequenceLine &line, int top) const;
    void paintLine(QPainter &painter, const Lanes &lanes, const SequenceLine &line, int top,
        const QColor &ground) const;

private:
    [[nodiscard]] static int middle(const Lanes &lanes, int lane)
    {
        return lanes.width * lane + lanes.width / 2;
    }
    [[nodiscard]] QColor colourOf(const Lanes &lanes, const SequenceLine &line) const;
    void paintHead(QPainter &painter, const SequenceLine &line, const SequenceLine::Head &head,
        QPoint tip, int direction) const;
    void paintStub(QPainter &painter, const SequenceLine &line, QPoint from, int length) const;
    void paintLabel(QPainter &painter, const Lanes &lanes, const SequenceLine &line, int top,
        const QColor &ground) const;

    const Theme &m_theme;
    QFont m_words;
    QFont m_fixed;
    QFont m_small;
    QFontMetrics m_wordMetrics;
    QFontMetrics m_fixedMetrics;
    QFontMetrics m_smallMetrics;
    int m_rowHeight;
    int m_headerHeight;
    int m_timeWidth;
};

} // namespace broadcaster
