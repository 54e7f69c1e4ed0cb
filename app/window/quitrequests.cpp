// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/quitrequests.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>

namespace broadcaster {

QuitRequests::QuitRequests(QObject *parent)
    : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool QuitRequests::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Quit || watched != QCoreApplication::instance())
        return QObject::eventFilter(watched, event);
    QCoreApplication::exit();
    return true;
}

} // namespace broadcaster
