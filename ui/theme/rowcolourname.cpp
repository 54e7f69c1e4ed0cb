// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/rowcolourname.h"

#include "server/api/check.h"
#include "ui/theme/theme.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QPainter>
#include <QtGui/QPixmap>

namespace broadcaster {

namespace {

/// Context of the texts translated here, outside any QObject.
struct ColourWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ColourRuleRow)
};

} // namespace

QString rowColourName(RowColour colour)
{
    switch (colour) {
    case RowColour::Red:
        return ColourWords::tr("Red");
    case RowColour::Orange:
        return ColourWords::tr("Orange");
    case RowColour::Yellow:
        return ColourWords::tr("Yellow");
    case RowColour::Green:
        return ColourWords::tr("Green");
    case RowColour::Teal:
        return ColourWords::tr("Teal");
    case RowColour::Blue:
        return ColourWords::tr("Blue");
    case RowColour::Violet:
        return ColourWords::tr("Violet");
    case RowColour::Grey:
        return ColourWords::tr("Grey");
    }
    return unreachable(QString());
}

QIcon rowColourSwatch(RowColour colour)
{
    constexpr int Size = 16;
    constexpr int Inset = 2;
    QPixmap pixmap(Size, Size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.fillRect(
        pixmap.rect().adjusted(Inset, Inset, -Inset, -Inset), rowColour(colour, Theme::current()));
    return pixmap;
}

} // namespace broadcaster
