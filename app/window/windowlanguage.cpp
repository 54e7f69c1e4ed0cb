// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/windowlanguage.h"

#include "server/base/logging.h"
#include "ui/window/consolewindow.h"

#include <QtCore/QLocale>

namespace broadcaster {

namespace {

/// The locale with that code, or that of the desktop, from now on for the whole program.
QLocale used(const QString &code)
{
    const bool isKnown = !code.isEmpty() && QLocale(code).language() != QLocale::C;
    const QLocale locale = isKnown ? QLocale(code) : QLocale::system();
    if (!isKnown && !code.isEmpty())
        qCWarning(logBroker, "there is no language %s; the window has that of the desktop",
            qUtf8Printable(code));
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
