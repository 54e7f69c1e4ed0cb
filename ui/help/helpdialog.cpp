// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/help/helpdialog.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

HelpDialog::HelpDialog(const QString &title, const QString &html, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"helpDialog"_s);
    setWindowTitle(title);
    constexpr QSize Usual(620, 620);
    resize(Usual);
    auto *text = new QTextBrowser(this);
    text->setObjectName(u"helpText"_s);
    text->setAccessibleName(title);
    text->setFrameShape(QFrame::NoFrame);
    constexpr int Margin = 16;
    text->document()->setDocumentMargin(Margin);
    text->setHtml(html);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton *button : buttons->buttons())
        button->setAccessibleName(button->text().remove(u'&'));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, Margin / 2, Margin / 2);
    layout->addWidget(text);
    layout->addWidget(buttons);
}

} // namespace broadcaster
