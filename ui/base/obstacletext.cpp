// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/obstacletext.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QAction>
#include <QtWidgets/QWidget>

namespace broadcaster {

namespace {

/// Context of the texts translated here, outside any QObject.
struct ObstacleWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ObstacleText)
};

} // namespace

QString obstacleText(Obstacle obstacle)
{
    switch (obstacle) {
    case Obstacle::None:
        break;
    case Obstacle::NoLink:
        return ObstacleWords::tr("There is no connection to the broker.");
    case Obstacle::NoRight:
        return ObstacleWords::tr(
            "The key of this window allows looking only. Connect with the service key.");
    case Obstacle::NotKnown:
        return ObstacleWords::tr("The broker is of a version that does not have this.");
    }
    return {};
}

void setAllowed(QAction &action, bool isUseful, Obstacle obstacle)
{
    action.setEnabled(isUseful && obstacle == Obstacle::None);
    action.setToolTip(obstacleText(obstacle));
}

void setAllowed(QWidget &widget, bool isUseful, Obstacle obstacle)
{
    widget.setEnabled(isUseful && obstacle == Obstacle::None);
    widget.setToolTip(obstacleText(obstacle));
}

} // namespace broadcaster
