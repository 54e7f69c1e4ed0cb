// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/hairline.h"

#include "ui/theme/theme.h"

#include <QtGui/QPainter>

namespace broadcaster {

Hairline::Hairline(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(1);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::of(palette()).line);
}

} // namespace broadcaster
