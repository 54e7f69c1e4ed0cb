// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/windowlanguage.h"

#include "ui/window/consolewindow.h"

#include <QtCore/QLocale>

namespace broadcaster {

namespace {

/// The locale with that code, or that of the desktop, from now on for the whole program.
QLocale used(const QString &code)
{
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    return locale;
}

QString codeAtStart(const QString &saved)
{
    const QString named = qEnvironmentVariable("BROADCASTER_LANGUAGE");
    return named.isEmpty() ? saved : named;
}

} // namespace

WindowLanguage::WindowLanguage(const QString &saved)
    : m_translation(used(codeAtStart(saved)))
{
}

void WindowLanguage::offer(ConsoleWindow &console)
{
    QObject::connect(
        &console, &ConsoleWindow::languageChosen, &console, [this, &console](const QString &code) {
            m_translation.setLocale(used(code));
            console.renew();
        });
}

} // namespace broadcaster
