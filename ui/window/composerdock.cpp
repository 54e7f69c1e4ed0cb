// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/composerdock.h"

#include "ui/base/obstacletext.h"
#include "ui/composer/composer.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/note.h"

#include <QtGui/QAction>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ComposerDock::ComposerDock(Composer &composer, QMainWindow &window)
    : QDockWidget(tr("Composer"), &window)
    , m_composer(composer)
    , m_go(new QAction(themedIcon("compose"), tr("&Composer"), this))
    , m_obstacle(new Note(Note::Tone::Warning, this))
{
    setObjectName(u"composerDock"_s);
    setFeatures(DockWidgetClosable | DockWidgetMovable);
    setAllowedAreas(Qt::RightDockWidgetArea | Qt::BottomDockWidgetArea);
    m_obstacle->setObjectName(u"composerObstacle"_s);
    m_obstacle->setContentsMargins(2 * LayoutStep, LayoutStep, 2 * LayoutStep, 0);
    m_obstacle->setShown({});
    auto *all = new QWidget(this);
    auto *rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_obstacle);
    rows->addWidget(&m_composer, 1);
    setWidget(all);
    window.addDockWidget(Qt::RightDockWidgetArea, this);
    hide();
    toggleViewAction()->setText(tr("S&how the composer"));
    toggleViewAction()->setObjectName(u"actionComposer"_s);
    m_go->setObjectName(u"actionGoToComposer"_s);
    connect(m_go, &QAction::triggered, this, &ComposerDock::goThereOrBack);
    connect(this, &QDockWidget::visibilityChanged, this, &ComposerDock::changed);
    connect(this, &QDockWidget::dockLocationChanged, this, &ComposerDock::changed);
    connect(qApp, &QApplication::focusChanged, this, &ComposerDock::noteFocus);
    for (QAbstractButton *button : findChildren<QAbstractButton *>()) {
        if (button->parent() == this && button->accessibleName().isEmpty())
            button->setAccessibleName(tr("Close the composer"));
    }
}

void ComposerDock::showInFront()
{
    show();
    raise();
}

void ComposerDock::setObstacle(Obstacle obstacle)
{
    m_obstacle->setShown(obstacleText(obstacle));
    m_composer.setEnabled(obstacle == Obstacle::None);
}

void ComposerDock::goThereOrBack()
{
    if (!holds(QApplication::focusWidget())) {
        showInFront();
        m_composer.takeFocus();
        return;
    }
    QWidget *back = m_before && m_before->isVisible()
        ? m_before.data()
        : static_cast<QMainWindow *>(window())->centralWidget();
    back->setFocus();
}

void ComposerDock::noteFocus(QWidget *before, QWidget *now)
{
    if (holds(now) && before && before->window() == window() && !holds(before))
        m_before = before;
}

bool ComposerDock::holds(const QWidget *widget) const
{
    return widget && isAncestorOf(widget);
}

} // namespace broadcaster
