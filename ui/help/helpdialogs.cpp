// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/help/helpdialogs.h"

#include "ui/filter/filterhelp.h"
#include "ui/help/aboutdialog.h"
#include "ui/help/helpdialog.h"
#include "ui/help/shortcutsdialog.h"

#include <QtCore/QCoreApplication>

namespace broadcaster {

namespace {

struct DialogWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::HelpDialog)
};

template <typename Dialog, typename... Arguments>
void openOnce(QWidget &window, Arguments &&...arguments)
{
    auto *dialog = window.findChild<Dialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = new Dialog(std::forward<Arguments>(arguments)..., &window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace

void showFilterHelp(QWidget &window)
{
    openOnce<HelpDialog>(window, DialogWords::tr("Filter language"), filterHelpHtml());
}

void showShortcuts(QWidget &window)
{
    openOnce<ShortcutsDialog>(window);
}

void showAbout(QWidget &window)
{
    openOnce<AboutDialog>(window);
}

} // namespace broadcaster
