// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/statusdot.h"

#include "ui/theme/theme.h"

#include <QtGui/QPainter>

namespace broadcaster {

namespace {

constexpr int Size = 10;

} // namespace

StatusDot::StatusDot(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(Size, Size);
}

void StatusDot::setTone(Note::Tone tone)
{
    m_tone = tone;
    update();
}

void StatusDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColour(m_tone, Theme::of(palette())));
    painter.drawEllipse(rect());
}

} // namespace broadcaster
