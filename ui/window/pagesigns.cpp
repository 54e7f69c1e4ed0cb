// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/pagesigns.h"

#include "ui/sidebar/sidebar.h"
#include "ui/window/brokerstatus.h"
#include "ui/window/windowmenus.h"

namespace broadcaster {

void showPageSigns(
    const QList<PageEntry> &pages, Sidebar &sidebar, WindowMenus &menus, BrokerStatus &status)
{
    for (int number = 0; number < pages.size(); ++number) {
        const PageEntry &entry = pages[number];
        const auto offer = [&sidebar, &menus, number](bool isOffered) {
            sidebar.setPageOffered(number, isOffered);
            menus.setPageOffered(number, isOffered);
        };
        offer(entry.isOffered);
        QObject::connect(entry.page, &Page::offeredChanged, &sidebar, offer);
        QObject::connect(entry.page, &Page::figureChanged, &sidebar,
            [&sidebar, number](const QString &figure) { sidebar.setFigure(number, figure); });
        QObject::connect(entry.page, &Page::alertChanged, &sidebar,
            [&sidebar, number](const QString &mark, const QString &words) {
                sidebar.setAlert(number, mark, words);
            });
        QObject::connect(entry.page, &Page::warningChanged, &status,
            [&status, number, title = entry.title](const QString &warning) {
                status.setPageWarning({ number, title, warning });
            });
    }
}

} // namespace broadcaster
