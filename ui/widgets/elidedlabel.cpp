// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/elidedlabel.h"

#include "ui/base/plaintooltip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/lineheight.h"

#include <QtGui/QPainter>

namespace broadcaster {

ElidedLabel::ElidedLabel(Note::Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setToolTip(plainToolTip(text));
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    constexpr int Rounded = 2; // Otherwise a text of just that width may count as too long.
    return { fontMetrics().horizontalAdvance(m_text) + Rounded, minimumSizeHint().height() };
}

QSize ElidedLabel::minimumSizeHint() const
{
    return { 0, lineHeight(fontMetrics(), m_text) };
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(toneColour(m_tone, Theme::of(palette())));
    painter.drawText(rect(), Qt::AlignVCenter | m_alignment,
        fontMetrics().elidedText(m_text, Qt::ElideRight, width()));
}

} // namespace broadcaster
