// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/popup.h"

#include <QtGui/QPainter>
#include <QtGui/QScreen>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOption>

#include <algorithm>

namespace broadcaster {

PopUp::PopUp(QWidget *parent)
    : QDialog(parent, Qt::Popup)
{
}

void PopUp::paintEvent(QPaintEvent *event)
{
    QDialog::paintEvent(event);
    QStyleOption option;
    option.initFrom(this);
    option.state.setFlag(QStyle::State_HasFocus, false);
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_FrameMenu, &option, &painter, this);
}

void openAbove(QDialog &popUp, const QWidget &button)
{
    const QRect screen = button.screen()->availableGeometry();
    const QSize size = popUp.sizeHint();
    const QPoint corner = button.mapToGlobal(QPoint(0, -size.height()));
    popUp.move(std::clamp(corner.x(), screen.left(),
                   std::max(screen.left(), screen.right() - size.width())),
        std::max(corner.y(), screen.top()));
    popUp.show();
    popUp.activateWindow();
}

} // namespace broadcaster
