// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/closequestion.h"

#include "ui/window/mainwindow.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Prompts::Question closeQuestion(qint64 clients, const QStringList &captured, QStringList losses)
{
    const bool disconnects = clients > 0;
    Prompts::Question question;
    question.title = disconnects
        ? MainWindow::tr("Close and disconnect %Ln client(s)?", nullptr, static_cast<int>(clients))
        : MainWindow::tr("Close without applying the changes?");
    if (disconnects) {
        const QString end = MainWindow::tr("The broker is part of this program and stops too.");
        losses.prepend((QStringList { end } + captured).join(u' '));
    }
    question.text = losses.join(u"\n\n"_s);
    question.yes = MainWindow::tr("Close");
    question.isDestructive = true;
    question.dontAskAgain = MainWindow::tr("Don't ask again");
    return question;
}

Prompts::Question languageQuestion(const QStringList &losses)
{
    Prompts::Question question;
    question.title = MainWindow::tr("Change the language without applying the changes?");
    question.text = losses.join(u"\n\n"_s);
    question.yes = MainWindow::tr("Change the language");
    question.isDestructive = true;
    return question;
}

} // namespace broadcaster
